import type { Capability } from '../capability.ts';
import type { ActionData, ServiceData } from '../generated-data.ts';
import { defaultCapabilities } from './default.ts';
import type { Grant } from './rules.ts';

/** Where an action stands, and by what. */
export interface Placement {
  readonly capabilities: readonly Capability[];
  /** `override`: named one by one; `rule`: by its service's rules; `default`: by access level alone. */
  readonly by: 'override' | 'rule' | 'default';
  readonly reason: string | null;
  readonly trustOnly: boolean;
}

/** Rule 7: these mean something only in trust policies. */
const TRUST_ONLY: ReadonlySet<string> = new Set(['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']);

/** Places one action of a service. */
export function placementOf(service: ServiceData, action: ActionData): Placement {
  return {
    capabilities: defaultCapabilities(action),
    by: 'default',
    reason: null,
    trustOnly: TRUST_ONLY.has(`${service.key}:${action.name}`),
  };
}

/** The reviewed entry of what an action gives its own caller; null where there is none. */
export function grantOf(_service: string, _name: string): Grant | null {
  return null;
}
