import { ANY_ONE, ANY_RUN, type Glob, globMatches, ONE_WITHOUT_COLON, RUN_WITHOUT_COLON } from './glob.ts';

/**
 * A shortest text that every pattern of `all` matches and no pattern of `none` does; null where there is none;
 * `too-hard` where the search would pass its bound. It answers emptiness, subsumption and "a member of this scope"
 * alike: the patterns run side by side as position sets, breadth first, so the answer is exact.
 */
export function sampleOf(all: readonly Glob[], none: readonly Glob[]): string | null | 'too-hard' {
  const literal = all.find((g) => g.literal);
  if (literal !== undefined) {
    const text = literal.prefix;
    return all.every((g) => matches(g, text)) && !none.some((g) => matches(g, text)) ? text : null;
  }
  const quick = quickSample(all, none);
  if (quick !== null) return quick;
  return search(all, none);
}

/** As `globMatches`, also for the patterns of ARN operators. */
export function matches(pattern: Glob, text: string): boolean {
  if (!pattern.tokens.some((t) => t < ANY_ONE)) return globMatches(pattern, text);
  if (!text.startsWith(pattern.prefix)) return false;
  let positions = closed(pattern, [0]);
  for (let i = 0; i < text.length && positions.length > 0; i++)
    positions = step(pattern, positions, text.charCodeAt(i));
  return positions.includes(pattern.tokens.length);
}

/** Fillings tried for the wildcards before the exact search: most questions end here. */
const FILLINGS = ['x', 'example', 'z9', 'Q-7'];

function quickSample(all: readonly Glob[], none: readonly Glob[]): string | null {
  const longest = all.reduce<Glob | null>((a, b) => (a === null || b.prefix.length > a.prefix.length ? b : a), null);
  if (longest === null) return null;
  if (all.some((g) => !longest.prefix.startsWith(g.prefix))) return null;
  for (const filling of FILLINGS) {
    const text = filled(longest, filling);
    if (all.every((g) => matches(g, text)) && !none.some((g) => matches(g, text))) return text;
  }
  return null;
}

/** The pattern with every `*` replaced by the text and every `?` by its first character. */
export function filled(pattern: Glob, filling: string): string {
  let text = '';
  for (const token of pattern.tokens) {
    if (token === ANY_RUN || token === RUN_WITHOUT_COLON) text += filling;
    else if (token < 0) text += filling.slice(0, 1);
    else text += String.fromCharCode(token);
  }
  return text;
}

const COLON = 0x3a;
/** States looked at before the search gives up. */
const SEARCH_LIMIT = 20_000;
/** Characters to stand for "any other": the first that no pattern names. */
const OTHERS = 'xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW-_~';

interface Node {
  readonly parent: number;
  readonly char: string;
  readonly sets: readonly (readonly number[])[];
}

function search(all: readonly Glob[], none: readonly Glob[]): string | null | 'too-hard' {
  const globs = [...all, ...none];
  const named = new Set<string>();
  for (const g of globs) for (const token of g.tokens) if (token >= 0) named.add(String.fromCharCode(token));
  let other: string | null = null;
  for (const c of OTHERS) {
    if (!named.has(c)) {
      other = c;
      break;
    }
  }
  const start: Node = { parent: -1, char: '', sets: globs.map((g) => closed(g, [0])) };
  if (start.sets.slice(0, all.length).some((s) => s.length === 0)) return null;
  const nodes: Node[] = [start];
  const seen = new Set<string>([keyOf(start.sets)]);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Node;
    if (accepts(globs, all.length, node.sets)) return wordOf(nodes, at);
    if (nodes.length > SEARCH_LIMIT) return 'too-hard';
    const chars = new Set<string>();
    let wild = true;
    for (let g = 0; g < globs.length; g++) {
      let wildHere = false;
      for (const p of node.sets[g] as readonly number[]) {
        const token = (globs[g] as Glob).tokens[p];
        if (token === undefined) continue;
        if (token < 0) wildHere = true;
        else chars.add(String.fromCharCode(token));
      }
      if (g < all.length && !wildHere) wild = false;
    }
    const next = [...chars].sort();
    if (wild && other !== null) next.unshift(other);
    for (const char of next) {
      const code = char.charCodeAt(0);
      const sets: number[][] = [];
      let dead = false;
      for (let g = 0; g < globs.length; g++) {
        const stepped = step(globs[g] as Glob, node.sets[g] as readonly number[], code);
        if (stepped.length === 0 && g < all.length) {
          dead = true;
          break;
        }
        sets.push(stepped);
      }
      if (dead) continue;
      const key = keyOf(sets);
      if (seen.has(key)) continue;
      seen.add(key);
      nodes.push({ parent: at, char, sets });
    }
  }
  return null;
}

function accepts(globs: readonly Glob[], positives: number, sets: readonly (readonly number[])[]): boolean {
  for (let g = 0; g < globs.length; g++) {
    const ends = (sets[g] as readonly number[]).includes((globs[g] as Glob).tokens.length);
    if (g < positives ? !ends : ends) return false;
  }
  return true;
}

function wordOf(nodes: readonly Node[], at: number): string {
  const chars: string[] = [];
  for (let i = at; i > 0; ) {
    const node = nodes[i] as Node;
    chars.push(node.char);
    i = node.parent;
  }
  return chars.reverse().join('');
}

function closed(g: Glob, positions: readonly number[]): number[] {
  const out = new Set<number>();
  for (const p of positions) {
    let at = p;
    out.add(at);
    while (g.tokens[at] === ANY_RUN || g.tokens[at] === RUN_WITHOUT_COLON) out.add(++at);
  }
  return [...out].sort((a, b) => a - b);
}

function step(g: Glob, positions: readonly number[], code: number): number[] {
  const next: number[] = [];
  for (const p of positions) {
    const token = g.tokens[p];
    if (token === ANY_RUN || (token === RUN_WITHOUT_COLON && code !== COLON)) next.push(p);
    else if (token === ANY_ONE || token === code || (token === ONE_WITHOUT_COLON && code !== COLON)) next.push(p + 1);
  }
  return closed(g, next);
}

function keyOf(sets: readonly (readonly number[])[]): string {
  return sets.map((s) => s.join(',')).join(';');
}
