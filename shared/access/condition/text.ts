/**
 * Policy variables in a value, as far as they are known: what the snapshot knows is put in, what only the request
 * knows stays written as `${key}`. Values that are put in are data: their wildcards are escaped (G08).
 */

/** What is known of a context key: its value or values, `null` for known to be absent, `undefined` for not known. */
export type Fact = string | readonly string[] | null | undefined;
/** Facts by key in lower case (F03). */
export type Facts = (keyId: string) => Fact;

/** The value with what is known put in; `no-value` where a variable has none and no default (G04, G05). */
export interface Substituted {
  readonly text: string;
  /** Keys in lower case of the variables that are still open. */
  readonly open: readonly string[];
  readonly noValue: boolean;
}

/** A value's text with the known variables put in (G02, G05–G08). Text without `${` comes back as it is. */
export function substitute(value: string, facts: Facts): Substituted {
  if (!value.includes('${')) return { text: value, open: [], noValue: false };
  let text = '';
  let noValue = false;
  const open: string[] = [];
  let at = 0;
  while (at < value.length) {
    const start = value.indexOf('${', at);
    const end = start < 0 ? -1 : value.indexOf('}', start);
    if (start < 0 || end < 0) {
      text += value.slice(at);
      break;
    }
    text += value.slice(at, start);
    const inner = value.slice(start + 2, end);
    at = end + 1;
    if (inner === '*' || inner === '?' || inner === '$') {
      text += value.slice(start, at);
      continue;
    }
    const { keyId, fallback } = variable(inner);
    const fact = facts(keyId);
    if (fact === undefined) {
      open.push(keyId);
      text += value.slice(start, at);
    } else if (typeof fact === 'string') text += escaped(fact);
    else if (fallback !== null) text += escaped(fallback);
    else noValue = true;
  }
  return { text, open, noValue };
}

/** `key` or `key, 'default'`. */
function variable(inner: string): { keyId: string; fallback: string | null } {
  const comma = inner.indexOf(',');
  if (comma < 0) return { keyId: inner.trim().toLowerCase(), fallback: null };
  const rest = inner.slice(comma + 1).trim();
  const quoted = rest.length >= 2 && rest.startsWith("'") && rest.endsWith("'");
  return { keyId: inner.slice(0, comma).trim().toLowerCase(), fallback: quoted ? rest.slice(1, -1) : rest };
}

/** Text as data inside a pattern (G08). */
export function escaped(text: string): string {
  if (!/[*?$]/.test(text)) return text;
  return text.replace(/\*|\?|\$(?=\{)/g, (c) => `\${${c}}`);
}

/** A value of a 2008 document as text of a 2012 one: `${` is literal there (G01). */
export function literalDollars(text: string): string {
  return text.includes('${') ? text.replaceAll('${', `\${$}{`) : text;
}

/** The characters that a value without wildcards stands for. */
export function unescaped(text: string): string {
  return text.includes('${') ? text.replace(/\$\{([*?$])\}/g, '$1') : text;
}
