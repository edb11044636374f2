import { matches, type Piece } from './wildcard.ts';

/** Exact, with case, without wildcards (F12). */
export function stringEquals(policyValue: string, requestValue: string): boolean {
  return policyValue === requestValue;
}

/** Exact but for case, without wildcards (F12). */
export function stringEqualsIgnoreCase(policyValue: string, requestValue: string): boolean {
  return policyValue.toLowerCase() === requestValue.toLowerCase();
}

/** With case; `*` any run, `?` one character (F12). */
export function stringLike(pattern: readonly Piece[], requestValue: string): boolean {
  return matches(pattern, requestValue);
}
