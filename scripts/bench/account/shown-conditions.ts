import type { Term, TermCondition } from '../../../shared/access/verdict.ts';
import { evaluateCondition } from '../../../shared/authorization/condition.ts';
import { contextOf, lookupIn } from '../../../shared/authorization/context.ts';
import type { Request } from '../../../shared/authorization/request.ts';
import type { Condition, Quantifier } from '../../../shared/policy/model.ts';

/** Whether the request meets every condition that the term shows, each read as a policy would write it. */
export function meets({ conditions }: Term, request: Request): boolean {
  return conditions.every((condition) => holds(condition, request));
}

function holds(condition: TermCondition, request: Request): boolean {
  if ('not' in condition) return !condition.not.every((each) => holds(each, request));
  const [first = '', second] = condition.operator.split(':');
  const name = second ?? first;
  const ifExists = name.endsWith('IfExists');
  const written: Condition = {
    operator: (ifExists ? name.slice(0, -8) : name) as Condition['operator'], // rows name the operators that policies have
    quantifier: second === undefined ? null : (first as Quantifier), // likewise
    ifExists,
    key: condition.key,
    keyId: condition.key.toLowerCase(),
    values: condition.values,
  };
  return evaluateCondition(written, '2012-10-17', lookupIn(contextOf(request))) === 'true';
}
