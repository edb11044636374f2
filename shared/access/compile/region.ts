import type { PatternList, PolicyVersion } from '../../policy/model.ts';
import { compileResourcePattern } from '../../policy/resource-pattern.ts';
import { parseTemplate } from '../../policy/variables.ts';
import { type Facts, literalDollars, substitute } from '../condition/text.ts';
import { intersect, overlaps, subsumes, withoutCovered } from '../pattern/algebra.ts';
import {
  ANY_ONE,
  ANY_RUN,
  type Glob,
  glob,
  globOf,
  globText,
  ONE_WITHOUT_COLON,
  RUN_WITHOUT_COLON,
  type Token,
} from '../pattern/glob.ts';
import { sampleOf } from '../pattern/sample.ts';
import { memberArn, type Shape } from './service-table.ts';
import type { TargetForm } from './target.ts';

/**
 * A part of one form of a resource: what some pattern of `include` matches and none of `exclude`, as patterns of what
 * follows the form's literal base. Patterns are minimal; a region is never empty (`null` stands for that).
 */
export interface Region {
  readonly include: readonly Glob[];
  readonly exclude: readonly Glob[];
  /** Canonical text: equal regions have equal keys. */
  readonly key: string;
}

export function region(include: readonly Glob[], exclude: readonly Glob[]): Region | null {
  const kept = withoutCovered(include).filter((i) => !exclude.some((e) => subsumes(e, i)));
  if (kept.length === 0) return null;
  const cut = withoutCovered(exclude).filter((e) => kept.some((i) => overlaps(e, i)));
  if (cut.length > 1 && kept.every((i) => sampleOf([i], cut) === null)) return null;
  return {
    include: kept,
    exclude: cut,
    key: `${kept.map((g) => g.text).join('|')}-${cut.map((g) => g.text).join('|')}`,
  };
}

/** The whole of a form. */
export function wholeOf(form: TargetForm): Region {
  return form.whole;
}

const wholes = new Map<string, Region>();

/** All that a suffix pattern matches; one object for equal suffixes. */
export function wholeRegion(suffix: string): Region {
  const known = wholes.get(suffix);
  if (known !== undefined) return known;
  const pattern = glob(suffix);
  const made: Region = { include: [pattern], exclude: [], key: `${pattern.text}-` };
  wholes.set(suffix, made);
  return made;
}

/** What is in both; null: nothing. `unclear` where the patterns' intersection would be too long to write. */
export function meetRegions(a: Region, b: Region): Region | null {
  if (a.key === b.key) return a;
  const parts: Glob[] = [];
  for (const x of a.include) {
    for (const y of b.include) {
      const part = intersect(x, y);
      // INVARIANT: over the bound the narrower pattern stands for the intersection and loses nothing that is granted.
      if (part === null) parts.push(x.tokens.length > y.tokens.length ? x : y);
      else parts.push(...part);
    }
  }
  return region(parts, [...a.exclude, ...b.exclude]);
}

/** What is in `a` and not in `b`: at most two regions. */
export function minusRegion(a: Region, b: Region): readonly Region[] {
  const out: Region[] = [];
  const outside = region(a.include, [...a.exclude, ...b.include]);
  if (outside !== null) out.push(outside);
  if (b.exclude.length > 0) {
    const holes = region(b.exclude, []);
    const inside = holes === null ? null : meetRegions(a, holes);
    if (inside !== null) out.push(inside);
  }
  return out;
}

/** Whether all of `a` lies in `b`. */
export function covers(b: Region, a: Region): boolean {
  if (a.key === b.key) return true;
  return a.include.every(
    (i) =>
      (b.include.some((j) => subsumes(j, i)) ||
        (b.include.length > 1 && sampleOf([i], [...b.include, ...a.exclude]) === null)) &&
      b.exclude.every((e) => a.exclude.some((x) => subsumes(x, e)) || !overlaps(e, i)),
  );
}

/** One member of a region: what follows the base; null where the search found none. */
export function memberOf(a: Region, form: TargetForm): string | null {
  if (form.shape !== null) return memberArn(a.include, a.exclude, form.shape);
  for (const i of a.include) {
    const sample = sampleOf([i], a.exclude);
    if (sample !== null && sample !== 'too-hard') return sample;
  }
  return null;
}

/** A Resource or NotResource list with the caller's values put in. */
export interface ResourceList {
  readonly negated: boolean;
  readonly patterns: readonly CompiledPattern[];
  /** Canonical text. */
  readonly key: string;
  /** Variables that only the request knows: the patterns that hold them are left out. */
  readonly open: readonly string[];
}

export interface CompiledAlternative {
  readonly tokens: readonly Token[];
  readonly prefix: string;
  /** `exact`: nothing but the prefix; `open`: anything may follow it; else the tokens say. */
  readonly shape: 'exact' | 'open' | 'tokens';
}

