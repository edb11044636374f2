import type { ConditionOperator } from '../../policy/model.ts';
import { arnLike } from './arn-like.ts';
import { binaryEquals } from './binary-equals.ts';
import { bool } from './bool.ts';
import type { OperatorFamily } from './comparison.ts';
import { date } from './date.ts';
import { ipAddress } from './ip-address.ts';
import { numeric } from './numeric.ts';
import { stringEquals, stringEqualsIgnoreCase } from './string-equals.ts';
import { stringLike } from './string-like.ts';

/** How an operator compares, and whether it wants the contrary: no value may match (F02). */
export interface OperatorMeaning {
  readonly family: OperatorFamily;
  readonly negated: boolean;
  /** Whether `${…}` may stand in its values: String and ARN operators only (G02, F18). */
  readonly variables: boolean;
}

const equal = (order: number): boolean => order === 0;
const WITH_VARIABLES: ReadonlySet<OperatorFamily> = new Set([
  stringEquals,
  stringEqualsIgnoreCase,
  stringLike,
  arnLike,
]);
const meaning = (family: OperatorFamily, negated: boolean): OperatorMeaning => ({
  family,
  negated,
  variables: WITH_VARIABLES.has(family),
});
const is = (family: OperatorFamily): OperatorMeaning => meaning(family, false);
const isNot = (family: OperatorFamily): OperatorMeaning => meaning(family, true);

/** Every operator but Null, which asks for presence and not for a value (F06). */
export const OPERATORS: Readonly<Record<Exclude<ConditionOperator, 'Null'>, OperatorMeaning>> = {
  StringEquals: is(stringEquals),
  StringNotEquals: isNot(stringEquals),
  StringEqualsIgnoreCase: is(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: isNot(stringEqualsIgnoreCase),
  StringLike: is(stringLike),
  StringNotLike: isNot(stringLike),
  NumericEquals: is(numeric(equal)),
  NumericNotEquals: isNot(numeric(equal)),
  NumericLessThan: is(numeric((order) => order < 0)),
  NumericLessThanEquals: is(numeric((order) => order <= 0)),
  NumericGreaterThan: is(numeric((order) => order > 0)),
  NumericGreaterThanEquals: is(numeric((order) => order >= 0)),
  DateEquals: is(date(equal)),
  DateNotEquals: isNot(date(equal)),
  DateLessThan: is(date((order) => order < 0)),
  DateLessThanEquals: is(date((order) => order <= 0)),
  DateGreaterThan: is(date((order) => order > 0)),
  DateGreaterThanEquals: is(date((order) => order >= 0)),
  Bool: is(bool),
  BinaryEquals: is(binaryEquals),
  IpAddress: is(ipAddress),
  NotIpAddress: isNot(ipAddress),
  ArnEquals: is(arnLike),
  ArnNotEquals: isNot(arnLike),
  ArnLike: is(arnLike),
  ArnNotLike: isNot(arnLike),
};
