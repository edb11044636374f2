import { arnComponents } from './arn.ts';
import { parseNetwork } from './ip.ts';
import { issue, LIMITS, pointer, VARIABLE_FORMS } from './issues.ts';
import {
  CONDITION_OPERATORS,
  type Condition,
  type ConditionOperator,
  type PolicyIssue,
  type PolicyVersion,
  type Quantifier,
} from './model.ts';
import { binaryOf, booleanOf, dateOf, decimalOf } from './values.ts';
import { parseTemplate } from './variables.ts';

/** Reads `Condition`: operator → key → one value or a list. Each operator and key becomes one condition (F01). */
export function parseConditions(
  input: unknown,
  version: PolicyVersion,
  where: string,
  issues: PolicyIssue[],
): readonly Condition[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    issues.push(issue('wrong-type', where, 'an object of operators', input, 'unknown'));
    return [];
  }
  const conditions: Condition[] = [];
  for (const [written, keys] of Object.entries(input)) {
    const at = `${where}/${pointer(written)}`;
    const operator = readOperator(written);
    if (operator === null) {
      issues.push(issue('unknown-operator', at, 'a condition operator', written, 'unknown'));
      continue;
    }
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) {
      issues.push(issue('wrong-type', at, 'an object of condition keys', keys, 'unknown'));
      continue;
    }
    for (const [key, value] of Object.entries(keys)) {
      const place = `${at}/${pointer(key)}`;
      const values = readValues(value, place, issues);
      for (let i = 0; i < values.length; i++) checkValue(operator.operator, values[i]!, version, place, issues); // i < length
      conditions.push({ ...operator, key, keyId: key.toLowerCase(), values });
    }
  }
  return conditions;
}

interface Operator {
  readonly operator: ConditionOperator;
  readonly quantifier: Quantifier | null;
  readonly ifExists: boolean;
}

/** Operators compare without case in saved policies; the model holds AWS's spelling. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  CONDITION_OPERATORS.flatMap((operator) => {
    const forms: [string, Operator][] = [[operator, { operator, quantifier: null, ifExists: false }]];
    if (operator !== 'Null') {
      for (const quantifier of [null, 'ForAllValues', 'ForAnyValue'] as const) {
        for (const ifExists of [false, true]) {
          const prefix = quantifier === null ? '' : `${quantifier}:`;
          forms.push([`${prefix}${operator}${ifExists ? 'IfExists' : ''}`, { operator, quantifier, ifExists }]);
        }
      }
    }
    return forms.map(([text, form]): [string, Operator] => [text.toLowerCase(), form]);
  }),
);

function readOperator(written: string): Operator | null {
  return OPERATORS.get(written.toLowerCase()) ?? null;
}

function readValues(input: unknown, where: string, issues: PolicyIssue[]): readonly string[] {
  if (typeof input === 'string') return [input];
  const list: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (list.length === 0) issues.push(issue('empty-list', where, 'at least one value', input, 'unknown'));
  if (list.length > LIMITS.entries) {
    issues.push(issue('too-large', where, `at most ${LIMITS.entries} values`, input, 'unknown'));
    return [];
  }
  const values: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === 'string') values.push(value);
    else if (typeof value === 'number' || typeof value === 'boolean') values.push(String(value));
    else {
      issues.push(
        issue(
          'wrong-type',
          Array.isArray(input) ? `${where}/${i}` : where,
          'text, a number or a boolean',
          value,
          'unknown',
        ),
      );
    }
  }
  return values;
}

/** What an operator's values must be; a value that is none leaves the statement open. */
function checkValue(
  operator: ConditionOperator,
  value: string,
  version: PolicyVersion,
  where: string,
  issues: PolicyIssue[],
): void {
  const rule = VALUE_RULES[operator];
  if (value.includes('${') && version === '2012-10-17') {
    const template = parseTemplate(value, version);
    if (template.invalid !== null) {
      issues.push(issue('invalid-variable', where, VARIABLE_FORMS, template.invalid, 'unknown'));
      return;
    }
    if (rule === null || rule.variables) return;
    if (template.variable) {
      issues.push(issue('invalid-variable', where, `a value without variables in \`${operator}\``, value, 'unknown'));
      return;
    }
  }
  if (rule !== null && !rule.valid(value)) {
    issues.push(issue('invalid-value', where, rule.expected, value, 'unknown'));
  }
}

interface ValueRule {
  readonly expected: string;
  /** Whether `${…}` may stand in the value: String and ARN operators only (G02, F18). */
  readonly variables: boolean;
  valid(value: string): boolean;
}

const NUMBER: ValueRule = { expected: 'a number', variables: false, valid: (value) => decimalOf(value) !== null };
const DATE: ValueRule = {
  expected: 'an ISO 8601 date or epoch seconds',
  variables: false,
  valid: (value) => dateOf(value) !== null,
};
const BOOLEAN: ValueRule = { expected: 'true or false', variables: false, valid: (value) => booleanOf(value) !== null };
const BINARY: ValueRule = { expected: 'base64', variables: false, valid: (value) => binaryOf(value) !== null };
const ADDRESS: ValueRule = {
  expected: 'an address or a CIDR range',
  variables: false,
  valid: (value) => parseNetwork(value) !== null,
};
const ARN: ValueRule = {
  expected: 'an ARN with six components',
  variables: true,
  valid: (value) => arnComponents(value).length === 6,
};

const VALUE_RULES: Readonly<Record<ConditionOperator, ValueRule | null>> = {
  StringEquals: null,
  StringNotEquals: null,
  StringEqualsIgnoreCase: null,
  StringNotEqualsIgnoreCase: null,
  StringLike: null,
  StringNotLike: null,
  NumericEquals: NUMBER,
  NumericNotEquals: NUMBER,
  NumericLessThan: NUMBER,
  NumericLessThanEquals: NUMBER,
  NumericGreaterThan: NUMBER,
  NumericGreaterThanEquals: NUMBER,
  DateEquals: DATE,
  DateNotEquals: DATE,
  DateLessThan: DATE,
  DateLessThanEquals: DATE,
  DateGreaterThan: DATE,
  DateGreaterThanEquals: DATE,
  Bool: BOOLEAN,
  BinaryEquals: BINARY,
  IpAddress: ADDRESS,
  NotIpAddress: ADDRESS,
  ArnEquals: ARN,
  ArnNotEquals: ARN,
  ArnLike: ARN,
  ArnNotLike: ARN,
  Null: BOOLEAN,
};
