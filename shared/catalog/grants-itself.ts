import type { Action } from './action.ts';
import { actionsOnType } from './actions-on-type.ts';
import { dataOf } from './capabilities/coverage.ts';
import { type Placement, placementOf } from './capabilities/place.ts';
import type { GrantMeans } from './capabilities/rules.ts';
import { CAPABILITIES, type Capability } from './capability.ts';
import { actionsOf } from './catalog.ts';

export type { GrantMeans } from './capabilities/rules.ts';

/** By what an administering action gives its caller more, and what. */
export interface Grant {
  readonly means: GrantMeans;
  /** In the order of the six words. */
  readonly capabilities: readonly Capability[];
}

/**
 * What an administering action lets its caller give itself on the resource in one step, by changing a policy, grant,
 * access point, tag or credential on which access hangs (rule 6 of the capabilities page); empty for all others.
 */
export function grantsItself(action: Action): readonly Capability[] {
  return grantBy(action)?.capabilities ?? [];
}

/**
 * The same with its means: a tag gives something only where a condition hangs on it, and the removal of a policy,
 * boundary or block only where it holds something back. Null: the action gives its caller nothing.
 */
export function grantBy(action: Action): Grant | null {
  const known = grants.get(action);
  if (known !== undefined) return known;
  const grant = compute(action);
  grants.set(action, grant);
  return grant;
}

const grants = new Map<Action, Grant | null>();

function compute(action: Action): Grant | null {
  const data = dataOf(action);
  if (data === null) return null;
  const placement = placementOf(action.service, data);
  const means = placement.grants?.means ?? meansByLevel(action, placement.by);
  if (means === null) return null;
  const given = placement.grants?.capabilities ?? 'all';
  const capabilities = given === 'all' ? onSameResources(action) : new Set(given);
  return { means, capabilities: CAPABILITIES.filter((capability) => capabilities.has(capability)) };
}

const TAKES_AWAY = ['Delete', 'Remove', 'Revoke', 'Disable', 'Detach', 'Deauthorize', 'Reject'];

/** Without a reviewed entry AWS's level tells, and the verb whether it can only take something away. */
function meansByLevel(action: Action, by: Placement['by']): GrantMeans | null {
  if (by === 'override') return null;
  if (action.accessLevel === 'Tagging') return 'tag';
  if (by === 'kind' || action.accessLevel !== 'Permissions management') return null;
  return TAKES_AWAY.some((verb) => action.name.startsWith(verb)) ? 'removal' : 'policy';
}

/** Whatever actions give on the same resources and on what lies inside them; without a resource, in the whole service. */
function onSameResources(action: Action): ReadonlySet<Capability> {
  const types = new Set(action.resourceTypes.map((resource) => resource.type));
  const ofService = actionsOf(action.service).filter(
    (other) => types.size === 0 || other.resourceTypes.some((resource) => types.has(resource.type)),
  );
  const inside = [...types].flatMap(({ cloudFormationType }) =>
    cloudFormationType === null ? [] : actionsOnType(cloudFormationType).map((on) => on.action),
  );
  return new Set([...ofService, ...inside].flatMap((other) => other.capabilities));
}
