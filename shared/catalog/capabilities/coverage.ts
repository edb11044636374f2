import type { Action } from '../action.ts';
import { type ActionData, serviceData } from '../generated-data.ts';
import { type Placement, placementOf } from './place.ts';
import { SERVICE_RULES } from './services/index.ts';

/**
 * How far a service's actions were reviewed (rule 8): `reviewed`, all of them; `partly`, those on what holds data;
 * `default`, none: its capabilities follow from AWS's access levels and the verbs of names, and the report says so.
 */
export function coverageOf(service: string): 'reviewed' | 'partly' | 'default' {
  const covers = SERVICE_RULES.get(service.toLowerCase())?.covers;
  if (covers === undefined) return 'default';
  return covers === 'all' ? 'reviewed' : 'partly';
}

/** Why an action stands where it does: by an override with its reason, by a kind of its service, or by default. */
export function whyPlaced(action: Action): Pick<Placement, 'by' | 'reason'> {
  const data = dataOf(action);
  if (data === null) return { by: 'default', reason: null };
  const { by, reason } = placementOf(action.service, data);
  return { by, reason };
}

/** The facts behind an action of the catalogue; null for an action that is not from there. */
export function dataOf(action: Action): ActionData | null {
  return serviceData(action.service)?.actions.find((candidate) => candidate.name === action.name) ?? null;
}
