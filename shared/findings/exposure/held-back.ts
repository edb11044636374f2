import type { Resource } from '../../account/model.ts';
import type { World } from '../../authorization/request.ts';
import { keyNeeds } from '../../catalog/key-use.ts';
import type { Finding, Severity } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import type { Permission } from '../question/ask.ts';
import { confidentialityOf, isOutsideProduction } from './classification.ts';
import { customerKeyOf } from './encryption-key.ts';
import { aclOpeningsOf, allowedTo, type Openable, type Opening, openables, openingsOf } from './opened.ts';
import type { Outsider } from './outsiders.ts';
import { aclStatements, actionsOf, statementsOf } from './reached.ts';

/** A guard outside the policy, and the world without it. */
interface Guard {
  readonly layer: 'rcp' | 'service-setting';
  readonly words: string;
  readonly without: (world: World) => World;
}

const RESOURCE_CONTROL_POLICY: Guard = {
  layer: 'rcp',
  words: 'a resource control policy',
  without: (world) => ({ ...world, resourceControlPolicies: null }),
};

const PUBLIC_ACCESS_BLOCK: Guard = {
  layer: 'service-setting',
  words: 'the public-access block',
  without: withoutPublicAccessBlock,
};

const GUARDS = [RESOURCE_CONTROL_POLICY, PUBLIC_ACCESS_BLOCK] as const;

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
  const closed = openingsOf(ground, openable, () => true, true).filter(({ permissions }) => permissions.length === 0);
  // What is open already has a finding of its own.
  if (closed.length === 0) return [];
  const isClosed = ({ statement, outsider }: Opening): boolean =>
    closed.some((one) => one.statement === statement && one.outsider.name === outsider.name);
  for (const guard of GUARDS) {
    const opened = openingsOf(ground, openable, () => true, true, guard.without).filter(
      (one) =>
        isClosed(one) &&
        one.permissions.some((permission) => hasKey(ground, openable.resource, one.outsider, permission, guard)),
    );
    if (opened.length > 0) return [told(openable, opened, guard)];
  }
  return [];
}

function told(openable: Openable, opened: readonly Opening[], guard: Guard): Finding {
  const names = [...new Set(opened.map(({ outsider }) => outsider.name))].sort();
  const externalId = opened.every(
    ({ statement }) => statement?.conditions.some(({ keyId }) => keyId === 'sts:externalid') === true,
  );
  const { severity, reason } = severityOf(openable.resource, guard, externalId);
  return finding({
    type: 'held-back-exposure',
    subject: openable.resource?.arn ?? openable.arn,
    severity,
    reason,
    statements: statementsOf(openable, opened),
    facts: {
      heldBack: names,
      guard: guard.layer,
      actions: actionsOf(opened.flatMap(({ permissions }) => permissions)),
    },
    fix: advice(
      `Take ${names.join(', ')} out of the policy of ${nameOf(openable.arn)}, so that nothing hangs on ${guard.words} alone.`,
      'whether the statement is meant for a day when the guard falls is for its owner to say',
    ),
  });
}

function heldBackAcls(ground: Ground): readonly Finding[] {
  return ground.subject.resources.flatMap((resource) => {
    const closed = aclOpeningsOf(ground, resource).some(({ permissions }) => permissions.length === 0);
    if (!closed) return [];
    const opened = aclOpeningsOf(ground, resource, PUBLIC_ACCESS_BLOCK.without).filter(
      ({ permissions }) => permissions.length > 0,
    );
    if (opened.length === 0) return [];
    const { severity, reason } = severityOf(resource, PUBLIC_ACCESS_BLOCK, false);
    return [
      finding({
        type: 'held-back-exposure',
        subject: resource.arn,
        severity,
        reason,
        statements: aclStatements(resource.arn, opened),
        facts: {
          heldBack: [...new Set(opened.map(({ outsider }) => outsider.name))].sort(),
          guard: PUBLIC_ACCESS_BLOCK.layer,
          actions: actionsOf(opened.flatMap(({ permissions }) => permissions)),
          by: 'access control list',
        },
        fix: advice(
          `Remove the public grants from the access control list of ${nameOf(resource.arn)}, or let the bucket's owner own every object.`,
          'an access control list is no policy',
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
    anyOf.some((actions) => {
      const calls = actions.map((needed) => ({ action: needed, resource: key }));
      return allowedTo(ground, outsider, calls, false, guard.without, () => true).length === actions.length;
    }),
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
