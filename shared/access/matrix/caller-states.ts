import type { Region } from '../compile/region.ts';
import { wholeOf } from '../compile/region.ts';
import type { Contribution, Side, SideCompiler, Spec, State } from '../compile/side.ts';
import { NO_SLOTS, type Slots } from '../compile/type-table.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';
import { PairMap } from './pair-map.ts';
import type { TypeGroup } from './type-group.ts';

/** What one statement contributes over a group: lists of contributions by number, 0 is none. */
interface SpecLists {
  /** For targets that are no exception: one for all, or by cell. */
  readonly every: number;
  readonly byCell: Int32Array | null;
  readonly exceptions: ReadonlyMap<number, number> | null;
}

/**
 * The states of callers' sides over all targets of a group: a number for each target, equal numbers for equal
 * contributions. Statements that reach every target alike cost nothing per target.
 */
export class CallerStates {
  readonly #group: TypeGroup;
  readonly #sides: SideCompiler;
  readonly #conjunctions: Conjunctions;
  readonly #specs = new Map<Spec, SpecLists>();
  readonly #listNumbers = new Map<string, number>();
  readonly #lists: (readonly Contribution[])[] = [[]];
  readonly #next = new PairMap();
  readonly #held: State[] = [];
  /** For each state the one before it and the list that was added. */
  readonly #previous: number[] = [0];
  readonly #added: number[] = [0];

  constructor(group: TypeGroup, sides: SideCompiler, conjunctions: Conjunctions) {
    this.#group = group;
    this.#sides = sides;
    this.#conjunctions = conjunctions;
  }

  /** The state of every target, in the group's order. Always a new array. */
  statesOf(side: Side): Int32Array {
    const { targets, cells, cellCount } = this.#group;
    const out = new Int32Array(targets.length);
    const parts: SpecLists[] = [];
    const special = new Set<number>();
    for (const spec of side.specs) {
      const lists = this.#listsOf(spec);
      if (lists.every === 0 && lists.byCell === null && lists.exceptions === null) continue;
      parts.push(lists);
      if (lists.exceptions !== null) for (const place of lists.exceptions.keys()) special.add(place);
    }
    if (parts.length === 0) return out;
    if (parts.some((p) => p.byCell !== null)) {
      const byCell = new Int32Array(cellCount);
      for (let cell = 0; cell < cellCount; cell++) {
        let state = 0;
        for (const part of parts)
          state = this.#step(state, part.byCell === null ? part.every : (part.byCell[cell] as number)); // a cell of the group
        byCell[cell] = state;
      }
      for (let place = 0; place < out.length; place++) out[place] = byCell[cells[place] as number] as number; // both within
    } else {
      let state = 0;
      for (const part of parts) state = this.#step(state, part.every);
      if (state !== 0) out.fill(state);
    }
    for (const place of special) {
      const cell = cells[place] as number; // a place of the group
      let state = 0;
      for (const { every, byCell, exceptions } of parts) {
        const list = exceptions?.get(place) ?? (byCell === null ? every : (byCell[cell] as number));
        if (list !== 0) state = this.#step(state, list);
      }
      out[place] = state;
    }
    return out;
  }

