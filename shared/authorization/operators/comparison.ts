import type { TemplatePart } from '../../policy/variables.ts';
import type { Tri } from '../truth.ts';

/**
 * Whether one value of the request matches one of the policy's values, by the positive meaning of an operator family:
 * `StringNotEquals` asks the same and wants the contrary (F02). MAYBE: none matches, and some policy value is none that
 * the family can read; AWS would not have saved it.
 */
export type Comparison = (requestValue: string) => Tri;

/** The policy's values with variables filled in. */
export type PolicyValues = readonly (readonly TemplatePart[])[];

/** A family of operators: makes the comparison once, so that each request only compares. */
export type OperatorFamily = (values: PolicyValues) => Comparison;
