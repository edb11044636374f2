import { BadLine } from './line-error.ts';

/** A JSON object, before anybody knows what its fields hold. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, where: string, expected = 'an object'): Fields {
  if (isObject(value)) return value;
  throw new BadLine(value === undefined ? 'missing-field' : 'wrong-type', where, expected, value);
}

/** Absent equals null. */
export function optionalObject(value: unknown, where: string): Fields | null {
  return value === undefined || value === null ? null : objectAt(value, where);
}

export function textAt(value: unknown, where: string, expected = 'text'): string {
  if (typeof value === 'string') return value;
  throw new BadLine(value === undefined ? 'missing-field' : 'wrong-type', where, expected, value);
}

export function optionalText(value: unknown, where: string): string | null {
  return value === undefined || value === null ? null : textAt(value, where);
}

export function booleanAt(value: unknown, where: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw new BadLine('wrong-type', where, 'true or false', value);
}

/** A list, each entry read by `read` at its own place; absent equals null. */
export function optionalList<T>(
  value: unknown,
  where: string,
  read: (entry: unknown, where: string) => T,
): readonly T[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new BadLine('wrong-type', where, 'a list', value);
  const list: readonly unknown[] = value;
  return list.map((entry, i) => read(entry, `${where}/${i}`));
}

/** One of the documented words. */
export function wordAt<const W extends string>(value: unknown, where: string, words: readonly W[]): W {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  if (typeof value === 'string') throw new BadLine('unknown-value', where, words.join(', '), value);
  throw new BadLine(value === undefined ? 'missing-field' : 'wrong-type', where, words.join(', '), value);
}
