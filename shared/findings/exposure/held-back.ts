import type { Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import type { World } from '../../authorization/request.ts';
import { keyNeeds } from '../../catalog/key-use.ts';
import type { Finding, Severity } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';
import { ask, type Permission } from '../question/ask.ts';
import { allowedAtHome } from '../question/everything.ts';
import { confidentialityOf, isOutsideProduction } from './classification.ts';
import { customerKeyOf } from './encryption-key.ts';
import { type Openable, openables, openingsOf } from './opened.ts';
import { ANONYMOUS, anyAwsAccount, type Outsider } from './outsiders.ts';

/** A guard outside the policy, and the world without it. */
interface Guard {
  readonly layer: 'rcp' | 'service-setting';
  readonly words: string;
  readonly without: (world: World) => World;
}

const GUARDS: readonly Guard[] = [
  {
    layer: 'rcp',
    words: 'a resource control policy',
    without: (world) => ({ ...world, resourceControlPolicies: null }),
  },
  { layer: 'service-setting', words: 'the public-access block', without: withoutPublicAccessBlock },
];

function withoutPublicAccessBlock(world: World): World {
  const s3 = world.facts?.s3;
  if (world.facts === null || s3 === undefined || s3 === null) return world;
  return { ...world, facts: { ...world.facts, s3: { ...s3, publicAccessBlock: null } } };
}

/** What a policy or ACL opens to outsiders where one guard alone stands in the way (D12, D17, I04, I06). */
export function heldBackExposures(ground: Ground): readonly Finding[] {
  return [...openables(ground).flatMap((one) => heldBack(ground, one)), ...heldBackAcls(ground)];
}

function heldBack(ground: Ground, openable: Openable): readonly Finding[] {
  const closed = openingsOf(ground, openable, () => true);
  // What is open already has a finding of its own.
  if (closed.every(({ permission }) => permission !== null)) return [];
  for (const guard of GUARDS) {
    const opened = openingsOf(ground, openable, () => true, guard.without).filter(
      ({ permission, statement, outsider }) =>
        permission !== null &&
        hasKey(ground, openable.resource, outsider, permission, guard) &&
        closed.some(
          (one) => one.permission === null && one.statement === statement && one.outsider.name === outsider.name,
        ),
    );
    if (opened.length === 0) continue;
    const names = [...new Set(opened.map(({ outsider }) => outsider.name))].sort();
    const externalId = opened.every(({ statement }) =>
      statement.conditions.some(({ keyId }) => keyId === 'sts:externalid'),
    );
    const { severity, reason } = severityOf(openable.resource, guard, externalId);
    return [
      finding({
        type: 'held-back-exposure',
        subject: openable.arn,
        severity,
        reason,
        statements: opened.map(({ statement }) => resourceStatement(openable.arn, openable.policy, statement.index)),
        facts: {
          heldBack: names,
          guard: guard.layer,
          actions: [...new Set(opened.flatMap(({ permission }) => permission?.request.action ?? []))].sort(),
        },
        fix: advice(
          `Take ${names.join(', ')} out of the policy of ${nameOf(openable.arn)}, so that nothing hangs on ${guard.words} alone.`,
          'whether the statement is meant for a day when the guard falls is for its owner to say',
        ),
      }),
    ];
  }
  return [];
}

/** Calls that an ACL's permissions amount to (AmazonS3, acl-overview). */
const ACL_CALLS = {
  READ: 's3:ListBucket',
  WRITE: 's3:PutObject',
  READ_ACP: 's3:GetBucketAcl',
  WRITE_ACP: 's3:PutBucketAcl',
  FULL_CONTROL: 's3:ListBucket',
} as const;

function heldBackAcls(ground: Ground): readonly Finding[] {
  const guard = GUARDS.find(({ layer }) => layer === 'service-setting');
  if (guard === undefined) return [];
  return ground.subject.resources.flatMap((resource) => {
    const grants = fieldsOf(resource, 'AWS::S3::Bucket')?.acl?.grants ?? [];
    const opened = grants.flatMap(({ permission, grantee }) => {
      if (grantee.uri === undefined || !/\/(AllUsers|AuthenticatedUsers)$/.test(grantee.uri ?? '')) return [];
      const outsider = grantee.uri?.endsWith('/AllUsers') ? ANONYMOUS : anyAwsAccount(ground.subject.partition);
      const action = ACL_CALLS[permission];
      const on = action === 's3:PutObject' ? `${resource.arn}/x` : resource.arn;
      const allowed = (instead: (world: World) => World): boolean =>
        ask(ground.accounts, {
          principal: outsider.principal,
          action,
          resource: on,
          context: {},
          instead: (world) => instead('accountId' in outsider.principal ? allowedAtHome(world) : world),
        }) !== null;
      return !allowed((world) => world) && allowed(guard.without) ? [{ outsider, action }] : [];
    });
    if (opened.length === 0) return [];
    const { severity, reason } = severityOf(resource, guard, false);
    return [
      finding({
        type: 'held-back-exposure',
        subject: resource.arn,
        severity,
        reason,
        facts: {
          heldBack: [...new Set(opened.map(({ outsider }) => outsider.name))].sort(),
          guard: guard.layer,
          actions: [...new Set(opened.map(({ action }) => action))].sort(),
          by: 'access control list',
        },
        fix: advice(
          `Remove the public grants from the ACL of ${nameOf(resource.arn)}, or let the bucket's owner own every object.`,
          'an ACL is no policy',
        ),
      }),
    ];
  });
}

/** Encrypted content takes a second key (H10): where the outsider has none, more than one guard stands in the way. */
function hasKey(
  ground: Ground,
  resource: Resource | null,
  outsider: Outsider,
  permission: Permission,
  guard: Guard,
): boolean {
  const key = resource === null ? null : customerKeyOf(ground.subject, resource);
  if (key === null) return true;
  const { action } = permission.request;
  const needs = keyNeeds(action.slice(0, action.indexOf(':')), action.slice(action.indexOf(':') + 1)) ?? [];
  return needs.every(({ anyOf }) =>
    anyOf.some((actions) =>
      actions.every(
        (needed) =>
          ask(ground.accounts, {
            principal: outsider.principal,
            action: needed,
            resource: key,
            context: {},
            instead: (world) => guard.without('accountId' in outsider.principal ? allowedAtHome(world) : world),
          }) !== null,
      ),
    ),
  );
}

function severityOf(
  resource: Resource | null,
  { words }: Guard,
  externalId: boolean,
): { severity: Severity; reason: string } {
  const alone = `${words} alone keeps it closed`;
  if (externalId) return { severity: 'low', reason: `${alone}; an external id would guard it as well` };
  if (resource === null) return { severity: 'medium', reason: alone };
  const confidentiality = confidentialityOf(resource);
  if (confidentiality === 'public' || confidentiality === 'low')
    return { severity: 'low', reason: `${alone}; it is tagged ${confidentiality}` };
  if (isOutsideProduction(resource)) return { severity: 'low', reason: `${alone}; it is tagged as outside production` };
  return { severity: 'medium', reason: alone };
}
