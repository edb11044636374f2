import { CAPABILITIES, type Capability } from '../../catalog/capability.ts';
import { findAction } from '../../catalog/catalog.ts';
import { grantsItself } from '../../catalog/grants-itself.ts';
import type { Caller } from '../compile/caller.ts';
import type { Conjunctions } from '../condition/conjunction.ts';
import { type PathTerm, type Reach, withPaths } from '../verdict/paths.ts';
import { type Evidence, statementsOf, type Verdict } from '../verdict/verdict-table.ts';
import type { AccessMatrix, CallerVerdicts } from './access-matrix.ts';
import { PairMap } from './pair-map.ts';

/** What all rows of one shape say; equal ones share one object. */
export interface RowEntry {
  readonly capability: Capability;
  readonly verdict: 'allowed' | 'conditional';
  readonly terms: readonly RowTerm[];
  readonly canGrantItself: readonly Capability[];
}

/** A term of a row, and whose evidence its statements are found in: -1 the pair's own, else a role's by place. */
export interface RowTerm extends PathTerm {
  readonly source: number;
}

export const SORTED_CAPABILITIES: readonly Capability[] = [...CAPABILITIES].sort();

/** What is said of a pair: rows sorted by capability, and the statements they rest on. Equal pairs share one object. */
export interface PairEntries {
  readonly rows: readonly RowEntry[];
  readonly own: Evidence;
  /** Of the roles that the pair goes through. */
  readonly through: readonly Evidence[];
}

/** Of a pair without access. */
export const NO_ENTRIES: PairEntries = {
  rows: [],
  own: {
    kind: 'pair',
    own: { id: -1, contributions: [], shapes: { id: -1, shapes: [] } },
    other: { id: -1, contributions: [], shapes: { id: -1, shapes: [] } },
  },
  through: [],
};

/** Numbers of the statements that a term of these entries rests on, its path's steps included. */
export function grantsOf(term: RowTerm, entries: PairEntries): readonly number[] {
  const evidence = term.source < 0 ? entries.own : entries.through[term.source];
  const own = evidence === undefined ? [] : statementsOf(term.plan, evidence);
  return term.reach === null ? own : [...term.reach.grants, ...own];
}

/** Joins callers' own verdicts with those of the roles they become. */
export class Rows {
  readonly #matrix: AccessMatrix;
  readonly #conjunctions: Conjunctions;
  readonly #direct = new Map<number, PairEntries>();
  readonly #rows = new Map<number, readonly RowEntry[]>();
  readonly #reachSets = new Map<string, ReachSet>();

  constructor(matrix: AccessMatrix, conjunctions: Conjunctions) {
    this.#matrix = matrix;
    this.#conjunctions = conjunctions;
  }

  /** The entries of a caller at every target, by group and place. */
  of(caller: Caller, reaches: readonly Reach[]): (group: number, place: number) => PairEntries {
    const own = this.#matrix.of(caller);
    if (reaches.length === 0) return (group, place) => this.#directOf(own[group]?.[place] ?? 0);
    const set = this.#setOf(reaches);
    return (group, place) => {
      const number = own[group]?.[place] ?? 0;
      const through = set.states[group]?.[place] ?? 0;
      if (through === 0) return this.#directOf(number);
      const known = set.joined.get(number, through);
      if (known >= 0) return set.entries[known] ?? NO_ENTRIES;
      const made = this.#joined(number, set, through);
      set.joined.set(number, through, set.entries.push(made) - 1);
      return made;
    };
  }

  #directOf(number: number): PairEntries {
    if (number === 0) return NO_ENTRIES;
    const known = this.#direct.get(number);
    if (known !== undefined) return known;
    const { shape, evidence } = this.#matrix.judged(number);
    let rows = this.#rows.get(shape.id);
    if (rows === undefined) {
      rows = this.#rowsOf(shape, []);
      this.#rows.set(shape.id, rows);
    }
    const made: PairEntries = { rows, own: evidence, through: [] };
    this.#direct.set(number, made);
    return made;
  }

  #joined(number: number, set: ReachSet, state: number): PairEntries {
    const through = set
      .verdictsAt(state)
      .map(({ reach, verdict }) => ({ reach, judged: this.#matrix.judged(verdict) }));
    const own = this.#matrix.judged(number);
    const key = `${own.shape.id}|${through.map(({ reach, judged }) => `${reach.number}:${judged.shape.id}`).join()}`;
    let rows = set.rows.get(key);
    if (rows === undefined) {
      rows = this.#rowsOf(
        own.shape,
        through.map(({ reach, judged }) => ({ reach: reach.reach, verdict: judged.shape })),
      );
      set.rows.set(key, rows);
    }
    return { rows, own: own.evidence, through: through.map((t) => t.judged.evidence) };
  }

  #rowsOf(own: Verdict, through: readonly { readonly reach: Reach; readonly verdict: Verdict }[]): readonly RowEntry[] {
    const rows: RowEntry[] = [];
    for (const capability of SORTED_CAPABILITIES) {
      const terms = withPaths(
        own.byCapability.get(capability) ?? [],
        through.flatMap(({ reach, verdict }) => {
          const plans = verdict.byCapability.get(capability);
          return plans === undefined ? [] : [{ reach, plans }];
        }),
        this.#conjunctions,
      );
      if (terms.length === 0) continue;
      const sources = through.map((t) => t.reach);
      rows.push(
        entryOf(
          capability,
          terms.map((t) => ({ ...t, source: t.reach === null ? -1 : sources.indexOf(t.reach) })),
          this.#conjunctions,
        ),
      );
    }
    return rows;
  }

  /** Callers that become the same roles in the same ways share what these roles give. */
  #setOf(reaches: readonly Reach[]): ReachSet {
    const key = reaches
      .map((r) => `${r.path.join('>')}|${r.via.map((c) => c.id).join()}|${r.grants.join()}`)
      .join('\n');
    const known = this.#reachSets.get(key);
    if (known !== undefined) return known;
    const made = new ReachSet(
      reaches,
      reaches.map((r) => this.#matrix.keep(r.role)),
    );
    if (this.#reachSets.size >= 64) {
      const [oldest] = this.#reachSets.keys();
      if (oldest !== undefined) this.#reachSets.delete(oldest);
    }
    this.#reachSets.set(key, made);
    return made;
  }
}

