import { globText } from '../../access/pattern/glob.ts';
import type { Account } from '../../account/model.ts';
import { containerOf } from '../../account/world.ts';
import type { Layer, Reason } from '../../authorization/decision.ts';
import type { Request, World } from '../../authorization/request.ts';
import type { NamedPolicy, PrincipalEntry, Statement } from '../../policy/model.ts';
import { levelWords, mapLayer } from './layers.ts';
import type { Single } from './single.ts';

/** Where an allow for a silent layer would stand, in words. */
export function whereWords(
  accounts: readonly Account[],
  { caller, request, world }: Single,
  { layer, level }: Reason,
): string {
  switch (layer) {
    case 'identity':
      return `a policy of ${caller.arn}`;
    case 'boundary':
      return `the permissions boundary of ${caller.arn}`;
    case 'scp':
      return `an SCP at ${levelWords(level ?? 0, world.serviceControlPolicies?.length ?? 1)}`;
    case 'resource':
      return request.action.toLowerCase().startsWith('sts:')
        ? `the trust policy of ${request.resource}`
        : `the policy of ${containerOf(accounts, request.resource)?.resource.arn ?? request.resource}`;
    default:
      return `the ${layer} policy`;
  }
}

/** The narrowest allow of the request, as JSON and as the model of it. */
export function allowStatement(
  { caller, request }: Single,
  layer: Layer,
): { readonly json: unknown; readonly model: Statement } {
  // A key policy speaks of its own key, and AWS writes it so.
  const isKey = layer === 'resource' && request.action.toLowerCase().startsWith('kms:');
  const resource = isKey ? '*' : globText(request.resource);
  const onResource = layer === 'resource' || layer === 'access-point';
  const trust = onResource && request.action.toLowerCase().startsWith('sts:');
  const entry = entryOf(caller.principal, caller.arn);
  const model: Statement = {
    index: 0,
    sid: null,
    effect: 'Allow',
    principal: onResource ? { negated: false, entries: [entry] } : null,
    action: { negated: false, patterns: [request.action] },
    resource: trust ? null : { negated: false, patterns: [resource] },
    conditions: [],
    unresolved: [],
  };
  const json = {
    Effect: 'Allow',
    ...(onResource ? { Principal: principalJson(entry) } : {}),
    Action: request.action,
    ...(trust ? {} : { Resource: resource }),
  };
  return { json, model };
}

function entryOf(principal: Request['principal'], arn: string): PrincipalEntry {
  switch (principal.kind) {
    case 'service':
      return { kind: 'service', text: principal.service };
    case 'federated':
      return { kind: 'federated', text: principal.provider };
    case 'anonymous':
      return { kind: 'everyone', text: '*' };
    case 'root':
      return { kind: 'account', text: arn, partition: arn.split(':')[1] ?? null, accountId: principal.accountId };
    case 'user':
    case 'role':
    case 'role-session':
    case 'federated-user':
      return { kind: principal.kind, text: principal.arn, accountId: principal.accountId };
  }
}

function principalJson(entry: PrincipalEntry): unknown {
  if (entry.kind === 'everyone') return '*';
  if (entry.kind === 'service') return { Service: entry.text };
  return entry.kind === 'federated' ? { Federated: entry.text } : { AWS: entry.text };
}

/** The world with the allow in the layer that was silent. */
export function withAllow(world: World, { layer, level }: Reason, statement: Statement): World {
  const added: NamedPolicy = {
    name: 'the added allow',
    document: { version: '2012-10-17', id: null, statements: [statement], source: null, issues: [] },
  };
  const grown = (policy: NamedPolicy): NamedPolicy => {
    const { statements } = policy.document;
    const next = { ...statement, index: Math.max(-1, ...statements.map(({ index }) => index)) + 1 };
    return { ...policy, document: { ...policy.document, statements: [...statements, next] } };
  };
  return mapLayer(world, layer, level, (policies) => {
    // Of boundaries each must allow; elsewhere one more policy is enough, and a resource has one.
    if (layer === 'boundary' || (policies.length > 0 && (layer === 'resource' || layer === 'access-point')))
      return policies.map(grown);
    return [...policies, added];
  });
}
