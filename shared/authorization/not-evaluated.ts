import { conditionKeyType } from '../catalog/condition-keys.ts';
import { pointer } from '../policy/issues.ts';
import type { Condition } from '../policy/model.ts';
import type { NotEvaluated, Outcome } from './decision.ts';
import { certain, NOBODY, possible } from './forms.ts';
import { aclForms } from './layers/acl.ts';
import { keyShutToOthers } from './layers/key-policy.ts';
import { restrictedToOwner } from './layers/public-access-block.ts';
import { resourcePolicyRuleKnown } from './layers/resource-policy-rule.ts';
import { isRole } from './layers/trust-policy.ts';
import type { Entry } from './prepared/entry.ts';
import type { Match } from './prepared/match.ts';
import type { Question } from './question.ts';
import { isResourceTypeKnown } from './resource-type-known.ts';
import { MAYBE } from './truth.ts';

/** Why something in a question was not evaluated. A statement's parse issues keep the codes of the policy language. */
export const NOT_EVALUATED = {
  'resource-account-unknown': 'whose the resource is, neither the question nor its ARN says (A08)',
  'statement-misplaced':
    'the statement holds what policies of its layer cannot, or lacks what they must (D11, D15, E13)',
  'principal-not-resolved': 'a canonical user id stands for an account that the question does not name (M07)',
  'key-multivalued': 'a key with several values under an operator without quantifier (F19)',
  'public-policy-unknown': 'whether the policy is public depends on a part that could not be read (I01)',
  'acl-grantee-not-resolved': 'a canonical user id stands for an account that the question does not name (I09)',
  'operation-unknown': 'whether other accounts may call the KMS operation is not known (H05)',
  'action-unknown': 'the catalogue does not know the action: it was decided from its text',
  'resource-type-unknown': 'the catalogue knows no such resource of the service: it was decided from its text',
  'key-unknown': 'the catalogue does not know the condition key: it was decided from its text',
  'resource-policy-rule-unknown': 'how the service joins resource policy and identity policy is not known (A05)',
} as const;
export type NotEvaluatedCode = keyof typeof NOT_EVALUATED;

/** A code and its place, before it is known whether it could change the answer. */
export type Open = Pick<NotEvaluated, 'code' | 'where'>;

/**
 * What was not evaluated of a question; `couldChange` where it keeps the answer open. `unknown`: what the world's
 * policies hold that nobody knows and that takes nothing away.
 */
export function notEvaluated(
  outcome: Outcome,
  matches: readonly Match[],
  question: Question,
  owners: readonly [boolean, boolean?],
  unknown: readonly NotEvaluated[],
): readonly NotEvaluated[] {
  const found: NotEvaluated[] = [];
  const couldChange = outcome === 'undetermined';
  for (const match of matches) {
    if (match.applies !== MAYBE && possible(match.forms) === NOBODY) continue;
    for (const { code, where } of openIn(match, question)) found.push({ code, where, couldChange });
  }
  if (owners.length > 1)
    found.push({ code: 'resource-account-unknown', where: '/request/resourceAccount', couldChange });
  for (const { code, where } of openSettings(question, owners)) found.push({ code, where, couldChange });
  for (const { code, where } of unknownInRequest(question)) found.push({ code, where, couldChange: false });
  found.push(...unknown);
  return found.length === 0 ? NONE : found;
}

const NONE: readonly NotEvaluated[] = [];

/** Settings and lists of which a part is not known. */
function openSettings(question: Question, owners: readonly [boolean, boolean?]): readonly Open[] {
  const found: Open[] = [];
  if (owners.includes(false) && keyShutToOthers(question) === MAYBE) {
    found.push({ code: 'operation-unknown', where: '/request/action' });
  }
  if (question.facts === null) return found;
  if (owners.some((own) => restrictedToOwner(question, own === true) === MAYBE)) {
    found.push({ code: 'public-policy-unknown', where: '/facts/s3/publicAccessBlock/restrictPublicBuckets' });
  }
  const acl = aclForms(question);
  if (possible(acl.bucket) !== NOBODY) found.push({ code: 'acl-grantee-not-resolved', where: '/facts/s3/bucketAcl' });
  if (possible(acl.object) !== NOBODY) found.push({ code: 'acl-grantee-not-resolved', where: '/facts/s3/objectAcl' });
  return found;
}

