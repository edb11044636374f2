import { plainText } from '../../policy/variables.ts';
import { NO, YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** Exact, with case, without wildcards (F12). */
export function stringEquals(values: PolicyValues): Comparison {
  return oneOf(values.map(plainText));
}

/** Exact but for case, without wildcards (F12). */
export function stringEqualsIgnoreCase(values: PolicyValues): Comparison {
  const among = oneOf(values.map((value) => plainText(value).toLowerCase()));
  return (requestValue) => among(requestValue.toLowerCase());
}

/** A list of any length costs one look-up. */
function oneOf(texts: readonly string[]): Comparison {
  const [first] = texts;
  if (texts.length === 1) return (requestValue) => (requestValue === first ? YES : NO);
  const set = new Set(texts);
  return (requestValue) => (set.has(requestValue) ? YES : NO);
}
