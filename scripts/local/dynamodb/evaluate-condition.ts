import { type AttributeValue, compare, elementsOf, equal, type Item, typeOf } from './attribute-value.ts';
import { validation } from './errors.ts';
import type { Comparator, Condition, DocumentPath, Operand } from './expression.ts';

/** Does an item meet a condition? An item that is not there is `{}`. */
export function meets(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(condition.left, item) && meets(condition.right, item);
    case 'or':
      return meets(condition.left, item) || meets(condition.right, item);
    case 'not':
      return !meets(condition.inner, item);
    case 'exists':
      return (valueAt(item, condition.path) !== undefined) === condition.expected;
    case 'compare':
      return compares(condition.comparator, operandValue(condition.left, item), operandValue(condition.right, item));
    case 'between': {
      const value = operandValue(condition.operand, item);
      return (
        compares('>=', value, operandValue(condition.low, item)) &&
        compares('<=', value, operandValue(condition.high, item))
      );
    }
    case 'in': {
      const value = operandValue(condition.operand, item);
      return condition.list.some((candidate) => compares('=', value, operandValue(candidate, item)));
    }
    case 'attribute_type':
    case 'begins_with':
    case 'contains':
      return callHolds(condition.kind, valueAt(item, condition.path), operandValue(condition.operand, item));
  }
}

/** The value at a path, or undefined. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  return path.reduce<AttributeValue | undefined>((value, step) => value && child(value, step), { M: item });
}

function child(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

function operandValue(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = valueAt(item, operand.path);
  if (operand.kind === 'path' || value === undefined) return value;
  const size = lengthOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** What `size()` answers. */
function lengthOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return elementsOf(value)?.length;
}

/** A missing value meets nothing but `<>`; so do values of different types. */
function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>' && left !== right;
  if (comparator === '=') return equal(left, right);
  if (comparator === '<>') return !equal(left, right);
  const order = compare(left, right);
  if (order === null) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function callHolds(
  name: 'attribute_type' | 'begins_with' | 'contains',
  value: AttributeValue | undefined,
  operand: AttributeValue | undefined,
): boolean {
  if (operand === undefined) return false;
  if (name === 'attribute_type') {
    if (!('S' in operand))
      throw validation('Incorrect operand type for operator or function; operator or function: attribute_type');
    return value !== undefined && typeOf(value) === operand.S;
  }
  if (value === undefined) return false;
  if (name === 'begins_with') {
    if ('S' in value && 'S' in operand) return value.S.startsWith(operand.S);
    if (!('B' in value && 'B' in operand)) return false;
    const prefix = Buffer.from(operand.B, 'base64');
    return Buffer.from(value.B, 'base64').subarray(0, prefix.length).equals(prefix);
  }
  if ('S' in value) return 'S' in operand && value.S.includes(operand.S);
  if ('L' in value) return value.L.some((element) => equal(element, operand));
  if ('SS' in value) return 'S' in operand && value.SS.includes(operand.S);
  if ('NS' in value) return 'N' in operand && value.NS.includes(operand.N);
  return 'BS' in value && 'B' in operand && value.BS.includes(operand.B);
}