/** The entry of one capability. */
export function entryOf(capability: Capability, terms: readonly RowTerm[], conjunctions: Conjunctions): RowEntry {
  const free = terms.some(
    ({ plan, reach }) => plan.conditions === conjunctions.always && (reach === null || reach.via.length === 0),
  );
  return {
    capability,
    verdict: free ? 'allowed' : 'conditional',
    terms,
    canGrantItself: capability === 'administer-resource' ? grantedByItself(terms) : [],
  };
}

// A memory of actions that were already looked up: it changes no answer, only its price.
const given = new WeakMap<readonly string[], readonly Capability[]>();

/** What the actions of administering terms let their caller give itself (rule 6 of the capabilities). */
function grantedByItself(terms: readonly PathTerm[]): readonly Capability[] {
  const [first] = terms;
  if (terms.length === 1 && first !== undefined) return givenBy(first.plan.actions);
  const all = new Set(terms.flatMap(({ plan }) => givenBy(plan.actions)));
  return SORTED_CAPABILITIES.filter((c) => all.has(c));
}

function givenBy(actions: readonly string[]): readonly Capability[] {
  const known = given.get(actions);
  if (known !== undefined) return known;
  const found = new Set<Capability>();
  for (const id of actions) {
    const action = findAction(id);
    if (action !== null) for (const capability of grantsItself(action)) found.add(capability);
  }
  const made = SORTED_CAPABILITIES.filter((c) => found.has(c));
  given.set(actions, made);
  return made;
}

interface NumberedReach {
  readonly number: number;
  readonly reach: Reach;
}

/** Roles in an order, and for every target the chain of those that reach it, as one number. */
class ReachSet {
  readonly states: readonly Int32Array[];
  readonly joined = new PairMap(64);
  readonly entries: PairEntries[] = [];
  /** By shapes of the caller's own verdict and the roles'. */
  readonly rows = new Map<string, readonly RowEntry[]>();
  readonly #reaches: readonly Reach[];
  readonly #previous: number[] = [0];
  readonly #reach: number[] = [0];
  readonly #verdict: number[] = [0];

  constructor(reaches: readonly Reach[], verdicts: readonly CallerVerdicts[]) {
    this.#reaches = reaches;
    const steps = reaches.map(() => new PairMap(64));
    this.states = (verdicts[0] ?? []).map((first, group) => {
      const out = new Int32Array(first.length);
      verdicts.forEach((ofRole, number) => {
        const here = ofRole[group];
        const step = steps[number];
        if (here === undefined || step === undefined) return;
        for (let place = 0; place < out.length; place++) {
          const verdict = here[place] as number; // groups have one length
          if (verdict !== 0) out[place] = this.#next(step, out[place] as number, number, verdict);
        }
      });
      return out;
    });
  }

  verdictsAt(state: number): readonly { readonly reach: NumberedReach; readonly verdict: number }[] {
    const out: { reach: NumberedReach; verdict: number }[] = [];
    for (let at = state; at !== 0; at = this.#previous[at] as number) {
      const number = this.#reach[at] as number;
      const reach = this.#reaches[number];
      if (reach !== undefined) out.push({ reach: { number, reach }, verdict: this.#verdict[at] as number });
    }
    return out.reverse();
  }

  #next(step: PairMap, state: number, reach: number, verdict: number): number {
    const known = step.get(state, verdict);
    if (known >= 0) return known;
    const made = this.#previous.push(state) - 1;
    this.#reach.push(reach);
    this.#verdict.push(verdict);
    step.set(state, verdict, made);
    return made;
  }
}
