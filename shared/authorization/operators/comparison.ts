import type { TemplatePart } from '../../policy/variables.ts';

/**
 * Whether one value of the request matches one of the policy's values, by the positive meaning of an operator family:
 * `StringNotEquals` asks the same and wants the contrary (F02).
 */
export type Comparison = (requestValue: string) => boolean;

/** The policy's values with variables filled in; text that the family cannot read matches nothing. */
export type PolicyValues = readonly (readonly TemplatePart[])[];

/** A family of operators: makes the comparison once, so that each request only compares. */
export type OperatorFamily = (values: PolicyValues) => Comparison;
