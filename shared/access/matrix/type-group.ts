import {
  type CompiledPattern,
  minusRegion,
  patternIn,
  type Region,
  type ResourceList,
  region,
  regionIn,
} from '../compile/region.ts';
import type { Target } from '../compile/target.ts';
import type { TypeTable } from '../compile/type-table.ts';

/** Where a list reaches in a group, for one form: the same everywhere but for the exceptions. */
export interface ListHits {
  /** What holds for a target that is no exception: all of the form, or nothing. */
  readonly otherwise: 'whole' | 'none';
  /** By place of the target; null: nothing. */
  readonly exceptions: ReadonlyMap<number, Region | null>;
}

/**
 * All targets of one type, sorted by ARN. Patterns are put to all of them at once: by their literal beginning only few
 * targets are looked at one by one.
 */
export class TypeGroup {
  readonly table: TypeTable;
  readonly targets: readonly Target[];
  /** Targets with equal facts and equal suffixes have equal cells. */
  readonly cells: Int32Array;
  readonly cellCount: number;
  /** One target of each cell. */
  readonly cellTargets: readonly Target[];
  readonly #bases: readonly FormIndex[];
  readonly #hits = new Map<string, ListHits>();
  readonly #patterns = new Map<string, ListHits>();

  constructor(table: TypeTable, targets: readonly Target[]) {
    this.table = table;
    this.targets = targets;
    const numbers = new Map<string, number>();
    const cellTargets: Target[] = [];
    this.cells = new Int32Array(targets.length);
    targets.forEach((target, place) => {
      const key = target.forms.map((f) => `${f.facts.key} ${f.suffix.text}`).join('\n');
      let number = numbers.get(key);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(key, number);
        cellTargets.push(target);
      }
      this.cells[place] = number;
    });
    this.cellCount = numbers.size;
    this.cellTargets = cellTargets;
    this.#bases = table.forms.map((_, form) => new FormIndex(targets, form));
  }

  /** Where the list reaches, as `regionIn` says target by target. */
  hits(list: ResourceList, form: number): ListHits {
    const key = `${form}|${list.key}`;
    const known = this.#hits.get(key);
    if (known !== undefined) return known;
    const made = this.#find(list, form);
    this.#hits.set(key, made);
    return made;
  }

  #find(list: ResourceList, form: number): ListHits {
    if (!this.table.resources) return this.#inServices(list, form);
    const [only] = list.patterns;
    if (only !== undefined && list.patterns.length === 1 && !list.negated) return this.#patternHits(only, form);
    const all = list.patterns.map((pattern) => this.#patternHits(pattern, form));
    if (all.some((hits) => hits.otherwise === 'whole')) {
      return { otherwise: list.negated ? 'none' : 'whole', exceptions: NO_EXCEPTIONS };
    }
    const exceptions = new Map<number, Region | null>();
    for (const hits of all) {
      for (const [place, region] of hits.exceptions) {
        const known = exceptions.get(place);
        if (known === undefined) exceptions.set(place, region);
        else if (known !== region && region !== null && known !== null) exceptions.set(place, either(known, region));
      }
    }
    if (!list.negated) return { otherwise: 'none', exceptions };
    for (const [place, region] of exceptions) {
      const whole = this.targets[place]?.forms[form]?.whole;
      if (whole !== undefined && region !== null) exceptions.set(place, minusRegion(whole, region)[0] ?? null);
    }
    return { otherwise: 'whole', exceptions };
  }

  #patternHits(pattern: CompiledPattern, form: number): ListHits {
    const key = `${form}|${pattern.text}`;
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    const made = this.#findPattern(pattern, form);
    this.#patterns.set(key, made);
    return made;
  }

  #findPattern(pattern: CompiledPattern, form: number): ListHits {
    if (this.#coversAll(pattern)) return EVERYWHERE;
    const seen = new Set<number>();
    for (const { prefix } of pattern.alternatives) this.#bases[form]?.near(prefix, seen);
    if (seen.size === 0) return NOWHERE;
    const exceptions = new Map<number, Region | null>();
    for (const place of seen) {
      const at = this.targets[place]?.forms[form];
      const region = at === undefined ? null : patternIn(pattern, at);
      if (region !== null) exceptions.set(place, region);
    }
    return exceptions.size === 0 ? NOWHERE : { otherwise: 'none', exceptions };
  }

  /** A service's resources that nobody listed: few targets, no literal base to look for. */
  #inServices(list: ResourceList, form: number): ListHits {
    const regions = this.targets.map((target) => {
      const at = target.forms[form];
      return at === undefined ? null : regionIn(list, at);
    });
    if (regions.every((r, i) => r?.key === `${this.targets[i]?.forms[form]?.suffix.text}-`)) {
      return { otherwise: 'whole', exceptions: NO_EXCEPTIONS };
    }
    const exceptions = new Map<number, Region | null>();
    regions.forEach((region, place) => {
      if (region !== null) exceptions.set(place, region);
    });
    return { otherwise: 'none', exceptions };
  }

  /** A pattern for everything, or for every ARN of the service that the type's ARNs are of. */
  #coversAll(pattern: CompiledPattern): boolean {
    if (pattern.everything) return true;
    if (!pattern.wholeService || pattern.service === null) return false;
    return this.targets.every((t) => t.forms.every((f) => f.base.startsWith(`arn:aws:${pattern.service}:`)));
  }
}

const NO_EXCEPTIONS: ReadonlyMap<number, Region | null> = new Map();
const EVERYWHERE: ListHits = { otherwise: 'whole', exceptions: NO_EXCEPTIONS };
const NOWHERE: ListHits = { otherwise: 'none', exceptions: NO_EXCEPTIONS };

/** What either reaches; patterns alone have nothing cut out. */
function either(a: Region, b: Region): Region {
  return region([...a.include, ...b.include], []) ?? a;
}

/** The bases of one form, sorted, with the places of their targets. */
class FormIndex {
  readonly #bases: readonly string[];
  readonly #places: readonly number[];
  readonly #byBase = new Map<string, number[]>();
  readonly #lengths: readonly number[];

  constructor(targets: readonly Target[], form: number) {
    const order = targets
      .map((t, place) => ({ base: t.forms[form]?.base ?? '', place }))
      .sort((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0));
    this.#bases = order.map((o) => o.base);
    this.#places = order.map((o) => o.place);
    for (const { base, place } of order) {
      const list = this.#byBase.get(base);
      if (list === undefined) this.#byBase.set(base, [place]);
      else list.push(place);
    }
    this.#lengths = [...new Set(this.#bases.map((b) => b.length))];
  }

  /** Adds the targets whose base begins with the literal, or is the beginning of it. */
  near(literal: string, into: Set<number>): void {
    for (let i = this.#firstAtLeast(literal); i < this.#bases.length && this.#bases[i]?.startsWith(literal); i++) {
      into.add(this.#places[i] as number); // i < length
    }
    for (const length of this.#lengths) {
      if (length >= literal.length) continue;
      for (const place of this.#byBase.get(literal.slice(0, length)) ?? []) into.add(place);
    }
  }

  #firstAtLeast(literal: string): number {
    let low = 0;
    let high = this.#bases.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#bases[middle] as string) < literal) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
