import type { Truth } from '../authorization/decision.ts';
import type { ConditionOperator, PolicyVersion } from '../policy/model.ts';
import { arnMatches } from './arn-operators.ts';
import { binaryMatches } from './binary-operator.ts';
import type { Context } from './context.ts';
import { compareTimes } from './date-operators.ts';
import { ipAddressMatches } from './ip-address-operators.ts';
import { compareNumbers } from './numeric-operators.ts';
import { expand, hasVariable } from './policy-variables.ts';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './string-operators.ts';
import { truthOf } from './truth.ts';
import { textOf } from './wildcard.ts';

/**
 * Whether one policy value matches one value of the request, by the operator's positive meaning: a negated operator
 * asks that no value matches, so it is looked at here as its positive twin. `unknown`: the policy's value is none of
 * the operator's kind, and AWS would not have saved it. A request's value of another kind matches nothing.
 *
 * String and ARN operators take variables; a variable without value matches nothing (G05). Numeric, Date, Binary and
 * IP operators take none; for Bool AWS's pages contradict each other (F18).
 *
 * Page: IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function valueMatches(
  operator: ConditionOperator,
  policyValue: string,
  requestValue: string,
  version: PolicyVersion,
  context: Context,
): Truth {
  const pieces = expand(policyValue, version, context);
  const ordered = (order: number | null | undefined, accepts: (order: number) => boolean): Truth => {
    if (order === undefined) return 'unknown';
    return truthOf(order !== null && accepts(order));
  };
  const numbers = (accepts: (order: number) => boolean): Truth =>
    ordered(compareNumbers(requestValue, policyValue), accepts);
  const times = (accepts: (order: number) => boolean): Truth =>
    ordered(compareTimes(requestValue, policyValue), accepts);
  switch (operator) {
    case 'StringEquals':
    case 'StringNotEquals':
      return truthOf(pieces !== null && stringEquals(textOf(pieces), requestValue));
    case 'StringEqualsIgnoreCase':
    case 'StringNotEqualsIgnoreCase':
      return truthOf(pieces !== null && stringEqualsIgnoreCase(textOf(pieces), requestValue));
    case 'StringLike':
    case 'StringNotLike':
      return truthOf(pieces !== null && stringLike(pieces, requestValue));
    case 'ArnEquals':
    case 'ArnLike':
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return pieces === null ? 'false' : arnMatches(pieces, requestValue, hasVariable(policyValue, version));
    case 'Bool':
      return boolMatches(policyValue, requestValue);
    case 'NumericEquals':
    case 'NumericNotEquals':
      return numbers((order) => order === 0);
    case 'NumericLessThan':
      return numbers((order) => order < 0);
    case 'NumericLessThanEquals':
      return numbers((order) => order <= 0);
    case 'NumericGreaterThan':
      return numbers((order) => order > 0);
    case 'NumericGreaterThanEquals':
      return numbers((order) => order >= 0);
    case 'DateEquals':
    case 'DateNotEquals':
      return times((order) => order === 0);
    case 'DateLessThan':
      return times((order) => order < 0);
    case 'DateLessThanEquals':
      return times((order) => order <= 0);
    case 'DateGreaterThan':
      return times((order) => order > 0);
    case 'DateGreaterThanEquals':
      return times((order) => order >= 0);
    case 'BinaryEquals':
      return binaryMatches(policyValue, requestValue);
    case 'IpAddress':
    case 'NotIpAddress':
      return ipAddressMatches(policyValue, requestValue);
    case 'Null':
      // Null looks at the key, not at values: it is answered before any value is compared.
      return 'unknown';
  }
}

/** Compares with true and false, in any case (F14). */
function boolMatches(policyValue: string, requestValue: string): Truth {
  const wanted = policyValue.toLowerCase();
  if (wanted !== 'true' && wanted !== 'false') return 'unknown';
  return truthOf(wanted === requestValue.toLowerCase());
}
