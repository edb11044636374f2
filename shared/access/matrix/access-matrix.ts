import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import { viaContext } from '../compile/encryption.ts';
import type { State } from '../compile/side.ts';
import type { Target } from '../compile/target.ts';
import type { TypeTable } from '../compile/type-table.ts';
import type { Judge } from '../verdict/judge.ts';
import { type KeyWay, keyWays, moved, textOf, withSecondKey } from '../verdict/second-key.ts';
import { type Evidence, sizeOf, type Verdict, verdictOf } from '../verdict/verdict-table.ts';
import { CallerStates } from './caller-states.ts';
import { Gates } from './gates.ts';
import { type Held, heldByKey, heldByOne } from './held-back.ts';
import { PairMap } from './pair-map.ts';
import { TypeGroup } from './type-group.ts';

/** A target's place: its group and the place in it. */
export interface Place {
  readonly target: Target;
  readonly group: number;
  readonly place: number;
}

/** Verdicts of one caller, by group and place; 0: never. */
export type CallerVerdicts = readonly Int32Array[];

interface Section {
  readonly group: TypeGroup;
  readonly states: CallerStates;
  readonly gates: Gates;
  /** Caller's state and gate → number of the verdict with the first key. */
  readonly verdicts: PairMap;
  /** Their shapes → place in `shapes`. */
  readonly shapes: PairMap;
  /** The same → place in `heldLists`. */
  readonly held: PairMap;
  readonly heldLists: (readonly Held[])[];
  /** Places whose targets want a second key. */
  readonly keyed: readonly { readonly place: number; readonly key: Place | null; readonly via: number }[];
}

/** A verdict of shapes, with what it was made of. */
export interface Judged {
  readonly shape: Verdict;
  readonly evidence: Evidence;
}

/** Callers whose verdicts are kept at hand: the roles that others go through. */
const KEPT = 512;

const NO_PAIRS = new Int32Array(0);
const NEVER: Verdict = { id: -1, byCapability: new Map() };
const EMPTY: State = { id: -1, contributions: [], shapes: { id: -1, shapes: [] } };
const NOTHING: Evidence = { kind: 'pair', own: EMPTY, other: EMPTY };

/**
 * All verdicts of the accounts: for each caller one number per target. What callers and targets have in common is
 * worked out once, so that a pair costs two look-ups.
 */
export class AccessMatrix {
  /** Every target, sorted by ARN. */
  readonly places: readonly Place[];
  readonly #compiler: Compiler;
  readonly #judge: Judge;
  readonly #sections: readonly Section[];
  readonly #verdicts: Judged[] = [{ shape: NEVER, evidence: NOTHING }];
  readonly #shapes: Verdict[] = [];
  readonly #ways: ReadonlyMap<string, readonly KeyWay[]>[] = [];
  readonly #wayNumbers = new Map<string, number>();
  readonly #waysByKey = new PairMap();
  readonly #withKey = new PairMap();
  readonly #keyedShapes = new PairMap();
  readonly #askedKeys = new PairMap();
  #askedCount = 0;
  readonly #confirmed: boolean[] = [true];
  #last: { readonly caller: Caller; readonly verdicts: CallerVerdicts } | null = null;
  readonly #kept = new Map<Caller, CallerVerdicts>();

