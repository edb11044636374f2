import type { Condition } from '../../policy/model.ts';
import type { TermCondition } from '../verdict.ts';
import type { AtomId, Atoms, Value } from './atom.ts';
import { type KeyAnswer, solveKey } from './solve.ts';
import { type Facts, substitute } from './text.ts';

/**
 * What must hold of a request beside who asks what: atoms that hold, and conjunctions of atoms that do not (the
 * conditions of denies). Kept minimal: contradictory ones do not exist (they are `null`), implied parts are gone.
 */
export interface Conjunction {
  readonly id: ConjunctionId;
  /** Sorted. */
  readonly must: readonly AtomId[];
  /** Each: not all of these. Sorted, none containing another. */
  readonly mustNot: readonly (readonly AtomId[])[];
}
export type ConjunctionId = number & { readonly kind: 'conjunction' };

/** Choices of which atom of each negated conjunction fails, before the search gives up. */
const CHOICE_LIMIT = 2_000;

/** Conjunctions of one analysis, with every answer remembered. */
export class Conjunctions {
  readonly atoms: Atoms;
  /** No conditions at all. */
  readonly always: Conjunction;
  readonly #all: Conjunction[] = [];
  readonly #known = new Map<string, Conjunction | null>();
  readonly #byParts = new Map<string, Conjunction>();
  readonly #keyAnswers = new Map<string, KeyAnswer>();
  readonly #models = new Map<ConjunctionId, ReadonlyMap<string, Value>>();
  readonly #implied = new Map<number, boolean>();

  constructor(atoms: Atoms) {
    this.atoms = atoms;
    const always = this.of([], []);
    if (always === null) throw new Error('the empty conjunction is satisfiable'); // our own bug
    this.always = always;
  }

  get(id: ConjunctionId): Conjunction {
    return this.#all[id] as Conjunction; // ids come from this table
  }

  /** The conjunction of these parts, minimal; null: no request satisfies it. */
  of(must: readonly AtomId[], mustNot: readonly (readonly AtomId[])[]): Conjunction | null {
    const key = keyOf(must, mustNot);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#make(must, mustNot);
    this.#known.set(key, made);
    return made;
  }

  and(a: Conjunction, b: Conjunction): Conjunction | null {
    if (a === b || b === this.always) return a;
    if (a === this.always) return b;
    return this.of([...a.must, ...b.must], [...a.mustNot, ...b.mustNot]);
  }

  /** `a` and not all of `atoms`. */
  andNot(a: Conjunction, atoms: readonly AtomId[]): Conjunction | null {
    return this.of(a.must, [...a.mustNot, atoms]);
  }

  /** Whether every request that satisfies `a` satisfies `b`. False where it is not known. */
  implies(a: Conjunction, b: Conjunction): boolean {
    if (a === b || b === this.always) return true;
    const key = a.id * 2 ** 26 + b.id;
    const known = this.#implied.get(key);
    if (known !== undefined) return known;
    const answer =
      b.must.every((atom) => this.andNot(a, [atom]) === null) &&
      b.mustNot.every((group) => this.of([...a.must, ...group], a.mustNot) === null);
    this.#implied.set(key, answer);
    return answer;
  }

  /** The conjunction with more facts put in; null where they contradict it. */
  fold(a: Conjunction, facts: Facts): Conjunction | null {
    const must: AtomId[] = [];
    for (const atom of a.must) {
      const folded = this.atoms.fold(atom, facts);
      if (folded === false) return null;
      if (folded !== true) must.push(folded);
    }
    const mustNot: AtomId[][] = [];
    for (const group of a.mustNot) {
      const kept: AtomId[] = [];
      let fails = false;
      for (const atom of group) {
        const folded = this.atoms.fold(atom, facts);
        if (folded === false) fails = true;
        else if (folded !== true) kept.push(folded);
      }
      if (fails) continue;
      if (kept.length === 0) return null;
      mustNot.push(kept);
    }
    return this.of(must, mustNot);
  }

