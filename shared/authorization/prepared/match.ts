import { EVERYONE, type Forms, uncertain } from '../forms.ts';
import { accessPointResource } from '../layers/access-point.ts';
import { asksTrustPolicy } from '../layers/trust-policy.ts';
import { namedBy, type Place, reachedByNot } from '../principal.ts';
import type { Question } from '../question.ts';
import { MAYBE, NO, type Tri, YES } from '../truth.ts';
import { ACCESS_POINT_LAYER, ENDPOINT_LAYER, type Entry, RCP_LAYER, RESOURCE_LAYER } from './entry.ts';

/** A statement that applies, or may, to the request at hand. */
export interface Match {
  readonly entry: Entry;
  readonly applies: Tri;
  readonly forms: Forms;
}

/** How an entry's Principal element names the caller. Entries without one name everyone they bind. */
export function formsOf(entry: Entry, question: Question): Forms {
  if (entry.namesNobody) return EVERYONE;
  const { compiled } = entry;
  if (compiled === null) return uncertain(EVERYONE);
  const { principal } = compiled.statement;
  if (entry.principalMisplaced || compiled.principalOpen) return uncertain(EVERYONE);
  const place = placeOf(entry, question);
  if (principal === null || place === null) return EVERYONE;
  if (!principal.negated) return namedBy(principal, question, place);
  // NotPrincipal stands in no trust policy (E13).
  if (place === 'trust-policy') return uncertain(EVERYONE);
  return reachedByNot(principal, compiled.allows, question, place);
}

/** Whether an entry whose action and principal are reached applies: Resource and Condition, and what is open in it. */
export function appliesTo(entry: Entry, question: Question): Tri {
  const { compiled } = entry;
  if (compiled === null) return MAYBE;
  if (entry.namesNobody && !entry.incomplete && compiled.always) return YES;
  const resource = entry.layer === ACCESS_POINT_LAYER ? accessPointResource(question) : question.resource;
  const applies = compiled.applies(resource, question.service, question.lookup);
  if (applies === NO) return NO;
  return entry.incomplete || lacksResource(entry, question) ? MAYBE : applies;
}

function placeOf(entry: Entry, question: Question): Place | null {
  switch (entry.layer) {
    case RESOURCE_LAYER:
      return asksTrustPolicy(question) ? 'trust-policy' : 'resource-policy';
    case ACCESS_POINT_LAYER:
      return 'resource-policy';
    case RCP_LAYER:
      return 'resource-control-policy';
    case ENDPOINT_LAYER:
      return 'endpoint-policy';
    default:
      return null;
  }
}

/** A resource policy without Resource: trust policies have none, nor have ECR's repository policies (E24). */
function lacksResource(entry: Entry, question: Question): boolean {
  if (entry.layer !== RESOURCE_LAYER || entry.compiled?.statement.resource !== null) return false;
  return !(asksTrustPolicy(question) || question.service === 'ecr' || question.service === 'ecr-public');
}
