import { validation } from './errors.ts';
import { compareNumbers, normalNumber } from './number.ts';

/** A value in DynamoDB's JSON, checked and normalised. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type Item = Readonly<Record<string, AttributeValue>>;
export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS';

const DEEPEST = 32;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value; throws ValidationException where it is none. */
export function readValue(source: unknown, depth = 0): AttributeValue {
  if (depth > DEEPEST) throw validation('Nesting Levels have exceeded supported limits');
  const entries = isRecord(source)
    ? Object.entries(source).filter(([, value]) => value !== undefined && value !== null)
    : [];
  const [entry] = entries;
  if (entries.length !== 1 || !entry) {
    throw validation('Supplied AttributeValue must contain exactly one of the supported datatypes');
  }
  const [type, value] = entry;
  switch (type) {
    case 'S':
      if (typeof value === 'string') return { S: value };
      break;
    case 'N':
      if (typeof value === 'string') return { N: normalNumber(value) };
      break;
    case 'B':
      if (typeof value === 'string') return { B: normalBytes(value) };
      break;
    case 'BOOL':
      if (typeof value === 'boolean') return { BOOL: value };
      break;
    case 'NULL':
      if (value === true) return { NULL: true };
      break;
    case 'L':
      if (Array.isArray(value)) return { L: value.map((element) => readValue(element, depth + 1)) };
      break;
    case 'M':
      if (isRecord(value)) return { M: readItem(value, depth + 1) };
      break;
    case 'SS':
      return { SS: readSet(value, (text) => text) };
    case 'NS':
      return { NS: readSet(value, normalNumber) };
    case 'BS':
      return { BS: readSet(value, normalBytes) };
  }
  throw validation(`Supplied AttributeValue is not a valid ${type}`);
}

export function readItem(source: unknown, depth = 0): Item {
  if (!isRecord(source)) throw validation('expected a map of attributes');
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, readValue(value, depth)]));
}

function normalBytes(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64');
}

function readSet(source: unknown, normal: (text: string) => string): string[] {
  if (!Array.isArray(source) || !source.every((element) => typeof element === 'string')) {
    throw validation('Supplied AttributeValue is not a valid set');
  }
  if (source.length === 0)
    throw validation('One or more parameter values were invalid: An number set  may not be empty');
  const values = source.map(normal);
  if (new Set(values).size < values.length) {
    throw validation('One or more parameter values were invalid: Input collection contains duplicates');
  }
  return values;
}

export function typeOf(value: AttributeValue): TypeName {
  // Safe: an AttributeValue has exactly one name, its type.
  return Object.keys(value)[0] as TypeName;
}

/** Bytes as DynamoDB counts them for its 400 KB and 1 MB limits. */
export function sizeOfItem(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);
}

export function sizeOfValue(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return sizeOfNumber(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return value.SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if ('NS' in value) return value.NS.reduce((sum, text) => sum + sizeOfNumber(text), 0);
  if ('BS' in value) return value.BS.reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0);
  if ('L' in value) return 3 + value.L.reduce((sum, element) => sum + 1 + sizeOfValue(element), 0);
  return 3 + Object.keys(value.M).length + sizeOfItem(value.M);
}

function sizeOfNumber(text: string): number {
  const digits = text.replaceAll(/^-?0*\.?0*|\./g, '').replace(/0+$/, '').length;
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

/** Equality; sets are equal whatever their order. */
export function equal(one: AttributeValue, other: AttributeValue): boolean {
  if (typeOf(one) !== typeOf(other)) return false;
  if ('L' in one && 'L' in other) {
    return one.L.length === other.L.length && one.L.every((element, at) => sameAt(element, other.L[at]));
  }
  if ('M' in one && 'M' in other) {
    const names = Object.keys(one.M);
    return names.length === Object.keys(other.M).length && names.every((name) => sameAt(one.M[name], other.M[name]));
  }
  const set = elementsOf(one);
  const otherSet = elementsOf(other);
  if (set && otherSet) return set.length === otherSet.length && set.every((element) => otherSet.includes(element));
  return JSON.stringify(one) === JSON.stringify(other);
}

function sameAt(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return one !== undefined && other !== undefined && equal(one, other);
}

export function elementsOf(value: AttributeValue): readonly string[] | null {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : null;
}

/** Order of two values of the same ordered type (S by UTF-8 bytes, N, B), or null where there is none. */
export function compare(one: AttributeValue, other: AttributeValue): number | null {
  if ('S' in one && 'S' in other) return compareText(one.S, other.S);
  if ('N' in one && 'N' in other) return compareNumbers(one.N, other.N);
  if ('B' in one && 'B' in other) return Buffer.compare(Buffer.from(one.B, 'base64'), Buffer.from(other.B, 'base64'));
  return null;
}

/** By UTF-8 bytes, which is the order of code points. */
export function compareText(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}
