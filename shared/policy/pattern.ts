/**
 * The one wildcard matcher: `*` any run of characters, `?` exactly one (E14, E19, F12). A character is a UTF-16 code
 * unit. Matching is a loop over two indexes: no RegExp, no recursion, at most pattern × text steps.
 */

/** One piece of a pattern. A literal is data: wildcard characters in it match themselves (G07, G08). */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly wildcard: Wildcard };

/** `*` and `?`; the `-in-segment` forms never take one of an ARN's first five colons (E20). */
export type Wildcard = '*' | '?' | '*-in-segment' | '?-in-segment';

export interface Pattern {
  /** `everything`: stars only; `exact`: no wildcard; `prefix`: `literal` and then a star; `general`: any other. */
  readonly shape: 'everything' | 'exact' | 'prefix' | 'general';
  /** The literal text before the first wildcard. */
  readonly literal: string;
  /** Code units, or one of the negative wildcard codes; empty unless `general`. */
  readonly codes: Int32Array;
  /**
   * `free`: no wildcard is bound to its segment. `bound`: some are. `mixed`: a star bound to its segment stands behind
   * a free one, so that a loop with one return point would not be exact.
   */
  readonly stars: 'free' | 'bound' | 'mixed';
  /** Text is compared in lower case: the caller passes it in lower case. */
  readonly folded: boolean;
}

/** Counts comparisons, for tests that bound the work. */
export interface StepCounter {
  steps: number;
}

const ANY = -1;
const ONE = -2;
const ANY_IN_SEGMENT = -3;
const ONE_IN_SEGMENT = -4;
const COLON = 58;
const STAR = 42;
const QUESTION_MARK = 63;
const NO_CODES = new Int32Array(0);

const CODE_OF: Readonly<Record<Wildcard, number>> = {
  '*': ANY,
  '?': ONE,
  '*-in-segment': ANY_IN_SEGMENT,
  '?-in-segment': ONE_IN_SEGMENT,
};

/** Compiles text in which every `*` and `?` is a wildcard. */
export function compilePattern(text: string): Pattern {
  let first = 0;
  while (first < text.length && !isWildcardUnit(text.charCodeAt(first))) first++;
  if (first === text.length) return { shape: 'exact', literal: text, codes: NO_CODES, stars: 'free', folded: false };
  const literal = text.slice(0, first);
  if (onlyStars(text, first)) return starred(literal);
  const codes = new Int32Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const code = unit === STAR ? ANY : unit === QUESTION_MARK ? ONE : unit;
    // A run of stars is one star.
    if (code === ANY && length > 0 && codes[length - 1] === ANY) continue;
    codes[length++] = code;
  }
  return { shape: 'general', literal, codes: codes.subarray(0, length), stars: 'free', folded: false };
}

/** The pattern in lower case, for what compares without case (actions, E14). Match it against text in lower case. */
export function compileFoldedPattern(text: string): Pattern {
  return { ...compilePattern(text.toLowerCase()), folded: true };
}

/** Compiles pieces: what a template with escapes and substituted values becomes. */
export function compileParts(parts: readonly PatternPart[]): Pattern {
  const codes: number[] = [];
  let literal = '';
  let wildcards = 0;
  let freeStarSeen = false;
  let stars: Pattern['stars'] = 'free';
  for (const part of parts) {
    if (part.kind === 'literal') {
      if (wildcards === 0) literal += part.text;
      for (let i = 0; i < part.text.length; i++) codes.push(part.text.charCodeAt(i));
      continue;
    }
    const code = CODE_OF[part.wildcard];
    if (code === ANY && codes.at(-1) === ANY) continue;
    if (code === ANY_IN_SEGMENT && freeStarSeen) stars = 'mixed';
    else if (code < ONE && stars === 'free') stars = 'bound';
    if (code === ANY) freeStarSeen = true;
    wildcards++;
    codes.push(code);
  }
  if (wildcards === 0) return { shape: 'exact', literal, codes: NO_CODES, stars: 'free', folded: false };
  if (wildcards === 1 && codes.at(-1) === ANY) return starred(literal);
  return { shape: 'general', literal, codes: Int32Array.from(codes), stars, folded: false };
}

/** True where the whole text matches. A folded pattern expects the text in lower case. */
export function matchPattern(pattern: Pattern, text: string, counter?: StepCounter): boolean {
  switch (pattern.shape) {
    case 'prefix':
      return text.startsWith(pattern.literal);
    case 'exact':
      return text === pattern.literal;
    case 'everything':
      return true;
    case 'general':
      if (!text.startsWith(pattern.literal)) return false;
      return pattern.stars === 'mixed'
        ? matchRows(pattern, text, counter)
        : matchLoop(pattern, text, 0, text.length, counter);
  }
}