/** One value as token patterns of whole ARNs. */
export interface CompiledPattern {
  readonly alternatives: readonly CompiledAlternative[];
  readonly service: string | null;
  /** Matches every ARN, and requests without a resource. */
  readonly everything: boolean;
  /** Covers every ARN of its service (E21). */
  readonly wholeService: boolean;
  readonly text: string;
}

/** The list of a statement; a statement without Resource speaks of its own resource (trust policies). */
export function resourceList(list: PatternList | null, version: PolicyVersion, facts: Facts): ResourceList {
  if (list === null) return { negated: false, patterns: [compiled('*')], key: '+*', open: [] };
  const texts: string[] = [];
  const open: string[] = [];
  for (const pattern of list.patterns) {
    const done = substitute(version === '2012-10-17' ? pattern : literalDollars(pattern), facts);
    open.push(...done.open);
    // No value: matches no resource, in NotResource excludes nothing (G04).
    if (!done.noValue && done.open.length === 0) texts.push(done.text);
  }
  const sorted = [...new Set(texts)].sort();
  return {
    negated: list.negated,
    patterns: sorted.map(compiled),
    key: `${list.negated ? '-' : '+'}${sorted.join('\n')}`,
    open,
  };
}

const compiledPatterns = new Map<string, CompiledPattern>();

function compiled(text: string): CompiledPattern {
  const known = compiledPatterns.get(text);
  if (known !== undefined) return known;
  const pattern = compileResourcePattern(parseTemplate(text, '2012-10-17').parts);
  const made: CompiledPattern = {
    alternatives: pattern.alternatives.map(({ shape, literal, codes }) => ({
      prefix: literal,
      shape: shape === 'general' ? 'tokens' : shape === 'exact' ? 'exact' : 'open',
      tokens:
        shape === 'general'
          ? [...codes]
          : [
              ...[...Array(literal.length).keys()].map((i) => literal.charCodeAt(i)),
              ...(shape === 'exact' ? [] : [ANY_RUN]),
            ],
    })),
    service: pattern.service,
    everything: pattern.alternatives.some((a) => a.shape === 'everything'),
    wholeService: pattern.wholeService,
    text,
  };
  if (compiledPatterns.size > 100_000) compiledPatterns.clear();
  compiledPatterns.set(text, made);
  return made;
}

/** The part of a form that one pattern reaches; null: none. */
export function patternIn(pattern: CompiledPattern, form: TargetForm): Region | null {
  const rests = remainders(pattern, form.base);
  const [only] = rests;
  if (only === undefined) return null;
  const key = `${rests.length === 1 ? only.text : rests.map((r) => r.text).join('\n')}\n\n${form.suffix.text}`;
  const known = partsOf.get(key);
  if (known !== undefined) return known;
  const made = partIn(rests, form);
  if (partsOf.size > 100_000) partsOf.clear();
  partsOf.set(key, made);
  return made;
}

// A memory of remainders within suffixes, the same for many bases: it changes no answer, only its price.
const partsOf = new Map<string, Region | null>();

function partIn(rests: readonly Glob[], form: TargetForm): Region | null {
  const parts: Glob[] = [];
  for (const rest of rests) {
    if (subsumes(rest, form.suffix)) return form.whole;
    const part = intersect(rest, form.suffix);
    if (part === null) parts.push(rest);
    else parts.push(...part);
  }
  return parts.length === 0 ? null : region(parts, []);
}

/** The part of a form that the list reaches (E18–E22); null: none. */
export function regionIn(list: ResourceList, form: TargetForm): Region | null {
  if (form.shape !== null) return regionInShape(list, form, form.shape);
  const parts: Glob[] = [];
  for (const pattern of list.patterns) {
    for (const rest of remainders(pattern, form.base)) {
      if (subsumes(rest, form.suffix)) {
        if (!list.negated) return wholeOf(form);
        return null;
      }
      const part = intersect(rest, form.suffix);
      if (part === null) parts.push(rest);
      else parts.push(...part);
    }
  }
  return list.negated ? region([form.suffix], parts) : region(parts, []);
}

/** Of a service's resources that nobody listed: the patterns that reach some resource of the form, as they are. */
function regionInShape(list: ResourceList, form: TargetForm, shape: Shape): Region | null {
  const parts: Glob[] = [];
  for (const pattern of list.patterns) {
    const all =
      pattern.everything || (shape.types.length === 0 && pattern.wholeService && pattern.service === shape.service);
    if (all) return list.negated ? null : wholeOf(form);
    const text = glob(pattern.text);
    if (shape.types.length > 0 && memberArn([text], [], shape) !== null) parts.push(text);
  }
  return list.negated ? region([form.suffix], parts) : region(parts, []);
}

