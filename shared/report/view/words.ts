import type { Scope, TermCondition } from '../../access/verdict.ts';

/** Labels of capabilities, verdicts and conditions in words people read without AWS's manual. */
export const CAPABILITY_WORDS: Readonly<Record<string, string>> = {
  'administer-resource': 'Administer',
  'read-config': 'Read settings',
  'read-data': 'Read data',
  'write-data': 'Write data',
  'delete-data': 'Delete data',
  'use-resource': 'Use',
};

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is (any case)',
  StringNotEqualsIgnoreCase: 'is not (any case)',
  StringLike: 'matches',
  StringNotLike: 'does not match',
  ArnEquals: 'matches',
  ArnLike: 'matches',
  ArnNotEquals: 'does not match',
  ArnNotLike: 'does not match',
  NumericEquals: '=',
  NumericNotEquals: '≠',
  NumericLessThan: '<',
  NumericLessThanEquals: '≤',
  NumericGreaterThan: '>',
  NumericGreaterThanEquals: '≥',
  DateEquals: 'is',
  DateNotEquals: 'is not',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is at or before',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is at or after',
  Bool: 'is',
  BinaryEquals: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
};

/** One condition in words, e.g. `aws:SourceIp is in 203.0.113.0/24`. */
export function conditionWords(condition: TermCondition): string {
  if ('not' in condition) return `not (${condition.not.map(conditionWords).join(' and ')})`;
  const { operator, key, values } = condition;
  if (operator === 'Null') return values[0] === 'true' ? `${key} is absent` : `${key} is present`;
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator);
  const word = OPERATOR_WORDS[match?.[2] ?? ''] ?? operator;
  const quantifier =
    match?.[1] === 'ForAllValues' ? 'every value of ' : match?.[1] === 'ForAnyValue' ? 'some value of ' : '';
  const list = values.length === 1 ? values[0] : `one of ${values.join(', ')}`;
  return `${quantifier}${key} ${word} ${list}${match?.[3] === undefined ? '' : ', or is absent'}`;
}

/** All conditions of a term; `always` where there are none. */
export function conditionsWords(conditions: readonly TermCondition[]): string {
  return conditions.length === 0 ? 'always' : conditions.map(conditionWords).join(' and ');
}

/** A scope in words: what is reached, and what of it is denied. */
export function scopeWords(scope: Scope): string {
  const include = scope.include.join(', ');
  return scope.exclude.length === 0 ? include : `${include} except ${scope.exclude.join(', ')}`;
}
