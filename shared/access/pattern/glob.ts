/**
 * A wildcard pattern as tokens: what every algebra of this room works on. `*` is any run, `?` exactly one character
 * (E14, E19); a literal `*`, `?` or `$` is written `${*}`, `${?}`, `${$}` in the text form, as policies do (G07).
 * Neighbouring wildcards are put in one order (`?` before `*`, one `*`), so that equal languages of a run of
 * wildcards have equal tokens.
 */
export interface Glob {
  readonly tokens: readonly Token[];
  /** Canonical text; two globs with equal text are equal. */
  readonly text: string;
  /** The literal characters before the first wildcard. */
  readonly prefix: string;
  /** True where there is no wildcard: the pattern matches exactly `prefix`. */
  readonly literal: boolean;
}

/** A character code, or one of the two wildcards below. */
export type Token = number;
export const ANY_RUN = -1;
export const ANY_ONE = -2;
/** In ARN condition operators a wildcard of the first five components crosses no colon (E20, F13). */
export const RUN_WITHOUT_COLON = -3;
export const ONE_WITHOUT_COLON = -4;

const known = new Map<string, Glob>();
/** Globs are shared by text; the table is emptied rather than let grow without bound. */
const KNOWN_LIMIT = 200_000;

/** The glob of canonical text: `*` and `?` are wildcards, `${*}`, `${?}`, `${$}` literal characters. */
export function glob(text: string): Glob {
  const found = known.get(text);
  if (found !== undefined) return found;
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x24 && text.charCodeAt(i + 1) === 0x7b && text.charCodeAt(i + 3) === 0x7d) {
      const inner = text.charCodeAt(i + 2);
      if (inner === 0x2a || inner === 0x3f || inner === 0x24) {
        tokens.push(inner);
        i += 3;
        continue;
      }
    }
    tokens.push(code === 0x2a ? ANY_RUN : code === 0x3f ? ANY_ONE : code);
  }
  const made = globOf(tokens);
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(text, made);
  return made;
}

/** The glob that matches exactly `text`, whatever characters it holds (G08). */
export function literalGlob(text: string): Glob {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) tokens.push(text.charCodeAt(i));
  return globOf(tokens);
}

/** Literal text in the text form of patterns. */
export function globText(literal: string): string {
  return /[*?$]/.test(literal) ? literalGlob(literal).text : literal;
}

/** The pattern of an ARN operator's value: wildcards before the fifth colon stay inside their component. */
export function arnGlob(text: string): Glob {
  const plain = glob(text);
  if (plain.literal) return plain;
  const tokens: Token[] = [];
  let colons = 0;
  for (const token of plain.tokens) {
    if (token === 0x3a) colons++;
    const inside = colons < 5;
    tokens.push(
      inside && token === ANY_RUN ? RUN_WITHOUT_COLON : inside && token === ANY_ONE ? ONE_WITHOUT_COLON : token,
    );
  }
  return { tokens, text: `arn ${plain.text}`, prefix: plain.prefix, literal: false };
}

/** The glob of tokens, normalised. */
export function globOf(raw: readonly Token[]): Glob {
  const tokens = normalised(raw);
  let prefixLength = 0;
  while (prefixLength < tokens.length && (tokens[prefixLength] as number) >= 0) prefixLength++;
  let prefix = '';
  for (let i = 0; i < prefixLength; i++) prefix += String.fromCharCode(tokens[i] as number);
  return { tokens, text: textOf(tokens), prefix, literal: prefixLength === tokens.length };
}

/** The patterns joined: `a` then `b`. */
export function concat(a: Glob, b: Glob): Glob {
  return globOf([...a.tokens, ...b.tokens]);
}

function normalised(raw: readonly Token[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < raw.length; ) {
    const token = raw[i] as number;
    if (token >= 0) {
      tokens.push(token);
      i++;
      continue;
    }
    let ones = 0;
    let run = false;
    while (i < raw.length && (raw[i] as number) < 0) {
      if (raw[i] === ANY_ONE) ones++;
      else run = true;
      i++;
    }
    for (let k = 0; k < ones; k++) tokens.push(ANY_ONE);
    if (run) tokens.push(ANY_RUN);
  }
  return tokens;
}

function textOf(tokens: readonly Token[]): string {
  let text = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as number;
    if (token === ANY_RUN) text += '*';
    else if (token === ANY_ONE) text += '?';
    else if (token === 0x2a) text += `\${*}`;
    else if (token === 0x3f) text += `\${?}`;
    else if (token === 0x24 && tokens[i + 1] === 0x7b) text += `\${$}`;
    else text += String.fromCharCode(token);
  }
  return text;
}

/** Whether the pattern matches the text: two indices, no recursion, no RegExp. */
export function globMatches(pattern: Glob, text: string): boolean {
  const { tokens } = pattern;
  if (pattern.literal) return pattern.prefix === text;
  if (!text.startsWith(pattern.prefix)) return false;
  let t = pattern.prefix.length;
  let p = pattern.prefix.length;
  let starAt = -1;
  let starText = 0;
  while (t < text.length) {
    const token = p < tokens.length ? (tokens[p] as number) : -3;
    if (token === ANY_RUN) {
      starAt = p++;
      starText = t;
    } else if (token === ANY_ONE || token === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      t = ++starText;
    } else return false;
  }
  while (p < tokens.length && tokens[p] === ANY_RUN) p++;
  return p === tokens.length;
}
