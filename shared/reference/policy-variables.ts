import type { PolicyVersion } from '../policy/model.ts';
import type { Context } from './context.ts';
import { literal, type Piece, wildcards } from './wildcard.ts';

/**
 * The text of a policy with its variables replaced: pieces, or null where a variable has no value and no default.
 *
 * - Only documents of version 2012-10-17 have variables; elsewhere `${…}` is text (G01).
 * - `${*}`, `${?}`, `${$}` are the characters themselves (G07).
 * - `${key, 'default'}` gives the default where the key has no value (G06).
 * - A key with a list of values cannot be a variable: it has no value here (G03).
 * - A value is data: no wildcards in it (G08).
 *
 * Page: IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expand(text: string, version: PolicyVersion, context: Context): Piece[] | null {
  if (version !== '2012-10-17') return wildcards(text);
  const pieces: Piece[] = [];
  let rest = text;
  for (;;) {
    const start = rest.indexOf('${');
    const end = start < 0 ? -1 : rest.indexOf('}', start);
    if (start < 0 || end < 0) return [...pieces, ...wildcards(rest)];
    const value = valueOfVariable(rest.slice(start + 2, end), context);
    if (value === null) return null;
    pieces.push(...wildcards(rest.slice(0, start)), ...literal(value));
    rest = rest.slice(end + 1);
  }
}

export function hasVariable(text: string, version: PolicyVersion): boolean {
  return version === '2012-10-17' && text.includes('${');
}

function valueOfVariable(inside: string, context: Context): string | null {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const comma = inside.indexOf(',');
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim();
  const value = context.value(key);
  if (typeof value === 'string') return value;
  return comma < 0 ? null : unquote(inside.slice(comma + 1).trim());
}

/** A default stands between single quotes; text without them is no default. */
function unquote(text: string): string | null {
  const quoted = text.length >= 2 && text.startsWith("'") && text.endsWith("'");
  return quoted ? text.slice(1, -1) : null;
}
