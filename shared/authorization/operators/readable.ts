import { plainText } from '../../policy/variables.ts';
import { MAYBE, NO, type Tri } from '../truth.ts';
import type { PolicyValues } from './comparison.ts';

/** The policy's values as a family reads them, and what it means where none of them matches. */
export interface Readable<T> {
  readonly values: readonly T[];
  readonly otherwise: Tri;
}

export function readable<T>(values: PolicyValues, read: (text: string) => T | null): Readable<T> {
  const found = values.map((value) => read(plainText(value))).filter((value): value is T & {} => value !== null);
  return { values: found, otherwise: found.length < values.length ? MAYBE : NO };
}
