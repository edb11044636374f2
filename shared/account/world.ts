import type { Request, ResourceFacts, World } from '../authorization/request.ts';
import { type Account, NOT_COLLECTED } from './model.ts';
import { identitySideOf } from './world/identity.ts';
import { containerOf, inventoryOf, ownerOf } from './world/inventory.ts';
import { kmsFactsOf } from './world/kms-facts.ts';
import { levelsOf } from './world/organization.ts';
import { resourcePolicyOf } from './world/resource-policy.ts';
import { s3FactsOf } from './world/s3-facts.ts';
import type { Unknown } from './world/unknown.ts';

export { containerOf, type Held, ownerOf } from './world/inventory.ts';
export { accountFactsOf } from './world/organization.ts';
export { resourcePolicyOf } from './world/resource-policy.ts';
export { UNKNOWN_CODES, type Unknown, type UnknownCode } from './world/unknown.ts';

/** Everything the snapshots say that bears on one request, and what they do not say. */
export interface JoinedWorld {
  readonly world: World;
  readonly unknown: readonly Unknown[];
}

/**
 * Joins the snapshots of one customer around a request: the caller's own and its groups' policies and boundary, the SCPs
 * of its account, the policy of the resource (or of what the resource lies in), the RCPs and settings of its owner's
 * account. Session policies and VPC endpoints are the request's own and stay null.
 */
export function worldOf(accounts: readonly Account[], request: Request): JoinedWorld {
  const unknown: Unknown[] = [];
  const identity = identitySideOf(accounts, request.principal);
  unknown.push(...identity.unknown);
  const world: World = {
    identityPolicies: identity.identityPolicies,
    permissionsBoundaries: identity.permissionsBoundaries,
    sessionPolicies: null,
    resourcePolicy: policyAt(accounts, request, unknown),
    serviceControlPolicies: callerLevels(accounts, request, unknown),
    resourceControlPolicies: ownerLevels(accounts, request, unknown),
    vpcEndpointPolicies: null,
    facts: factsAt(accounts, request, unknown),
  };
  return { world, unknown };
}

function policyAt(accounts: readonly Account[], request: Request, unknown: Unknown[]): World['resourcePolicy'] {
  const policy = resourcePolicyOf(accounts, request.resource, request.action);
  if (policy !== NOT_COLLECTED) return policy;
  const read = containerOf(accounts, request.resource) !== null;
  unknown.push({
    code: read ? 'resource-policy-not-collected' : 'resource-not-collected',
    subject: request.resource,
    layer: 'resource',
    effect: 'either',
  });
  return null;
}

/** Callers without an account of their own (services, tokens, anonymous) have no SCPs. */
function callerLevels(
  accounts: readonly Account[],
  request: Request,
  unknown: Unknown[],
): World['serviceControlPolicies'] {
  const { principal } = request;
  if (!('accountId' in principal)) return null;
  const { levels, known } = levelsOf(accounts, principal.accountId, 'serviceControlPolicies');
  if (!known)
    unknown.push({ code: 'scp-not-collected', subject: principal.accountId, layer: 'scp', effect: 'narrows' });
  return levels;
}

function ownerLevels(
  accounts: readonly Account[],
  request: Request,
  unknown: Unknown[],
): World['resourceControlPolicies'] {
  if (request.resource === '*') return null;
  const owner = request.resourceAccount?.id ?? ownerOf(accounts, request.resource);
  if (owner === null) {
    unknown.push({ code: 'resource-owner-unknown', subject: request.resource, layer: 'resource', effect: 'either' });
    return null;
  }
  const { levels, known } = levelsOf(accounts, owner, 'resourceControlPolicies');
  if (!known) unknown.push({ code: 'rcp-not-collected', subject: owner, layer: 'rcp', effect: 'narrows' });
  return levels;
}

function factsAt(accounts: readonly Account[], request: Request, unknown: Unknown[]): ResourceFacts | null {
  const held = containerOf(accounts, request.resource);
  if (held === null) return null;
  const s3 = s3FactsOf(held, request.resource, unknown);
  const kms = kmsFactsOf(held, request.resource, unknown);
  return s3 === null && kms === null ? null : { s3, kms };
}

/** True where the account's snapshot is among those read: its principals are judged on their own policies. */
export function isRead(accounts: readonly Account[], accountId: string): boolean {
  return inventoryOf(accounts).accounts.has(accountId);
}
