import { covers, meetRegions, minusRegion, type Region, region } from '../compile/region.ts';
import type { Lane, Shape } from '../compile/side.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';

/** One way to be allowed: a part of a form, under conditions, by these statements. */
export interface Way {
  readonly region: Region;
  readonly conditions: Conjunction;
  /** Places of the granting statements in the pair of states, sorted. */
  readonly grants: readonly number[];
}

/** A shape in a pair of states, with the place by which terms cite it. */
export interface Member {
  readonly shape: Shape;
  readonly cited: readonly number[];
}

/** How caller and resource stand to each other. */
export interface Standing {
  readonly sameAccount: boolean;
  /** `none`: a caller whose own account's policies do not bear on the answer (services, anonymous, unread accounts). */
  readonly caller: 'user' | 'role' | 'root' | 'none';
  readonly hasBoundary: boolean;
  readonly scpLevels: number;
  /** What holds of every request of the caller, and is not said in terms. */
  readonly assumed: Conjunction;
}

/** More ways than this for one group of actions, and the rest is cut. */
const WAY_LIMIT = 128;

/**
 * The rule of decision (A03–A06, B01–B12) over sets of requests instead of one: the ways in which one group of
 * actions, all touched by the same contributions, is allowed. `mustAllow`: the resource's policy must itself allow
 * (A05), `trust`: it is a role's trust policy (B01).
 */
export function waysOf(
  contributions: readonly Member[],
  whole: Region,
  standing: Standing,
  mustAllow: boolean,
  trust: boolean,
  conjunctions: Conjunctions,
): readonly Way[] {
  const all: Way = { region: whole, conditions: standing.assumed, grants: [] };
  const lane = (names: readonly Lane[], cite: boolean, level?: number): readonly Way[] => {
    const found: Way[] = [];
    for (const c of contributions) {
      if (!names.includes(c.shape.lane) || (level !== undefined && c.shape.level !== level)) continue;
      const way: Way = { region: c.shape.region, conditions: c.shape.conditions, grants: cite ? c.cited : NO_GRANTS };
      // One that lets everything through says all that a lane nobody cites can say.
      if (!cite && c.shape.conditions === conjunctions.always && c.shape.region.key === whole.key) return [way];
      found.push(way);
    }
    return reduced(found, conjunctions);
  };
  const meet = (...lanes: readonly (readonly Way[])[]): readonly Way[] =>
    lanes.reduce((a, b) => product(a, b, all, conjunctions), [all]);

  let ceiling: readonly Way[] = [all];
  for (let level = 0; level < standing.scpLevels; level++) {
    ceiling = meet(ceiling, lane(['scp'], false, level));
    if (ceiling.length === 0) return [];
  }
  const bounded = standing.hasBoundary ? lane(['boundary'], false) : [all];
  const own =
    standing.caller === 'root' || standing.caller === 'none' ? [all] : meet(lane(['identity'], true), bounded);
  let granted: readonly Way[];
  const anyForm = lane(['direct', 'named', 'delegation'], true);
  // A grant on a key is enough, whoever's the key is (H04, H06).
  const byGrant = lane(['kms-grant'], true);
  if (standing.caller === 'none') {
    granted = [...anyForm, ...byGrant];
  } else if (!standing.sameAccount) {
    granted = [...meet(own, anyForm), ...byGrant];
  } else if (standing.caller === 'root') {
    granted = mustAllow ? [...anyForm, ...byGrant] : [all];
  } else {
    const direct = lane(['direct'], true);
    granted = [
      ...(mustAllow ? meet(own, lane(['delegation'], true)) : own),
      // A user named in a trust policy still needs its boundary (B01).
      ...(trust && standing.caller === 'user' ? meet(direct, bounded) : direct),
      ...meet(lane(['named'], true), bounded),
      ...byGrant,
    ];
  }
  let ways: readonly Way[] = meet(granted, ceiling);
  for (const deny of contributions) {
    if (deny.shape.lane !== 'deny') continue;
    ways = reduced(without(ways, deny.shape, conjunctions), conjunctions);
    if (ways.length === 0) return ways;
  }
  return reduced(ways, conjunctions);
}