/** True where the piece of text from `from` up to `to` matches: no piece is cut out for it. Not for `bound` patterns. */
export function matchWithin(pattern: Pattern, text: string, from: number, to: number, counter?: StepCounter): boolean {
  const { literal } = pattern;
  switch (pattern.shape) {
    case 'prefix':
      return to - from >= literal.length && text.startsWith(literal, from);
    case 'exact':
      return to - from === literal.length && text.startsWith(literal, from);
    case 'everything':
      return true;
    case 'general':
      if (to - from < literal.length || !text.startsWith(literal, from)) return false;
      return matchLoop(pattern, text, from, to, counter);
  }
}

/** Two indexes and one return point: the last star. Each return gives that star one more unit. */
function matchLoop(
  pattern: Pattern,
  text: string,
  from: number,
  to: number,
  counter: StepCounter | undefined,
): boolean {
  const codes = pattern.codes;
  const resourceAt = pattern.stars === 'free' ? 0 : resourceStart(text);
  let p = pattern.literal.length;
  let t = from + p;
  let starAt = -1;
  let starTook = 0;
  let starBound = false;
  while (t < to) {
    if (counter !== undefined) counter.steps++;
    const code = p < codes.length ? codes[p]! : 0; // 0: past the end; p < codes.length is asked again below
    if (p < codes.length && (code === ANY || code === ANY_IN_SEGMENT)) {
      starAt = p++;
      starTook = t;
      starBound = code === ANY_IN_SEGMENT;
      if (p === codes.length && code === ANY) return true;
      continue;
    }
    const unit = text.charCodeAt(t);
    if (
      p < codes.length &&
      (code === unit || code === ONE || (code === ONE_IN_SEGMENT && (t >= resourceAt || unit !== COLON)))
    ) {
      p++;
      t++;
      continue;
    }
    // A star bound to its segment cannot take the colon; no earlier star can help (`mixed` patterns go elsewhere).
    if (starAt < 0) return false;
    if (starBound && starTook < resourceAt && text.charCodeAt(starTook) === COLON) return false;
    p = starAt + 1;
    t = ++starTook;
  }
  while (p < codes.length && (codes[p] === ANY || codes[p] === ANY_IN_SEGMENT)) p++;
  return p === codes.length;
}

/** Row by row over the pattern, for the rare `mixed` patterns: exactly pattern × text steps. */
function matchRows(pattern: Pattern, text: string, counter: StepCounter | undefined): boolean {
  const codes = pattern.codes;
  const start = pattern.literal.length;
  const width = text.length - start;
  const resourceAt = resourceStart(text);
  let row = new Uint8Array(width + 1);
  row[0] = 1;
  for (let p = start; p < codes.length; p++) {
    const code = codes[p]!; // p < codes.length
    const next = new Uint8Array(width + 1);
    const star = code === ANY || code === ANY_IN_SEGMENT;
    next[0] = star ? row[0]! : 0; // width + 1 ≥ 1 entries
    for (let t = 0; t < width; t++) {
      if (counter !== undefined) counter.steps++;
      const unit = text.charCodeAt(start + t);
      if (star) {
        const taken = next[t] === 1 && (code === ANY || start + t >= resourceAt || unit !== COLON);
        next[t + 1] = taken || row[t + 1] === 1 ? 1 : 0;
      } else if (
        code === unit ||
        code === ONE ||
        (code === ONE_IN_SEGMENT && (start + t >= resourceAt || unit !== COLON))
      ) {
        next[t + 1] = row[t]!; // t < width
      }
    }
    row = next;
  }
  return row[width] === 1;
}

/** Where the resource part of an ARN begins; the text's length where it has fewer than five colons. */
function resourceStart(text: string): number {
  let at = 0;
  for (let colons = 0; colons < 5; colons++) {
    at = text.indexOf(':', at) + 1;
    if (at === 0) return text.length;
  }
  return at;
}

function starred(literal: string): Pattern {
  return { shape: literal === '' ? 'everything' : 'prefix', literal, codes: NO_CODES, stars: 'free', folded: false };
}

function isWildcardUnit(unit: number): boolean {
  return unit === STAR || unit === QUESTION_MARK;
}

function onlyStars(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) if (text.charCodeAt(i) !== STAR) return false;
  return true;
}
