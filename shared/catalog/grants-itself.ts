import type { Action } from './action.ts';
import { grantOf } from './capabilities/place.ts';
import type { Grant } from './capabilities/rules.ts';
import { CAPABILITIES, type Capability } from './capability.ts';
import { actionsOf } from './catalog.ts';

export type { Grant, GrantMeans } from './capabilities/rules.ts';

/**
 * What an administering action lets its caller give itself on the resource in one step, by changing a policy, grant,
 * access point, tag or credential on which access hangs (rule 6 of the capabilities page); empty for all others.
 */
export function grantsItself(action: Action): readonly Capability[] {
  return grantBy(action)?.capabilities ?? [];
}

/** The same with its means: a tag gives something only where a policy's condition hangs on tags. */
export function grantBy(action: Action): Grant | null {
  if (known.has(action)) return known.get(action) ?? null;
  const grant = grantOf(action.service, action.name) ?? ofAccessLevel(action);
  known.set(action, grant);
  return grant;
}

const known = new Map<Action, Grant | null>();

/** Without a reviewed entry: a policy or a tag can give whatever the service's actions give on the same resources. */
function ofAccessLevel(action: Action): Grant | null {
  if (action.accessLevel !== 'Permissions management' && action.accessLevel !== 'Tagging') return null;
  const types = new Set(action.resourceTypes.map((resource) => resource.type));
  const given = new Set<Capability>();
  for (const other of actionsOf(action.service)) {
    if (!other.resourceTypes.some((resource) => types.has(resource.type))) continue;
    for (const capability of other.capabilities) given.add(capability);
  }
  const capabilities = CAPABILITIES.filter((capability) => given.has(capability));
  if (capabilities.length === 0) return null;
  return { means: action.accessLevel === 'Tagging' ? 'tag' : 'policy', capabilities };
}