/** What is left of the ways where the deny does not apply: outside its part, or where its conditions fail. */
function without(ways: readonly Way[], deny: Shape, conjunctions: Conjunctions): readonly Way[] {
  const left: Way[] = [];
  for (const way of ways) {
    const both = meetRegions(way.region, deny.region);
    if (both === null) {
      left.push(way);
      continue;
    }
    if (covers(deny.region, way.region)) {
      const conditions = conjunctions.andNot(way.conditions, deny.conditions.must);
      if (deny.conditions !== conjunctions.always && conditions !== null) left.push({ ...way, conditions });
      continue;
    }
    for (const region of minusRegion(way.region, deny.region)) left.push({ ...way, region });
    if (deny.conditions === conjunctions.always) continue;
    const conditions = conjunctions.andNot(way.conditions, deny.conditions.must);
    if (conditions !== null) left.push({ ...way, region: both, conditions });
  }
  return left;
}

function product(a: readonly Way[], b: readonly Way[], all: Way, conjunctions: Conjunctions): readonly Way[] {
  if (a.length === 0 || b.length === 0) return [];
  if (isAll(b, all, conjunctions)) return a;
  if (isAll(a, all, conjunctions) && all.conditions === conjunctions.always) return b;
  const out: Way[] = [];
  for (const x of a) {
    for (const y of b) {
      const conditions = conjunctions.and(x.conditions, y.conditions);
      if (conditions === null) continue;
      const region = meetRegions(x.region, y.region);
      if (region !== null) out.push({ region, conditions, grants: mergedNumbers(x.grants, y.grants) });
    }
  }
  return reduced(out, conjunctions);
}

/** One way, without condition, to all of the form, for which no statement is cited. */
function isAll(ways: readonly Way[], all: Way, conjunctions: Conjunctions): boolean {
  const [way] = ways;
  return (
    ways.length === 1 &&
    way !== undefined &&
    way.grants.length === 0 &&
    (way.conditions === conjunctions.always || way === all) &&
    way.region.key === all.region.key
  );
}

const NO_GRANTS: readonly number[] = [];

/** Equal ways become one with all their grants; a way that another one covers is dropped. */
export function reduced(ways: readonly Way[], conjunctions: Conjunctions): readonly Way[] {
  if (ways.length < 2) return ways;
  const merged = new Map<string, Way>();
  for (const way of ways) {
    const key = `${way.region.key}#${way.conditions.id}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? way : { ...way, grants: mergedNumbers(known.grants, way.grants) });
  }
  const all = healed([...merged.values()]);
  const kept = all.filter(
    (way, i) =>
      !all.some(
        (other, j) =>
          i !== j &&
          conjunctions.implies(way.conditions, other.conditions) &&
          covers(other.region, way.region) &&
          // Of two that cover each other the first stays.
          (j < i || !(conjunctions.implies(other.conditions, way.conditions) && covers(way.region, other.region))),
      ),
  );
  return kept.length > WAY_LIMIT ? kept.slice(0, WAY_LIMIT) : kept;
}

/** What one way cuts out and one under the same conditions gives back is not cut out. */
function healed(ways: readonly Way[]): readonly Way[] {
  if (!ways.some((w) => w.region.exclude.length > 0)) return ways;
  return ways.map((way) => {
    const exclude = way.region.exclude.filter((hole) => {
      const cut = region([hole], []);
      return !ways.some(
        (other) => other !== way && other.conditions === way.conditions && cut !== null && covers(other.region, cut),
      );
    });
    if (exclude.length === way.region.exclude.length) return way;
    return { ...way, region: region(way.region.include, exclude) ?? way.region };
  });
}

function mergedNumbers(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
