import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import type { Side, Spec } from '../compile/side.ts';
import type { Target } from '../compile/target.ts';
import { servicesNamed } from '../compile/type-table.ts';
import type { Judge } from '../verdict/judge.ts';
import { entryOf, type PairEntries, SORTED_CAPABILITIES } from './rows.ts';

/** A service that a caller may do something in, apart from collected resources. */
export interface ServiceEntries {
  readonly target: Target;
  readonly entries: PairEntries;
}

/** Service-level rows: once for all callers with equal policies of one kind. */
export class ServiceRows {
  readonly #targets: readonly Target[];
  readonly #byService: ReadonlyMap<string, Target>;
  readonly #compiler: Compiler;
  readonly #judge: Judge;
  readonly #known = new Map<string, readonly ServiceEntries[]>();
  readonly #entries = new Map<number, PairEntries>();

  constructor(targets: readonly Target[], compiler: Compiler, judge: Judge) {
    this.#targets = targets;
    this.#byService = new Map(targets.map((t) => [t.table.service, t]));
    this.#compiler = compiler;
    this.#judge = judge;
  }

  /** Sorted by service; services in which nothing is allowed are left out. */
  of(caller: Caller): readonly ServiceEntries[] {
    const side = this.#compiler.callerSide(caller);
    const key = `${side.id}|${this.#compiler.kindOf(caller)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made: ServiceEntries[] = [];
    for (const target of this.#touched(side, caller)) {
      const verdict = this.#judge.verdict(caller, target);
      let entries = this.#entries.get(verdict.id);
      if (entries === undefined) {
        entries = SORTED_CAPABILITIES.flatMap((capability) => {
          const plans = verdict.byCapability.get(capability);
          const terms = plans?.map((plan) => ({ plan, reach: null })) ?? [];
          return terms.length === 0 ? [] : [entryOf(capability, terms, this.#compiler.conjunctions)];
        });
        this.#entries.set(verdict.id, entries);
      }
      if (entries.length > 0) made.push({ target, entries });
    }
    this.#known.set(key, made);
    return made;
  }

  /** The services that some identity statement allows something in; root is asked about all. */
  #touched(side: Side, caller: Caller): readonly Target[] {
    if (caller.type === 'root') return this.#targets;
    const services = new Set<string>();
    for (const spec of side.specs) {
      if (spec.lane !== 'identity') continue;
      const named = namedBy(spec);
      if (named === null) return this.#targets;
      for (const service of named) services.add(service);
    }
    return [...services].sort().flatMap((service) => this.#byService.get(service) ?? []);
  }
}

function namedBy(spec: Spec): ReadonlySet<string> | null {
  const { action } = spec.ref.statement;
  return action.negated ? null : servicesNamed(action);
}
