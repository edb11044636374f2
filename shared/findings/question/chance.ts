import type { Principal } from '../../authorization/request.ts';
import type { PatternList, PolicyDocument, PolicyVersion, Statement } from '../../policy/model.ts';
import { compileFoldedPattern, matchPattern, type Pattern } from '../../policy/pattern.ts';
import { compileResourcePattern, matchResource, type ResourcePattern } from '../../policy/resource-pattern.ts';
import { parseTemplate } from '../../policy/variables.ts';
import type { OwnPrincipal } from '../ground/principals.ts';

/**
 * Who has any chance of a call, from the allows of identity policies alone and without looking at conditions: what a
 * question need not be asked about. True proves nothing; false does.
 */
export function mayCall({ policies }: OwnPrincipal, action: string): boolean {
  const folded = action.toLowerCase();
  return policies.some(({ policy }) => allowsReaching(policy.document, folded).length > 0);
}

/** The same for one resource. */
export function mayCallOn({ policies }: OwnPrincipal, action: string, resource: string): boolean {
  const folded = action.toLowerCase();
  return policies.some(({ policy }) =>
    allowsReaching(policy.document, folded).some((statement) => mayCover(statement, policy.document.version, resource)),
  );
}

/** The statements of the principal that allow the action on some resource, with the document they stand in. */
export function allowsOf(
  { policies }: OwnPrincipal,
  action: string,
): readonly { readonly statement: Statement; readonly version: PolicyVersion }[] {
  const folded = action.toLowerCase();
  return policies.flatMap(({ policy: { document } }) =>
    allowsReaching(document, folded).map((statement) => ({ statement, version: document.version })),
  );
}

// Memories of what was already computed, keyed by the very document or list: they change no answer, only its price.
const reaching = new WeakMap<PolicyDocument, Map<string, readonly Statement[]>>();
const actionPatterns = new WeakMap<PatternList, readonly Pattern[]>();
const resourcePatterns = new WeakMap<PatternList, ResourceLists>();

/** The allows of a document that reach an action, given in lower case. */
export function allowsReaching(document: PolicyDocument, folded: string): readonly Statement[] {
  let known = reaching.get(document);
  if (known === undefined) {
    known = new Map();
    reaching.set(document, known);
  }
  let found = known.get(folded);
  if (found === undefined) {
    found = document.statements.filter(({ effect, action }) => effect === 'Allow' && coversAction(action, folded));
    known.set(folded, found);
  }
  return found;
}

function coversAction(list: PatternList, folded: string): boolean {
  let compiled = actionPatterns.get(list);
  if (compiled === undefined) {
    compiled = list.patterns.map((text) => compileFoldedPattern(text));
    actionPatterns.set(list, compiled);
  }
  return compiled.some((pattern) => matchPattern(pattern, folded)) !== list.negated;
}

interface ResourceLists {
  readonly fixed: readonly ResourcePattern[];
  /** Some pattern holds a variable: what it covers is only known with a request. */
  readonly variable: boolean;
}

function mayCover({ resource: list }: Statement, version: PolicyVersion, resource: string): boolean {
  if (list === null) return true;
  let compiled = resourcePatterns.get(list);
  if (compiled === undefined) {
    const templates = list.patterns.map((text) => parseTemplate(text, version));
    compiled = {
      fixed: templates.filter(({ variable }) => !variable).map(({ parts }) => compileResourcePattern(parts)),
      variable: templates.some(({ variable }) => variable),
    };
    resourcePatterns.set(list, compiled);
  }
  const listed = compiled.fixed.some((pattern) => matchResource(pattern, resource));
  return list.negated ? !listed : listed || compiled.variable;
}

/** Whether an allow of a resource's policy could reach the caller with the action: by name, by its account, as everyone. */
export function policyMayGive(document: PolicyDocument, principal: Principal, action: string): boolean {
  return allowsReaching(document, action.toLowerCase()).some((statement) => mayName(statement, principal));
}

/** Whether a statement's Principal could be the caller; conditions are not looked at. */
export function mayName({ principal: element }: Statement, principal: Principal): boolean {
  if (element === null) return false;
  if (element.negated) return true;
  return element.entries.some((entry) => {
    if (entry.kind === 'everyone') return true;
    if (entry.kind === 'service') return principal.kind === 'service' && principal.service === entry.text;
    if (entry.kind === 'federated') return principal.kind === 'federated' && principal.provider === entry.text;
    if (!('accountId' in entry) || !('accountId' in principal) || entry.accountId !== principal.accountId) return false;
    // A session's own name, and what is not understood, may stand for anyone of the account.
    return (entry.kind !== 'user' && entry.kind !== 'role') || entry.text === principal.arn;
  });
}