  /** `a` without the parts that `base` holds: what is left to say where `base` is understood. */
  without(a: Conjunction, base: Conjunction): Conjunction {
    if (a === base) return this.always;
    if (base === this.always) return a;
    const groups = new Set(base.mustNot.map((g) => g.join(',')));
    return this.#intern(
      a.must.filter((id) => !base.must.includes(id)),
      a.mustNot.filter((g) => !groups.has(g.join(','))),
    );
  }

  /** As the report shows it: the policies' own operators, keys and values; denies' conditions negated. */
  shown(a: Conjunction): readonly TermCondition[] {
    const one = (id: AtomId): TermCondition => {
      const { condition, operator } = this.atoms.get(id);
      return { operator, key: condition.key, values: condition.values };
    };
    const sorted = (ids: readonly AtomId[]) =>
      ids.map(one).sort((x, y) => compare(JSON.stringify(x), JSON.stringify(y)));
    return [
      ...sorted(a.must),
      ...a.mustNot
        .map((group) => ({ not: sorted(group) }))
        .sort((x, y) => compare(JSON.stringify(x), JSON.stringify(y))),
    ];
  }

  /**
   * A request context that satisfies the conjunction: keys as the policies write them. Keys in `facts` are given by
   * principal, resource and accounts and are not repeated.
   */
  model(a: Conjunction): ReadonlyMap<string, Value> {
    const known = this.#models.get(a.id);
    if (known !== undefined) return known;
    const made = this.#makeModel(a);
    this.#models.set(a.id, made);
    return made;
  }

  #make(must: readonly AtomId[], mustNot: readonly (readonly AtomId[])[]): Conjunction | null {
    let atoms = unique(must);
    let groups = uniqueGroups(mustNot);
    for (const [, ids] of this.#byKey(atoms)) if (this.#unsatisfiable(ids, [])) return null;
    // Denies against what must hold, and against each other, until nothing more falls away.
    for (let changed = true; changed; ) {
      changed = false;
      const failing = groups.filter((g) => g.length === 1).map((g) => g[0] as AtomId);
      const next: (readonly AtomId[])[] = [];
      for (const group of groups) {
        const others = group.length === 1 ? failing.filter((f) => f !== group[0]) : failing;
        let kept: readonly AtomId[] | null = group;
        for (const atom of group) {
          const same = this.#sameKey(atom, atoms);
          const notSame = this.#sameKey(atom, others);
          if (this.#unsatisfiable([...same, atom], notSame)) {
            kept = null;
            break;
          }
          if (this.#unsatisfiable(same, [...notSame, atom]))
            kept = (kept as readonly AtomId[]).filter((k) => k !== atom);
        }
        if (kept === null) {
          changed = true;
          // INVARIANT: one at a time, as two denies may each make the other needless.
          next.push(...groups.slice(groups.indexOf(group) + 1));
          break;
        }
        if (kept.length === 0) return null;
        if (kept.length < group.length) changed = true;
        next.push(kept);
      }
      groups = uniqueGroups(next);
    }
    groups = groups.filter((g) => !groups.some((h) => h !== g && h.every((x) => g.includes(x))));
    atoms = this.#withoutImplied(atoms, groups);
    if (!this.#satisfiable(atoms, groups)) return null;
    return this.#intern(atoms, groups);
  }

  #withoutImplied(atoms: readonly AtomId[], groups: readonly (readonly AtomId[])[]): readonly AtomId[] {
    const failing = groups.filter((g) => g.length === 1).map((g) => g[0] as AtomId);
    let kept = atoms;
    for (const atom of atoms) {
      const others = this.#sameKey(atom, kept).filter((k) => k !== atom);
      const notSame = this.#sameKey(atom, failing);
      if (others.length + notSame.length === 0) continue;
      if (this.#unsatisfiable(others, [...notSame, atom])) kept = kept.filter((k) => k !== atom);
    }
    return kept;
  }

  /** Whether some choice of failing atoms, one for each group, goes with what must hold. */
  #satisfiable(atoms: readonly AtomId[], groups: readonly (readonly AtomId[])[]): boolean {
    return this.#choice(atoms, groups) !== null;
  }

  /** The atoms that fail; null where no choice works; when the search gives up, what it had. */
  #choice(atoms: readonly AtomId[], groups: readonly (readonly AtomId[])[]): readonly AtomId[] | null {
    const ordered = [...groups].sort((a, b) => a.length - b.length);
    let budget = CHOICE_LIMIT;
    const choose = (at: number, failing: readonly AtomId[]): readonly AtomId[] | null => {
      const group = ordered[at];
      if (group === undefined) return failing;
      if (budget-- <= 0) return failing;
      for (const atom of group) {
        const next = failing.includes(atom) ? failing : [...failing, atom];
        if (this.#unsatisfiable(this.#sameKey(atom, atoms), this.#sameKey(atom, next))) continue;
        const found = choose(at + 1, next);
        if (found !== null) return found;
      }
      return null;
    };
    return choose(0, []);
  }

  #makeModel(a: Conjunction): ReadonlyMap<string, Value> {
    const failing = this.#choice(a.must, a.mustNot) ?? [];
    const model = new Map<string, Value>();
    const written = new Map<string, string>();
    for (const id of [...a.must, ...failing]) {
      for (const value of this.atoms.get(id).condition.values) {
        for (const [, name = ''] of value.matchAll(/\$\{([^,}]+)/g))
          written.set(name.trim().toLowerCase(), name.trim());
      }
    }
    const keys = new Map<string, { must: AtomId[]; mustNot: AtomId[] }>();
    const entry = (id: AtomId) => {
      const { condition } = this.atoms.get(id);
      let found = keys.get(condition.keyId);
      if (found === undefined) {
        found = { must: [], mustNot: [] };
        keys.set(condition.keyId, found);
        written.set(condition.keyId, condition.key);
      }
      return found;
    };
    for (const id of a.must) entry(id).must.push(id);
    for (const id of failing) entry(id).mustNot.push(id);
    // A key whose values hold variables comes after the keys of those variables.
    const done = new Set<string>();
    const solve = (keyId: string, depth: number): void => {
      if (done.has(keyId) || depth > 8) return;
      done.add(keyId);
      const parts = keys.get(keyId) ?? { must: [], mustNot: [] };
      const open = [...parts.must, ...parts.mustNot].flatMap((id) => this.atoms.get(id).open);
      const closed = (ids: readonly AtomId[]) =>
        ids.map((id) => this.atoms.get(id)).flatMap((atom) => (atom.open.length === 0 ? [atom.condition] : []));
      const own =
        open.length === 0 ? 'none' : solveKey({ keyId, must: closed(parts.must), mustNot: closed(parts.mustNot) });
      for (const other of open) {
        solve(other, depth + 1);
        const name = written.get(other) ?? other;
        if (typeof model.get(name) === 'string' || keys.has(other)) continue;
        written.set(other, name);
        // A variable that nothing else binds takes the value that the key may have.
        const whole = parts.must.some((id) => this.atoms.get(id).condition.values.includes(`\${${name}}`));
        model.set(name, whole && typeof own === 'object' && typeof own.value === 'string' ? own.value : 'example');
      }
      const concrete = (id: AtomId): Condition => {
        const { condition } = this.atoms.get(id);
        if (open.length === 0) return condition;
        const values = condition.values
          .map((v) => substitute(v, (k) => model.get(written.get(k) ?? k) ?? null))
          .filter((s) => !s.noValue)
          .map((s) => s.text);
        return { ...condition, values };
      };
      const answer = solveKey({ keyId, must: parts.must.map(concrete), mustNot: parts.mustNot.map(concrete) });
      if (typeof answer === 'object' && answer.value !== null) model.set(written.get(keyId) ?? keyId, answer.value);
    };
    for (const keyId of [...keys.keys()].sort()) solve(keyId, 0);
    return model;
  }

  #byKey(atoms: readonly AtomId[]): ReadonlyMap<string, readonly AtomId[]> {
    const groups = new Map<string, AtomId[]>();
    for (const id of atoms) {
      const { keyId } = this.atoms.get(id).condition;
      const list = groups.get(keyId);
      if (list === undefined) groups.set(keyId, [id]);
      else list.push(id);
    }
    return groups;
  }

  #sameKey(atom: AtomId, atoms: readonly AtomId[]): readonly AtomId[] {
    const { keyId } = this.atoms.get(atom).condition;
    return atoms.filter((id) => this.atoms.get(id).condition.keyId === keyId);
  }

  /** True only where it is certain that no value of the one key answers. */
  #unsatisfiable(must: readonly AtomId[], mustNot: readonly AtomId[]): boolean {
    if (must.some((id) => mustNot.includes(id))) return true;
    const decided = (id: AtomId) => this.atoms.get(id).open.length === 0;
    const first = must[0] ?? mustNot[0];
    if (first === undefined) return false;
    const sure = { must: must.filter(decided), mustNot: mustNot.filter(decided) };
    if (sure.must.length + sure.mustNot.length === 0) return false;
    const key = keyOf(sure.must, [sure.mustNot]);
    let answer = this.#keyAnswers.get(key);
    if (answer === undefined) {
      answer = solveKey({
        keyId: this.atoms.get(first).condition.keyId,
        must: sure.must.map((id) => this.atoms.get(id).condition),
        mustNot: sure.mustNot.map((id) => this.atoms.get(id).condition),
      });
      this.#keyAnswers.set(key, answer);
    }
    return answer === 'none';
  }

  #intern(must: readonly AtomId[], mustNot: readonly (readonly AtomId[])[]): Conjunction {
    const key = keyOf(must, mustNot);
    const known = this.#byParts.get(key);
    if (known !== undefined) return known;
    const made: Conjunction = { id: this.#all.length as ConjunctionId, must, mustNot };
    this.#all.push(made);
    this.#byParts.set(key, made);
    return made;
  }
}

function unique(ids: readonly AtomId[]): readonly AtomId[] {
  return ids.length < 2 ? ids : [...new Set(ids)].sort((a, b) => a - b);
}

function uniqueGroups(groups: readonly (readonly AtomId[])[]): readonly (readonly AtomId[])[] {
  const sorted = groups.map(unique);
  if (sorted.length < 2) return sorted;
  return [...new Map(sorted.map((g) => [g.join(','), g])).entries()]
    .sort((a, b) => compare(a[0], b[0]))
    .map(([, g]) => g);
}

function keyOf(must: readonly AtomId[], mustNot: readonly (readonly AtomId[])[]): string {
  return `${unique(must).join(',')}!${uniqueGroups(mustNot)
    .map((g) => g.join(','))
    .join('!')}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