  constructor(targets: readonly Target[], compiler: Compiler, judge: Judge) {
    this.#compiler = compiler;
    this.#judge = judge;
    const byTable = new Map<TypeTable, Target[]>();
    for (const target of targets) {
      const list = byTable.get(target.table);
      if (list === undefined) byTable.set(target.table, [target]);
      else list.push(target);
    }
    const groups = [...byTable].map(([table, list]) => new TypeGroup(table, list));
    const places = new Map<Target, Place>();
    groups.forEach((group, number) => {
      group.targets.forEach((target, place) => {
        places.set(target, { target, group: number, place });
      });
    });
    this.places = targets.flatMap((target) => places.get(target) ?? []);
    const vias = new Map<string, number>();
    this.#sections = groups.map((group) => ({
      group,
      states: new CallerStates(group, compiler.sides, compiler.conjunctions),
      gates: new Gates(group, compiler),
      verdicts: new PairMap(),
      shapes: new PairMap(),
      held: new PairMap(64),
      heldLists: [],
      keyed: group.targets.flatMap((target, place) => {
        const second = judge.secondKey(target);
        if (second === null) return [];
        const text = `${group.table.service} ${JSON.stringify(viaContext(target))}`;
        const via = vias.get(text) ?? vias.size;
        vias.set(text, via);
        return [{ place, key: second.kind === 'key' ? (places.get(second.key) ?? null) : null, via }];
      }),
    }));
  }

  judged(number: number): Judged {
    return this.#verdicts[number] as Judged; // numbers come from this table
  }

  /** The verdicts of a caller on every target. */
  of(caller: Caller): CallerVerdicts {
    const known = this.#last?.caller === caller ? this.#last.verdicts : this.#kept.get(caller);
    if (known !== undefined) return known;
    const side = this.#compiler.callerSide(caller);
    const first = this.#sections.map((section) =>
      this.#firstKey(section, section.states.statesOf(side), section.gates.gatesOf(caller)),
    );
    const made = this.#sections.map((section, number) =>
      this.#secondKey(section, first[number] ?? new Int32Array(0), first, caller),
    );
    this.#confirm(made, caller);
    this.#last = { caller, verdicts: made };
    return made;
  }

  /** What single denies, settings and missing keys keep from a caller, by group and place. */
  heldOf(caller: Caller): (group: number, place: number) => readonly Held[] {
    const side = this.#compiler.callerSide(caller);
    const pairs = this.#sections.map((s) => ({ states: s.states.statesOf(side), gates: s.gates.gatesOf(caller) }));
    const first = this.#sections.map((s, i) =>
      this.#firstKey(s, pairs[i]?.states ?? NO_PAIRS, pairs[i]?.gates ?? NO_PAIRS),
    );
    const final = this.of(caller);
    const keys = this.#sections.map((s) => new Map(s.keyed.map((k) => [k.place, k.key])));
    return (group, place) => {
      const section = this.#sections[group];
      const target = section?.group.targets[place];
      if (section === undefined || target === undefined) return [];
      const state = pairs[group]?.states[place] ?? 0;
      const gate = section.gates.gate(pairs[group]?.gates[place] ?? 0);
      const own = section.states.stateAt(state).shapes;
      const { shape } = this.judged(first[group]?.[place] ?? 0);
      let at = section.held.get(own.id, gate.shape);
      if (at < 0) {
        at = section.heldLists.push(heldByOne(shape, own, gate, target, this.#compiler.conjunctions)) - 1;
        section.held.set(own.id, gate.shape, at);
      }
      const held = section.heldLists[at] ?? [];
      const key = keys[group]?.get(place) ?? null;
      const number = final[group]?.[place] ?? 0;
      if (key === null || number === first[group]?.[place]) return held;
      const keySection = this.#sections[key.group];
      if (keySection === undefined) return held;
      const onKey = keySection.states.stateAt(pairs[key.group]?.states[key.place] ?? 0).shapes;
      const keyGate = keySection.gates.gate(pairs[key.group]?.gates[key.place] ?? 0);
      return [...held, ...heldByKey(shape, this.judged(number).shape, target, key.target, onKey, keyGate)];
    };
  }

  /** As `of`, kept for the next time. */
  keep(caller: Caller): CallerVerdicts {
    const known = this.#kept.get(caller);
    if (known !== undefined) return known;
    const made = this.of(caller);
    if (this.#kept.size >= KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    this.#kept.set(caller, made);
    return made;
  }

  #firstKey(section: Section, states: Int32Array, gates: Int32Array): Int32Array {
    const out = new Int32Array(states.length);
    let lastState = -1;
    let lastGate = -1;
    let last = 0;
    for (let place = 0; place < states.length; place++) {
      const state = states[place] as number; // one for each target
      const gate = gates[place] as number; // likewise
      if (state !== lastState || gate !== lastGate) {
        last = section.verdicts.get(state, gate);
        if (last < 0) {
          last = this.#judgePair(section, state, gate, place);
          section.verdicts.set(state, gate, last);
        }
        lastState = state;
        lastGate = gate;
      }
      out[place] = last;
    }
    return out;
  }

  #judgePair(section: Section, state: number, gate: number, place: number): number {
    const { group, states, gates } = section;
    const target = group.targets[place];
    if (target === undefined) return 0;
    const own = states.stateAt(state);
    const { shape: gateShape, state: other, standing, stopped } = gates.gate(gate);
    let at = section.shapes.get(own.shapes.id, gateShape);
    if (at < 0) {
      const { conjunctions } = this.#compiler;
      const made = verdictOf(
        this.#judge.nextId(),
        own.shapes,
        other.shapes,
        standing,
        group.table,
        target.forms,
        stopped,
        conjunctions,
      );
      at = this.#shapes.push(made) - 1;
      section.shapes.set(own.shapes.id, gateShape, at);
    }
    const shape = this.#shapes[at] ?? NEVER;
    if (shape.byCapability.size === 0) return 0;
    return this.#verdicts.push({ shape, evidence: { kind: 'pair', own, other } }) - 1;
  }

  /** The verdicts where reading and writing need a right on a key as well; the array is changed in place. */
  #secondKey(section: Section, verdicts: Int32Array, all: CallerVerdicts, caller: Caller): Int32Array {
    if (section.keyed.length === 0) return verdicts;
    const out = verdicts.slice();
    for (const { place, key, via } of section.keyed) {
      const number = verdicts[place] as number; // a place of the group
      const target = section.group.targets[place];
      if (number === 0 || target === undefined) continue;
      if (key === null && caller.accountId === target.account.accountId) continue;
      const onKey = key === null ? 0 : (all[key.group]?.[key.place] ?? 0);
      let asked = this.#askedKeys.get(onKey, via);
      if (asked < 0) {
        asked = this.#askedCount++;
        this.#askedKeys.set(onKey, via, asked);
      }
      let made = this.#withKey.get(number, asked);
      if (made < 0) {
        made = this.#judgeKey(number, onKey, key?.target.table ?? null, via, caller, target);
        this.#withKey.set(number, asked, made);
      }
      out[place] = made;
    }
    return out;
  }

  #judgeKey(
    first: number,
    onKey: number,
    keyTable: TypeTable | null,
    via: number,
    caller: Caller,
    target: Target,
  ): number {
    const { shape, evidence } = this.judged(first);
    const keyShape = this.judged(onKey).shape;
    const ways = this.#waysOn(keyShape, keyTable, via, caller, target);
    // The key's statements come after the pair's own.
    const offset = sizeOf(evidence);
    let at = this.#keyedShapes.get(shape.id, ways);
    if (at < 0) {
      const { conjunctions } = this.#compiler;
      const assumed = this.#compiler.assumed(caller);
      at =
        this.#shapes.push(
          withSecondKey(
            this.#judge.nextId(),
            shape,
            target,
            moved(this.#ways[ways] ?? new Map(), offset),
            assumed,
            conjunctions,
          ),
        ) - 1;
      this.#keyedShapes.set(shape.id, ways, at);
    }
    const made = this.#shapes[at] ?? NEVER;
    if (made.byCapability.size === 0) return 0;
    const both: Evidence = { kind: 'keyed', first: evidence, onKey: onKey === 0 ? null : this.judged(onKey).evidence };
    return this.#verdicts.push({ shape: made, evidence: both }) - 1;
  }

  #waysOn(onKey: Verdict, keyTable: TypeTable | null, via: number, caller: Caller, target: Target): number {
    const known = this.#waysByKey.get(onKey.id + 1, via);
    if (known >= 0) return known;
    const none = onKey === NEVER || keyTable === null;
    const ways = none
      ? new Map<string, readonly KeyWay[]>()
      : keyWays(caller, target, onKey, keyTable, this.#compiler.conjunctions);
    const key = textOf(ways);
    const made = this.#wayNumbers.get(key) ?? this.#ways.push(ways) - 1;
    this.#wayNumbers.set(key, made);
    this.#waysByKey.set(onKey.id + 1, via, made);
    return made;
  }

  #confirm(made: CallerVerdicts, caller: Caller): void {
    made.forEach((verdicts, group) => {
      for (let place = 0; place < verdicts.length; place++) {
        const number = verdicts[place] as number; // place < length
        if (this.#confirmed[number] === true) continue;
        this.#confirmed[number] = true;
        const target = this.#sections[group]?.group.targets[place];
        if (target !== undefined) this.#judge.confirmed(this.judged(number).shape, caller, target);
      }
    });
  }
}