/** What the catalogue does not know of the request: it was decided from its text. */
function unknownInRequest(question: Question): readonly Open[] {
  const found: Open[] = [];
  if (!question.actionText.isKnown) found.push({ code: 'action-unknown', where: '/request/action' });
  if (!isResourceTypeKnown(question.resource))
    found.push({ code: 'resource-type-unknown', where: '/request/resource' });
  if (question.world.resourcePolicy !== null && !resourcePolicyRuleKnown(question.service) && !isRole(question)) {
    found.push({ code: 'resource-policy-rule-unknown', where: '/resourcePolicy' });
  }
  return found;
}

/** What leaves a statement open. */
function openIn({ entry, forms }: Match, question: Question): readonly Open[] {
  const at = `${entry.where}/document`;
  const { compiled } = entry;
  if (compiled === null) return unreadable(entry, at);
  const { unresolved, conditions, principal } = compiled.statement;
  const found: Open[] = unresolved.map(({ code, where }) => ({ code, where: at + where }));
  const place = statementPlace(entry, at);
  for (const condition of conditions) {
    const answer = condition.quantifier === null ? question.lookup(condition.keyId, condition.key) : null;
    if (!Array.isArray(answer) || answer.length < 2 || condition.operator === 'Null') continue;
    found.push({ code: 'key-multivalued', where: conditionPlace(condition, entry, place) });
  }
  const misplaced = entry.principalMisplaced || entry.incomplete || principal?.negated === true;
  if (possible(forms) !== NOBODY && !misplaced && !compiled.principalOpen) {
    found.push({ code: 'principal-not-resolved', where: `${place}/Principal` });
  }
  if (misplaced ? certain(forms) === NOBODY || entry.incomplete : found.length === 0) {
    found.push({ code: 'statement-misplaced', where: place });
  }
  return found;
}

function unreadable(entry: Entry, at: string): readonly Open[] {
  const { statements, issues } = entry.policy.document;
  const known = new Set(statements.flatMap(({ unresolved }) => unresolved));
  return issues
    .filter((issue) => issue.consequence === 'unknown' && !known.has(issue))
    .map(({ code, where }) => ({ code, where: at + where }));
}

/** What the documents of these entries hold that nobody knows: ignored parts, and condition keys. */
export function unknownIn(entries: readonly Entry[]): readonly NotEvaluated[] {
  const found: NotEvaluated[] = [];
  const documents = new Set<string>();
  for (const entry of entries) {
    const at = `${entry.where}/document`;
    if (!documents.has(at)) {
      documents.add(at);
      for (const { code, where, consequence } of entry.policy.document.issues) {
        if (consequence === 'ignored') found.push({ code, where: at + where, couldChange: false });
      }
    }
    for (const condition of entry.compiled?.statement.conditions ?? []) {
      if (conditionKeyType(condition.key) !== null) continue;
      const where = conditionPlace(condition, entry, statementPlace(entry, at));
      found.push({ code: 'key-unknown', where, couldChange: false });
    }
  }
  return found;
}

function statementPlace(entry: Entry, at: string): string {
  const written = statementsWritten(entry);
  return Array.isArray(written) ? `${at}/Statement/${entry.compiled?.statement.index ?? 0}` : `${at}/Statement`;
}

/** The operator as it is written there: policies spell it in any case. */
function conditionPlace({ operator, quantifier, ifExists, key }: Condition, entry: Entry, place: string): string {
  const text = `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  const written = statementsWritten(entry);
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const block = field(list[entry.compiled?.statement.index ?? 0], 'Condition');
  const names = typeof block === 'object' && block !== null ? Object.keys(block) : [];
  const spelled = names.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text;
  return `${place}/Condition/${pointer(spelled)}/${pointer(key)}`;
}

function statementsWritten({ policy }: Entry): unknown {
  return field(policy.document.source, 'Statement');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
