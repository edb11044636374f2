import { type Lookup, UNKNOWN } from './lookup.ts';
import type { PolicyVersion } from './model.ts';
import type { PatternPart } from './pattern.ts';

/**
 * Policy variables (`reference_policies_variables.html`): `${key}`, `${key, 'default'}` (G06) and the escapes `${*}`,
 * `${?}`, `${$}` (G07). In a 2008 document `${…}` is literal text (G01).
 */
export interface Template {
  readonly parts: readonly TemplatePart[];
  /** True where some part is a variable: the value is known only with a request. */
  readonly variable: boolean;
  /** What stands in `${…}` and is neither key, default nor escape; null where all is well. */
  readonly invalid: string | null;
}

export type TemplatePart =
  /** As written: `*` and `?` in it are wildcards where the place takes wildcards. */
  | { readonly kind: 'text'; readonly text: string }
  /** An escape: this character and no wildcard. */
  | { readonly kind: 'escape'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly keyId: string; readonly otherwise: string | null };

/** Substituted values are `escape` parts: data in which a `*` is no wildcard (G08). */
export type Expansion =
  | { readonly kind: 'parts'; readonly parts: readonly TemplatePart[] }
  /** A variable without value: the pattern matches nothing (G04, G05). */
  | { readonly kind: 'no-value' }
  | { readonly kind: 'unknown' };

export function parseTemplate(text: string, version: PolicyVersion): Template {
  if (version === '2008-10-17' || !text.includes('${')) {
    return { parts: [{ kind: 'text', text }], variable: false, invalid: null };
  }
  const parts: TemplatePart[] = [];
  let variable = false;
  let invalid: string | null = null;
  let from = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', from)) {
    if (open > from) parts.push({ kind: 'text', text: text.slice(from, open) });
    const close = text.indexOf('}', open + 2);
    const part = close < 0 ? null : variablePart(text.slice(open + 2, close));
    if (part === null) {
      invalid ??= close < 0 ? text.slice(open) : text.slice(open, close + 1);
      parts.push({ kind: 'text', text: close < 0 ? text.slice(open) : text.slice(open, close + 1) });
    } else {
      if (part.kind === 'variable') variable = true;
      parts.push(part);
    }
    from = close < 0 ? text.length : close + 1;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return { parts, variable, invalid };
}

/** Puts the request's values in. Multivalued keys cannot be variables (G03): they have no value here. */
export function expandTemplate(template: Template, lookup: Lookup): Expansion {
  if (!template.variable) return { kind: 'parts', parts: template.parts };
  const parts: TemplatePart[] = [];
  let unknown = false;
  for (const part of template.parts) {
    if (part.kind !== 'variable') {
      parts.push(part);
      continue;
    }
    const answer = lookup(part.keyId, part.key);
    if (answer === UNKNOWN) unknown = true;
    else if (typeof answer === 'string') parts.push({ kind: 'escape', text: answer });
    else if (part.otherwise !== null) parts.push({ kind: 'escape', text: part.otherwise });
    else return { kind: 'no-value' };
  }
  return unknown ? { kind: 'unknown' } : { kind: 'parts', parts };
}

/** The parts as plain text, for operators without wildcards: `${*}` is then the character `*`. */
export function plainText(parts: readonly TemplatePart[]): string {
  let text = '';
  for (const part of parts) if (part.kind !== 'variable') text += part.text;
  return text;
}

/** The parts as pattern pieces: wildcards in written text, none in escapes and values. */
export function patternParts(parts: readonly TemplatePart[]): PatternPart[] {
  const pieces: PatternPart[] = [];
  for (const part of parts) {
    if (part.kind === 'escape') pieces.push({ kind: 'literal', text: part.text });
    else if (part.kind === 'text') pushWithWildcards(pieces, part.text);
  }
  return pieces;
}

function pushWithWildcards(pieces: PatternPart[], text: string): void {
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character !== '*' && character !== '?') continue;
    if (i > from) pieces.push({ kind: 'literal', text: text.slice(from, i) });
    pieces.push({ kind: 'wildcard', wildcard: character });
    from = i + 1;
  }
  if (from < text.length) pieces.push({ kind: 'literal', text: text.slice(from) });
}

function variablePart(inner: string): TemplatePart | null {
  if (inner === '*' || inner === '?' || inner === '$') return { kind: 'escape', text: inner };
  const comma = inner.indexOf(',');
  const key = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (key === '' || key.includes('$') || key.includes('{')) return null;
  if (comma < 0) return { kind: 'variable', key, keyId: key.toLowerCase(), otherwise: null };
  const quoted = inner.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) return null;
  return { kind: 'variable', key, keyId: key.toLowerCase(), otherwise: quoted.slice(1, -1) };
}
