import type { AccessLine, Term } from '../../access/verdict.ts';
import { type Asked, concerns } from './asked.ts';
import { actsOn, type PartsOfResources, scopeHolds } from './parts.ts';
import type { NamedResource } from './resolve.ts';

/**
 * What a line says to a question: the line as it is where its capability and its whole resource are asked about, only
 * the terms and actions that answer where an action or something inside the resource is; null: nothing.
 */
export function narrowed(
  line: AccessLine,
  asked: Asked,
  resource: NamedResource,
  parts: PartsOfResources,
): AccessLine | null {
  if (!concerns(asked, line.capability)) return null;
  if (!speaksOf(line, resource)) return null;
  if (asked.kind === 'capability' && isItself(resource)) return line;
  const terms = line.terms.flatMap((term) => narrowedTerm(term, asked, resource, parts));
  if (terms.length === 0) return null;
  return {
    ...line,
    verdict: terms.some((term) => term.conditions.length === 0) ? 'allowed' : 'conditional',
    terms: terms.slice(0, MOST_TERMS),
    moreTerms: Math.max(0, terms.length - MOST_TERMS),
  };
}

/** As in every access line: the rest is counted. */
const MOST_TERMS = 5;

/** Whether the answer may lie in terms that the line only counts. */
export function needsEveryTerm(line: AccessLine, asked: Asked, resource: NamedResource): boolean {
  return line.moreTerms > 0 && speaksOf(line, resource) && (asked.kind === 'action' || !isItself(resource));
}

function speaksOf(line: AccessLine, resource: NamedResource): boolean {
  return resource.kind === 'collected' ? line.resourceArn === resource.resourceArn : line.resourceArn === null;
}

function isItself(resource: NamedResource): boolean {
  return resource.kind === 'collected' && resource.arn === resource.resourceArn;
}

function narrowedTerm(term: Term, asked: Asked, resource: NamedResource, parts: PartsOfResources): readonly Term[] {
  const wanted = asked.kind === 'action' ? term.actions.filter((id) => id === asked.action.id) : term.actions;
  const actions = wanted.filter((id) => answers(id, resource, parts));
  if (actions.length === 0) return [];
  if (resource.kind !== 'none' && !isItself(resource) && !scopeHolds(term.scope, resource.arn)) return [];
  return [pointed({ ...term, actions }, resource, parts)];
}

/** Whether the action is put to what was asked about. */
function answers(actionId: string, resource: NamedResource, parts: PartsOfResources): boolean {
  switch (resource.kind) {
    case 'collected':
      return isItself(resource) || parts.of(resource.resourceArn)?.takes(actionId, resource.arn) === true;
    case 'uncollected':
      return actsOn(actionId, resource.arn);
    case 'none':
      return true;
  }
}

/** The term about the very ARN and actions: its scope is that ARN, and its witness a request of those. */
function pointed(term: Term, resource: NamedResource, parts: PartsOfResources): Term {
  const proven = term.actions.includes(term.witness.action);
  const action = proven ? term.witness.action : (term.actions[0] ?? '');
  if (resource.kind !== 'none' && !isItself(resource)) {
    const witness = { ...term.witness, action, resource: resource.arn };
    return { ...term, scope: { include: [resource.arn], exclude: [] }, witness };
  }
  if (proven || resource.kind !== 'collected') return { ...term, witness: { ...term.witness, action } };
  const at = parts.of(resource.resourceArn)?.member(action, term.scope) ?? term.witness.resource;
  return { ...term, witness: { ...term.witness, action, resource: at } };
}
