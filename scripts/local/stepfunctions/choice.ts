import { runtimeError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { lookUp, type Path, parsePath } from './path.ts';
import { parseTimestamp } from './timestamp.ts';

/** The condition of a choice rule, parsed. */
export type ChoiceTest =
  | { readonly kind: 'and' | 'or'; readonly tests: readonly ChoiceTest[] }
  | { readonly kind: 'not'; readonly test: ChoiceTest }
  | { readonly kind: 'is'; readonly operator: TypeTest; readonly variable: Path; readonly expected: boolean }
  | { readonly kind: 'matches'; readonly variable: Path; readonly pattern: string }
  | {
      readonly kind: 'compare';
      readonly type: Comparable;
      readonly relation: Relation;
      readonly variable: Path;
      readonly operand: string | number | boolean | Path;
    };

type TypeTest = 'IsNull' | 'IsPresent' | 'IsNumeric' | 'IsString' | 'IsBoolean' | 'IsTimestamp';
type Comparable = 'String' | 'Numeric' | 'Boolean' | 'Timestamp';
type Relation = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';

const TYPE_TESTS: ReadonlySet<string> = new Set<TypeTest>([
  'IsNull',
  'IsPresent',
  'IsNumeric',
  'IsString',
  'IsBoolean',
  'IsTimestamp',
]);
const COMPARISON =
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;
const COMMENTS: ReadonlySet<string> = new Set(['Comment', 'Next']);

type Report = (where: string, message: string) => void;

/** Parses one rule's condition; problems are reported with their place and answered with null. */
export function parseChoice(rule: Json, where: string, nested: boolean, report: Report): ChoiceTest | null {
  const wrong = (message: string): null => {
    report(where, message);
    return null;
  };
  if (!isObject(rule)) return wrong('expected an object');
  if (nested && Object.hasOwn(rule, 'Next')) return wrong('expected no `Next` inside a rule');
  const names = Object.keys(rule).filter((name) => !COMMENTS.has(name));
  const operators = names.filter((name) => name !== 'Variable');
  const [operator] = operators;
  if (operator === undefined || operators.length !== 1) {
    return wrong(`expected exactly one operator, found \`${operators.join(', ')}\``);
  }
  const operand = rule[operator] as Json;
  if (operator === 'Not') {
    const test = parseChoice(operand, `${where}/Not`, true, report);
    return test && { kind: 'not', test };
  }
  if (operator === 'And' || operator === 'Or') {
    if (!Array.isArray(operand) || operand.length === 0) return wrong(`\`${operator}\`: expected a non-empty array`);
    const tests = operand.map((inner, at) => parseChoice(inner as Json, `${where}/${operator}/${at}`, true, report));
    const whole = tests.filter((test) => test !== null);
    return whole.length === tests.length ? { kind: operator === 'And' ? 'and' : 'or', tests: whole } : null;
  }
  const variable = reference(rule['Variable']);
  if (typeof variable === 'string') return wrong(`\`Variable\`: ${variable}`);
  const test = parseOperator(operator, variable, operand);
  return typeof test === 'string' ? wrong(test) : test;
}

function reference(source: Json | undefined): Path | string {
  if (typeof source !== 'string') return 'expected a reference path';
  const path = parsePath(source);
  if (typeof path !== 'string' && !path.singular) return `expected a path to one node, found \`${source}\``;
  return path;
}

function parseOperator(operator: string, variable: Path, operand: Json): ChoiceTest | string {
  if (TYPE_TESTS.has(operator)) {
    if (typeof operand !== 'boolean') return `\`${operator}\`: expected true or false`;
    // Safe: TYPE_TESTS holds exactly the members of TypeTest.
    return { kind: 'is', operator: operator as TypeTest, variable, expected: operand };
  }
  if (operator === 'StringMatches') {
    return typeof operand === 'string'
      ? { kind: 'matches', variable, pattern: operand }
      : '`StringMatches`: expected text';
  }
  const parts = COMPARISON.exec(operator);
  if (!parts || (parts[1] === 'Boolean' && parts[2] !== 'Equals'))
    return `operator \`${operator}\` is not supported here`;
  // Safe: the expression's alternatives are exactly the members.
  const type = parts[1] as Comparable;
  const relation = parts[2] as Relation;
  if (parts[3]) {
    const path = reference(operand);
    return typeof path === 'string'
      ? `\`${operator}\`: ${path}`
      : { kind: 'compare', type, relation, variable, operand: path };
  }
  const scalar = comparable(type, operand);
  if (scalar === null) return `\`${operator}\`: expected a ${type} operand, found \`${JSON.stringify(operand)}\``;
  return { kind: 'compare', type, relation, variable, operand: type === 'Timestamp' ? String(operand) : scalar };
}

/** The value as the type compares it (a time as its instant), or null where it is not of the type. */
function comparable(type: Comparable, value: Json): string | number | boolean | null {
  switch (type) {
    case 'String':
      return typeof value === 'string' ? value : null;
    case 'Numeric':
      return typeof value === 'number' ? value : null;
    case 'Boolean':
      return typeof value === 'boolean' ? value : null;
    case 'Timestamp':
      return typeof value === 'string' ? parseTimestamp(value) : null;
  }
}

/** Does the condition hold? A variable that is not there is `States.Runtime`, but for IsPresent. */
export function holds(test: ChoiceTest, input: Json, context: JsonObject): boolean {
  switch (test.kind) {
    case 'and':
      return test.tests.every((inner) => holds(inner, input, context));
    case 'or':
      return test.tests.some((inner) => holds(inner, input, context));
    case 'not':
      return !holds(test.test, input, context);
    case 'is':
      return isOfType(test.operator, test.variable, input, context) === test.expected;
    case 'matches': {
      const value = need(test.variable, input, context);
      return typeof value === 'string' && matches(test.pattern, value);
    }
    case 'compare': {
      const operand = typeof test.operand === 'object' ? need(test.operand, input, context) : test.operand;
      const left = comparable(test.type, need(test.variable, input, context));
      const right = comparable(test.type, operand);
      return left !== null && right !== null && compare(test.relation, left, right);
    }
  }
}

function need(variable: Path, input: Json, context: JsonObject): Json {
  const node = lookUp(variable, input, context);
  if (node.found) return node.value;
  throw runtimeError(
    `Invalid path '${variable.source}': The choice state's condition path references an invalid value.`,
  );
}

function isOfType(operator: TypeTest, variable: Path, input: Json, context: JsonObject): boolean {
  if (operator === 'IsPresent') return lookUp(variable, input, context).found;
  const value = need(variable, input, context);
  switch (operator) {
    case 'IsNull':
      return value === null;
    case 'IsNumeric':
      return typeof value === 'number';
    case 'IsString':
      return typeof value === 'string';
    case 'IsBoolean':
      return typeof value === 'boolean';
    case 'IsTimestamp':
      return comparable('Timestamp', value) !== null;
  }
}

function compare<T extends string | number | boolean>(relation: Relation, left: T, right: T): boolean {
  switch (relation) {
    case 'Equals':
      return left === right;
    case 'LessThan':
      return left < right;
    case 'GreaterThan':
      return left > right;
    case 'LessThanEquals':
      return left <= right;
    case 'GreaterThanEquals':
      return left >= right;
  }
}

/** `*` stands for any characters; `\*` and `\\` for themselves. */
function matches(pattern: string, value: string): boolean {
  const pieces: string[] = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    const next = pattern[at + 1];
    if (char === '\\' && (next === '*' || next === '\\')) {
      pieces[pieces.length - 1] += next;
      at += 1;
    } else if (char === '*') pieces.push('');
    else pieces[pieces.length - 1] += char;
  }
  const [head = '', ...rest] = pieces;
  const tail = rest.pop();
  if (tail === undefined) return value === head;
  if (!value.startsWith(head)) return false;
  let from = head.length;
  for (const piece of rest) {
    const found = value.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return value.length - tail.length >= from && value.endsWith(tail);
}
