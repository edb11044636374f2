import { answer } from '../testing/engines.ts';
import { holds } from '../testing/holds.ts';
import type { Question, WrittenPolicy, WrittenWorld } from '../testing/question.ts';

const DENY = { Effect: 'Deny', Action: '*', Resource: '*' };
const policy = (statement: unknown): WrittenPolicy => ({
  name: 'added',
  document: { Version: '2012-10-17', Statement: [statement] },
});

/** The world with a deny of everything in each layer that binds the caller, one world per layer. */
function denied({ world, request }: Question): WrittenWorld[] {
  const { kind } = request.principal;
  const iam = ['user', 'role', 'role-session', 'federated-user'].includes(kind);
  const byEveryone = policy({ ...DENY, Principal: '*' });
  // A trust policy names those who sign; a token's holder is named by its provider.
  const named =
    kind === 'federated' ? policy({ ...DENY, Principal: { Federated: request.principal.provider } }) : byEveryone;
  // A trust policy bears on sts: actions alone, and `*` in it is those who sign.
  const role = request.resource.includes(':role/');
  const beside = role && (kind === 'anonymous' || !/^sts:/i.test(request.action));
  return [
    ...(iam ? [{ ...world, identityPolicies: [...world.identityPolicies, policy(DENY)] }] : []),
    ...(iam ? [{ ...world, permissionsBoundaries: [...(world.permissionsBoundaries ?? []), policy(DENY)] }] : []),
    ...(beside ? [] : [{ ...world, resourcePolicy: named }]),
    { ...world, vpcEndpointPolicies: [...(world.vpcEndpointPolicies ?? []), byEveryone] },
  ];
}

/** A02: two calls of STS, and the bucket's own policy against its root user, are no denials' business. */
function isExcepted({ request: { action, principal } }: Question): boolean {
  const name = action.toLowerCase();
  return (
    name === 'sts:getcalleridentity' ||
    name === 'sts:getsessiontoken' ||
    (principal.kind === 'root' && /^s3:(get|put|delete)bucketpolicy$/.test(name))
  );
}

holds('A02 a deny that applies wins in any layer', (engine, question) => {
  if (isExcepted(question)) return null;
  for (const world of denied(question)) {
    const { decision } = answer(engine, { world, request: question.request });
    if (decision !== 'explicit-deny') return `${decision} beside a deny of everything`;
  }
  return null;
});