  /** What a state holds. */
  stateAt(state: number): State {
    const known = this.#held[state];
    if (known !== undefined) return known;
    const lists: (readonly Contribution[])[] = [];
    for (let at = state; at !== 0; at = this.#previous[at] as number)
      lists.push(this.#lists[this.#added[at] as number] ?? []);
    const contributions = lists.reverse().flat();
    const made: State = { id: state, contributions, shapes: this.#sides.shapesOf(contributions) };
    this.#held[state] = made;
    return made;
  }

  #step(state: number, list: number): number {
    if (list === 0) return state;
    const known = this.#next.get(state, list);
    if (known >= 0) return known;
    const made = this.#previous.push(state) - 1;
    this.#added.push(list);
    this.#next.set(state, list, made);
    return made;
  }

  #listsOf(spec: Spec): SpecLists {
    const known = this.#specs.get(spec);
    if (known !== undefined) return known;
    const made = this.#make(spec);
    this.#specs.set(spec, made);
    return made;
  }

  #make(spec: Spec): SpecLists {
    const { table, cellTargets, targets, cells } = this.#group;
    const slots = this.#sides.slotsIn(spec, table);
    if (slots === NO_SLOTS) return NOTHING;
    const forms = table.forms.flatMap((_, form) => {
      const here = slots & (table.formSlots[form] ?? NO_SLOTS);
      return here === NO_SLOTS ? [] : [{ form, here, hits: this.#group.hits(spec.resources, form) }];
    });
    const open = spec.conditions !== this.#conjunctions.always;
    // Many exceptions contribute the same: what a statement gives for equal regions and conditions is made once.
    const memo = new Map<string, number>();
    const lone = new Map<Region, number>();
    const list = (place: number, cell: number): number => {
      const target = place < 0 ? cellTargets[cell] : targets[place];
      if (target === undefined) return 0;
      const found: { form: number; here: Slots; region: Region; conditions: Conjunction }[] = [];
      for (const { form, here, hits } of forms) {
        const at = target.forms[form];
        if (at === undefined) continue;
        const exception = place < 0 ? undefined : hits.exceptions.get(place);
        const region = exception === undefined ? (hits.otherwise === 'whole' ? wholeOf(at) : null) : exception;
        if (region === null) continue;
        const conditions = open ? this.#sides.foldFor(spec.conditions, at.facts) : spec.conditions;
        if (conditions !== null) found.push({ form, here, region, conditions });
      }
      const [only] = found;
      if (only === undefined) return 0;
      if (found.length === 1 && !open) {
        const byRegion = lone.get(only.region);
        if (byRegion !== undefined) return byRegion;
        const made = this.#listNumber([
          this.#sides.contribution(spec, only.here, only.form, only.region, only.conditions),
        ]);
        // INVARIANT: without open conditions a statement's list hangs on form and region alone; one form is asked here.
        if (forms.length === 1) lone.set(only.region, made);
        return made;
      }
      let key = '';
      for (const f of found) key += `${f.form}:${f.conditions.id}:${f.region.key};`;
      let number = memo.get(key);
      if (number === undefined) {
        number = this.#listNumber(
          found.map((f) => this.#sides.contribution(spec, f.here, f.form, f.region, f.conditions)),
        );
        memo.set(key, number);
      }
      return number;
    };
    const exceptions = new Map<number, number>();
    for (const { hits } of forms) {
      for (const place of hits.exceptions.keys()) {
        if (!exceptions.has(place)) exceptions.set(place, list(place, cells[place] as number)); // a place of the group
      }
    }
    const spread = forms.some((f) => f.hits.otherwise === 'whole');
    let every = 0;
    let byCell: Int32Array | null = null;
    if (spread) {
      // Forms of one target may lie under bases of their own: then nothing is alike for a whole cell.
      if (open) {
        const all = Int32Array.from(cellTargets, (_, cell) => list(-1, cell));
        if (all.every((n) => n === all[0])) every = all[0] ?? 0;
        else byCell = all;
      } else every = list(-1, 0);
    }
    if (every === 0 && byCell === null && exceptions.size === 0) return NOTHING;
    return { every, byCell, exceptions: exceptions.size === 0 ? null : exceptions };
  }

  #listNumber(contributions: readonly Contribution[]): number {
    if (contributions.length === 0) return 0;
    const key = contributions.map((c) => c.number).join();
    const known = this.#listNumbers.get(key);
    if (known !== undefined) return known;
    const made = this.#lists.push(contributions) - 1;
    this.#listNumbers.set(key, made);
    return made;
  }
}

const NOTHING: SpecLists = { every: 0, byCell: null, exceptions: null };