/** What a pattern still asks of an ARN after the literal base, one pattern for each way to match the base. */
function remainders(pattern: CompiledPattern, base: string): readonly Glob[] {
  if (pattern.service !== null && serviceOf(base) !== pattern.service) return NONE;
  const [only] = pattern.alternatives;
  if (pattern.alternatives.length === 1 && only !== undefined && only.shape !== 'tokens')
    return plainRemainder(only, base);
  const out: Glob[] = [];
  for (const alternative of pattern.alternatives) {
    const { tokens, prefix } = alternative;
    if (!(base.startsWith(prefix) || prefix.startsWith(base))) continue;
    let positions = positionsAfter(alternative, base);
    if (positions === null) {
      const start = Math.min(prefix.length, base.length);
      positions = run(tokens, closed(tokens, [start]), base, start);
    }
    for (const p of positions) out.push(restFrom(alternative, p));
  }
  return out.length < 2 ? out : withoutCovered(out);
}

// A memory of what is left of patterns: it changes no answer, only its price.
const rests = new WeakMap<CompiledAlternative, Map<number, Glob>>();

/** The pattern from a position on; behind the fifth colon wildcards are free. */
function restFrom(alternative: CompiledAlternative, position: number): Glob {
  let ofPattern = rests.get(alternative);
  if (ofPattern === undefined) {
    ofPattern = new Map();
    rests.set(alternative, ofPattern);
  }
  const known = ofPattern.get(position);
  if (known !== undefined) return known;
  const free = (t: Token): Token => (t === RUN_WITHOUT_COLON ? ANY_RUN : t === ONE_WITHOUT_COLON ? ANY_ONE : t);
  const made = globOf(alternative.tokens.slice(position).map(free));
  ofPattern.set(position, made);
  return made;
}

// A memory of how far patterns get in what many ARNs begin with: it changes no answer, only its price.
const heads = new WeakMap<CompiledAlternative, Map<string, readonly number[]>>();

/** Positions after the base, the part up to its fifth colon being asked once for all bases; null: the base is shorter. */
function positionsAfter(alternative: CompiledAlternative, base: string): readonly number[] | null {
  const { tokens, prefix } = alternative;
  const head = headOf(base);
  if (head <= prefix.length) return null;
  let ofPattern = heads.get(alternative);
  if (ofPattern === undefined) {
    ofPattern = new Map();
    heads.set(alternative, ofPattern);
  }
  const text = base.slice(0, head);
  let positions = ofPattern.get(text);
  if (positions === undefined) {
    positions = run(tokens, closed(tokens, [prefix.length]), text, prefix.length);
    ofPattern.set(text, positions);
  }
  return positions.length === 0 ? positions : run(tokens, positions, base, head);
}

function headOf(arn: string): number {
  let at = -1;
  for (let colons = 0; colons < 5; colons++) {
    at = arn.indexOf(':', at + 1);
    if (at < 0) return 0;
  }
  return at + 1;
}

function run(tokens: readonly Token[], from: readonly number[], text: string, start: number): readonly number[] {
  let positions = from;
  for (let i = start; i < text.length && positions.length > 0; i++) {
    // One position before a last star takes everything that follows.
    if (
      positions.length <= 2 &&
      tokens[positions[0] as number] === ANY_RUN &&
      (positions[0] as number) === tokens.length - 1
    ) {
      return positions;
    }
    positions = step(tokens, positions, text.charCodeAt(i));
  }
  return positions;
}

const NONE: readonly Glob[] = [];
const ANYTHING: readonly Glob[] = [glob('*')];

/** The same for literal text, alone or before one last star. */
function plainRemainder({ prefix, shape }: CompiledAlternative, base: string): readonly Glob[] {
  if (prefix.startsWith(base)) {
    const rest = globText(prefix.slice(base.length));
    return [glob(shape === 'open' ? `${rest}*` : rest)];
  }
  return shape === 'open' && base.startsWith(prefix) ? ANYTHING : NONE;
}

const COLON = 0x3a;

function step(tokens: readonly Token[], positions: readonly number[], code: number): readonly number[] {
  const next: number[] = [];
  for (const p of positions) {
    const token = tokens[p];
    if (token === undefined) continue;
    if (token === ANY_RUN || (token === RUN_WITHOUT_COLON && code !== COLON)) next.push(p);
    else if (token === code || token === ANY_ONE || (token === ONE_WITHOUT_COLON && code !== COLON)) next.push(p + 1);
  }
  return closed(tokens, next);
}

function closed(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  const out: number[] = [];
  for (const p of positions) {
    let at = p;
    if (!out.includes(at)) out.push(at);
    while (tokens[at] === ANY_RUN || tokens[at] === RUN_WITHOUT_COLON) {
      at++;
      if (!out.includes(at)) out.push(at);
    }
  }
  return out;
}

function serviceOf(arn: string): string {
  const second = arn.indexOf(':', 4);
  return arn.slice(second + 1, arn.indexOf(':', second + 1));
}
