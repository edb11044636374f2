import { compileDocument } from '../../authorization/prepared/compiled-document.ts';
import { NO } from '../../authorization/truth.ts';
import { UNKNOWN } from '../../policy/lookup.ts';
import type { PolicyDocument } from '../../policy/model.ts';
import type { OwnPrincipal } from '../ground/principals.ts';

/**
 * Who has any chance of a call, from the identity policies alone and without looking at conditions: what a question
 * need not be asked about. True proves nothing; false does.
 */
export function mayCall({ policies }: OwnPrincipal, action: string): boolean {
  const folded = action.toLowerCase();
  return policies.some(({ policy }) => reaches(policy.document, folded));
}

/** The same for one resource. */
export function mayCallOn({ policies }: OwnPrincipal, action: string, resource: string): boolean {
  const folded = action.toLowerCase();
  const service = folded.slice(0, folded.indexOf(':'));
  return policies.some(
    ({ policy }) =>
      reaches(policy.document, folded) &&
      compileDocument(policy.document).statements.some(
        (one) =>
          one.allows &&
          one.reaches(folded) &&
          (one.statement.resource === null || one.resources.covers(resource, service, nothingIsKnown) !== NO),
      ),
  );
}

function nothingIsKnown(): typeof UNKNOWN {
  return UNKNOWN;
}

// A memory of what was already computed, keyed by the very document: it changes no answer, only its price.
const reached = new WeakMap<PolicyDocument, Map<string, boolean>>();

function reaches(document: PolicyDocument, folded: string): boolean {
  let known = reached.get(document);
  if (known === undefined) {
    known = new Map();
    reached.set(document, known);
  }
  let answer = known.get(folded);
  if (answer === undefined) {
    answer = compileDocument(document).statements.some((one) => one.allows && one.reaches(folded));
    known.set(folded, answer);
  }
  return answer;
}
