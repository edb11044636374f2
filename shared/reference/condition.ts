import type { Truth } from '../authorization/decision.ts';
import type { Condition, PolicyVersion } from '../policy/model.ts';
import { valueMatches } from './condition-operator.ts';
import type { Context } from './context.ts';
import { all, any, not, truthOf } from './truth.ts';

/**
 * Whether one condition holds: one operator on one key. A statement needs all of its conditions (F01).
 *
 * `unknown` where the documentation says nothing: a key with several values under an operator without ForAllValues or
 * ForAnyValue (F19), and a policy value that AWS would not have saved.
 *
 * Pages: IAM/latest/UserGuide/reference_policies_elements_condition.html, …_condition_operators.html,
 * reference_policies_condition-logic-multiple-context-keys-or-values.html,
 * reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds(condition: Condition, version: PolicyVersion, context: Context): Truth {
  const value = context.value(condition.key);
  const requestValues = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  // An empty string is a null data set: an empty set for the set operators (F07, F08), no value for Null (F06).
  const emptySet = requestValues.every((text) => text === '');
  if (condition.operator === 'Null') return nullHolds(condition.values, !emptySet);
  if (value === undefined) return truthOf(holdsWithoutKey(condition));

  const holdsFor = (requestValue: string): Truth => holdsForOne(condition, version, context, requestValue);
  switch (condition.quantifier) {
    case 'ForAllValues':
      return emptySet ? 'true' : all(requestValues.map(holdsFor));
    case 'ForAnyValue':
      return emptySet ? 'false' : any(requestValues.map(holdsFor));
    case null: {
      const [only, ...more] = requestValues;
      if (only === undefined || more.length > 0) return 'unknown';
      return holdsFor(only);
    }
  }
}

/** `Null: "true"` asks that the key is absent, `"false"` that it is present with a value (F06). */
function nullHolds(policyValues: readonly string[], present: boolean): Truth {
  return any(
    policyValues.map((text) => {
      const wanted = text.toLowerCase();
      if (wanted !== 'true' && wanted !== 'false') return 'unknown';
      return truthOf(wanted === (present ? 'false' : 'true'));
    }),
  );
}

/** IfExists: true (F05). ForAllValues: true (F07). ForAnyValue: false (F08). Else: only negated operators (F04). */
function holdsWithoutKey(condition: Condition): boolean {
  if (condition.ifExists) return true;
  if (condition.quantifier !== null) return condition.quantifier === 'ForAllValues';
  return isNegated(condition.operator);
}

/** One value of the request: some policy value matches it (F02); for negated operators none does (F02, F09, F10). */
function holdsForOne(condition: Condition, version: PolicyVersion, context: Context, requestValue: string): Truth {
  const someMatches = any(
    condition.values.map((policyValue) =>
      valueMatches(condition.operator, policyValue, requestValue, version, context),
    ),
  );
  return isNegated(condition.operator) ? not(someMatches) : someMatches;
}

/** StringNotEquals, NumericNotEquals, ArnNotLike, NotIpAddress …: AWS writes the negation into the name. */
function isNegated(operator: Condition['operator']): boolean {
  return operator.includes('Not');
}
