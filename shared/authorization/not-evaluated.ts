import { pointer } from '../policy/issues.ts';
import type { Condition } from '../policy/model.ts';
import { compileCondition } from './condition.ts';
import type { NotEvaluated, Outcome } from './decision.ts';
import { certain } from './forms.ts';
import { resourcePolicyRule } from './layers/resource-policy-rule.ts';
import type { Entry } from './prepared/entry.ts';
import type { Match } from './prepared/match.ts';
import type { Question } from './question.ts';
import { MAYBE } from './truth.ts';

/** Why something in a question was not evaluated. A statement's parse issues keep the codes of the policy language. */
export const NOT_EVALUATED = {
  'resource-account-unknown': 'whose the resource is, neither the question nor its ARN says (A08)',
  'statement-misplaced': 'the statement holds what policies of its layer cannot (D11, D15, E13)',
  'principal-not-resolved': 'a canonical user id stands for an account that the question does not name (M07)',
  'key-multivalued': 'a key with several values under an operator without quantifier (F19)',
  'document-unreadable': 'part of the document could not be read',
  'action-unknown': 'the catalogue does not know the action: it was decided from its text',
  'resource-policy-rule-unknown': 'how the service joins resource policy and identity policy is not in the table (A05)',
} as const;
export type NotEvaluatedCode = keyof typeof NOT_EVALUATED;

/** What was not evaluated of a question; `couldChange` where it keeps the answer open. */
export function notEvaluated(
  outcome: Outcome,
  matches: readonly Match[],
  question: Question,
  ownerUnknown: boolean,
): readonly NotEvaluated[] {
  const couldChange = outcome === 'undetermined';
  const found: NotEvaluated[] = [];
  for (const match of matches) {
    if (match.applies !== MAYBE) continue;
    for (const { code, where } of openIn(match, question)) found.push({ code, where, couldChange });
  }
  if (ownerUnknown) found.push({ code: 'resource-account-unknown', where: '/request/resourceAccount', couldChange });
  if (!question.actionText.isKnown) {
    found.push({ code: 'action-unknown', where: '/request/action', couldChange: false });
  }
  if (question.world.resourcePolicy !== null && resourcePolicyRule(question.service) === null) {
    found.push({ code: 'resource-policy-rule-unknown', where: '/resourcePolicy', couldChange: false });
  }
  return found;
}

type Open = Pick<NotEvaluated, 'code' | 'where'>;

/** What leaves a statement open. */
function openIn({ entry, forms }: Match, question: Question): readonly Open[] {
  const at = `${entry.where}/document`;
  const { compiled } = entry;
  if (compiled === null) return unreadable(entry, at);
  const found: Open[] = compiled.statement.unresolved.map(({ code, where }) => ({ code, where: at + where }));
  const place = statementPlace(entry, at);
  if (entry.principalMisplaced || entry.incomplete) found.push({ code: 'statement-misplaced', where: place });
  else if (certain(forms) === 0) found.push({ code: 'principal-not-resolved', where: `${place}/Principal` });
  for (const condition of compiled.statement.conditions) {
    if (compileCondition(condition, entry.policy.document.version).holds(question.lookup) !== MAYBE) continue;
    const where = `${place}/Condition/${operatorText(condition)}/${pointer(condition.key)}`;
    found.push({ code: 'key-multivalued', where });
  }
  return found.length > 0 ? found : [{ code: 'statement-misplaced', where: place }];
}

function unreadable(entry: Entry, at: string): readonly Open[] {
  const { statements, issues } = entry.policy.document;
  const known = new Set(statements.flatMap(({ unresolved }) => unresolved));
  return issues
    .filter((issue) => issue.consequence === 'unknown' && !known.has(issue))
    .map(({ code, where }) => ({ code, where: at + where }));
}

function statementPlace({ compiled, policy }: Entry, at: string): string {
  const { source } = policy.document;
  const written = typeof source === 'object' && source !== null && 'Statement' in source ? source.Statement : null;
  return Array.isArray(written) ? `${at}/Statement/${compiled?.statement.index ?? 0}` : `${at}/Statement`;
}

function operatorText({ operator, quantifier, ifExists }: Condition): string {
  return `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
}
