import { ANY_ONE, ANY_RUN, type Glob, globMatches, globOf, type Token } from './glob.ts';
import { sampleOf } from './sample.ts';

/** Whether everything that `a` matches is matched by `b`. Exact. */
export function subsumes(b: Glob, a: Glob): boolean {
  if (a.text === b.text) return true;
  if (a.literal) return globMatches(b, a.prefix);
  if (b.literal) return false;
  if (!a.prefix.startsWith(b.prefix)) return false;
  if (tokensCover(b.tokens, a.tokens)) return true;
  // INVARIANT: without `?` in `b` the token walk is exact, as `b` cannot tell a long run of fresh characters from `*`.
  if (!b.tokens.includes(ANY_ONE)) return false;
  return sampleOf([a], [b]) === null;
}

/** `b` run over the tokens of `a`: only `*` takes `*`, `?` and `*` take `?`. */
function tokensCover(b: readonly Token[], a: readonly Token[]): boolean {
  let i = 0;
  let j = 0;
  let starAt = -1;
  let starText = 0;
  while (i < a.length) {
    const want = j < b.length ? (b[j] as number) : -3;
    const have = a[i] as number;
    if (want === ANY_RUN) {
      starAt = j++;
      starText = i;
    } else if (want === have || (want === ANY_ONE && have >= 0)) {
      i++;
      j++;
    } else if (starAt >= 0) {
      j = starAt + 1;
      i = ++starText;
    } else return false;
  }
  while (j < b.length && b[j] === ANY_RUN) j++;
  return j === b.length;
}

/** Whether some text is matched by both. */
export function overlaps(a: Glob, b: Glob): boolean {
  if (a.literal) return globMatches(b, a.prefix);
  if (b.literal) return globMatches(a, b.prefix);
  if (!a.prefix.startsWith(b.prefix) && !b.prefix.startsWith(a.prefix)) return false;
  return tokensMeet(a.tokens, b.tokens);
}

/** Two position sets against each other: reachability over pairs of token positions. */
function tokensMeet(a: readonly Token[], b: readonly Token[]): boolean {
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const todo: number[] = [0];
  while (todo.length > 0) {
    const at = todo.pop() as number;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    const i = Math.floor(at / width);
    const j = at % width;
    if (i === a.length && j === b.length) return true;
    const x = a[i];
    const y = b[j];
    if (x === ANY_RUN) {
      todo.push(at + width);
      if (y !== undefined) todo.push(at + 1);
    }
    if (y === ANY_RUN) {
      todo.push(at + 1);
      if (x !== undefined) todo.push(at + width);
    }
    if (x === undefined || y === undefined || x === ANY_RUN || y === ANY_RUN) continue;
    if (x === y || x === ANY_ONE || y === ANY_ONE) todo.push(at + width + 1);
  }
  return false;
}

/** More alternatives than this, and an intersection is not written out. */
const INTERSECTION_LIMIT = 24;

/**
 * Patterns whose union is what both match, none covered by another; null where there would be more than the bound.
 * An empty list: nothing is matched by both.
 */
export function intersect(a: Glob, b: Glob): readonly Glob[] | null {
  if (subsumes(b, a)) return [a];
  if (subsumes(a, b)) return [b];
  if (!overlaps(a, b)) return [];
  const parts = meet(a.tokens, b.tokens, 0, 0, new Map());
  if (parts === null) return null;
  return withoutCovered(parts.map(globOf));
}

/** What is matched by some pattern of `a` and some pattern of `b`. */
export function intersectAll(a: readonly Glob[], b: readonly Glob[]): readonly Glob[] | null {
  const out: Glob[] = [];
  for (const x of a) {
    for (const y of b) {
      const part = intersect(x, y);
      if (part === null) return null;
      out.push(...part);
      if (out.length > 512) return null;
    }
  }
  return withoutCovered(out);
}

/** The patterns without those that another one covers, sorted by text. */
export function withoutCovered(patterns: readonly Glob[]): readonly Glob[] {
  if (patterns.length < 2) return patterns;
  const unique = [...new Map(patterns.map((p) => [p.text, p])).values()];
  const kept = unique.filter(
    (p) => !unique.some((q) => q !== p && subsumes(q, p) && !(subsumes(p, q) && p.text < q.text)),
  );
  return kept.sort((x, y) => (x.text < y.text ? -1 : 1));
}

type Parts = readonly (readonly Token[])[] | null;

/** The intersection from positions `i` and `j` on, as token lists; null over the bound. */
function meet(a: readonly Token[], b: readonly Token[], i: number, j: number, memo: Map<number, Parts>): Parts {
  const key = i * (b.length + 1) + j;
  const found = memo.get(key);
  if (found !== undefined) return found;
  const made = meetFresh(a, b, i, j, memo);
  memo.set(key, made);
  return made;
}

function meetFresh(a: readonly Token[], b: readonly Token[], i: number, j: number, memo: Map<number, Parts>): Parts {
  const x = a[i];
  const y = b[j];
  if (x === undefined && y === undefined) return [[]];
  if (x === ANY_RUN && y === ANY_RUN) {
    return prefixed(ANY_RUN, union(meet(a, b, i + 1, j, memo), meet(a, b, i, j + 1, memo)));
  }
  if (x === ANY_RUN) {
    return union(meet(a, b, i + 1, j, memo), y === undefined ? [] : prefixed(y, meet(a, b, i, j + 1, memo)));
  }
  if (y === ANY_RUN) {
    return union(meet(a, b, i, j + 1, memo), x === undefined ? [] : prefixed(x, meet(a, b, i + 1, j, memo)));
  }
  if (x === undefined || y === undefined) return [];
  if (x === y || y === ANY_ONE) return prefixed(x, meet(a, b, i + 1, j + 1, memo));
  if (x === ANY_ONE) return prefixed(y, meet(a, b, i + 1, j + 1, memo));
  return [];
}

function prefixed(token: Token, parts: Parts): Parts {
  return parts === null ? null : parts.map((p) => [token, ...p]);
}

function union(a: Parts, b: Parts): Parts {
  if (a === null || b === null) return null;
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const globs = withoutCovered([...a, ...b].map(globOf));
  return globs.length > INTERSECTION_LIMIT ? null : globs.map((g) => g.tokens);
}
