import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import type { Side, Spec } from '../compile/side.ts';
import type { Target } from '../compile/target.ts';
import { servicesNamed } from '../compile/type-table.ts';
import type { Judge } from '../verdict/judge.ts';
import { type Verdict, verdictOf } from '../verdict/verdict-table.ts';
import { CallerStates } from './caller-states.ts';
import { Gates } from './gates.ts';
import { PairMap } from './pair-map.ts';
import { entryOf, NO_ENTRIES, type PairEntries, type RowEntry, SORTED_CAPABILITIES } from './rows.ts';
import { TypeGroup } from './type-group.ts';

/** A service that a caller may do something in, apart from collected resources. */
export interface ServiceEntries {
  readonly target: Target;
  readonly entries: PairEntries;
}

interface Section {
  readonly target: Target;
  readonly states: CallerStates;
  readonly gates: Gates;
  readonly known: PairMap;
  readonly entries: PairEntries[];
  readonly shapes: PairMap;
  readonly verdicts: (readonly RowEntry[])[];
}

/** Service-level rows: once for all callers with equal policies of one kind. */
export class ServiceRows {
  readonly #sections: readonly Section[];
  readonly #byService: ReadonlyMap<string, Section>;
  readonly #compiler: Compiler;
  readonly #judge: Judge;
  readonly #known = new Map<string, readonly ServiceEntries[]>();

  constructor(targets: readonly Target[], compiler: Compiler, judge: Judge) {
    this.#compiler = compiler;
    this.#judge = judge;
    this.#sections = targets.map((target) => {
      const group = new TypeGroup(target.table, [target]);
      return {
        target,
        states: new CallerStates(group, compiler.sides, compiler.conjunctions),
        gates: new Gates(group, compiler),
        known: new PairMap(16),
        entries: [],
        shapes: new PairMap(16),
        verdicts: [],
      };
    });
    this.#byService = new Map(this.#sections.map((s) => [s.target.table.service, s]));
  }

  /** Sorted by service; services in which nothing is allowed are left out. */
  of(caller: Caller): readonly ServiceEntries[] {
    const side = this.#compiler.callerSide(caller);
    const key = `${side.id}|${this.#compiler.kindOf(caller)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made: ServiceEntries[] = [];
    for (const section of this.#touched(side, caller)) {
      const entries = this.#entriesOf(section, side, caller);
      if (entries.rows.length > 0) made.push({ target: section.target, entries });
    }
    this.#known.set(key, made);
    return made;
  }

  #entriesOf(section: Section, side: Side, caller: Caller): PairEntries {
    const state = section.states.statesOf(side)[0] ?? 0;
    const gate = section.gates.gatesOf(caller)[0] ?? 0;
    const known = section.known.get(state, gate);
    if (known >= 0) return section.entries[known] ?? NO_ENTRIES;
    const { target } = section;
    const { conjunctions } = this.#compiler;
    const { shape, state: resource, standing, stopped } = section.gates.gate(gate);
    const own = section.states.stateAt(state);
    let number = section.shapes.get(own.shapes.id, shape);
    if (number < 0) {
      const made = verdictOf(
        this.#judge.nextId(),
        own.shapes,
        resource.shapes,
        standing,
        target.table,
        target.forms,
        stopped,
        conjunctions,
      );
      this.#judge.confirmed(made, caller, target);
      number = section.verdicts.push(this.#rowsOf(made)) - 1;
      section.shapes.set(own.shapes.id, shape, number);
    }
    const rows = section.verdicts[number] ?? [];
    const entries: PairEntries =
      rows.length === 0 ? NO_ENTRIES : { rows, own: { kind: 'pair', own, other: resource }, through: [] };
    section.known.set(state, gate, section.entries.push(entries) - 1);
    return entries;
  }

  #rowsOf(verdict: Verdict): readonly RowEntry[] {
    return SORTED_CAPABILITIES.flatMap((capability) => {
      const plans = verdict.byCapability.get(capability);
      if (plans === undefined) return [];
      const terms = plans.map((plan) => ({ plan, reach: null, source: -1 }));
      return [entryOf(capability, terms, this.#compiler.conjunctions)];
    });
  }

  /** The services that some identity statement allows something in; root is asked about all. */
  #touched(side: Side, caller: Caller): readonly Section[] {
    if (caller.type === 'root') return this.#sections;
    const services = new Set<string>();
    for (const spec of side.specs) {
      if (spec.lane !== 'identity') continue;
      const named = namedBy(spec);
      if (named === null) return this.#sections;
      for (const service of named) services.add(service);
    }
    return [...services].sort().flatMap((service) => this.#byService.get(service) ?? []);
  }
}

function namedBy(spec: Spec): ReadonlySet<string> | null {
  const { action } = spec.ref.statement;
  return action.negated ? null : servicesNamed(action);
}
