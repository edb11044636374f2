import type { Layer } from '../../authorization/decision.ts';
import type { AtomId } from '../condition/atom.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';
import type { Facts } from '../condition/text.ts';
import { type Region, type ResourceList, regionIn, resourceList } from './region.ts';
import type { StatementRef } from './statement-table.ts';
import type { KnownFacts, Target } from './target.ts';
import { NO_SLOTS, type Slots, slotsOf, type TypeTable } from './type-table.ts';

/**
 * What a statement does in the rule of decision (A03–A06):
 * `identity`, `boundary`, `scp`: an allow of that layer (SCP: of one level);
 * `direct`: an allow of the resource's policy that no boundary limits (B01, B03, B06);
 * `named`: one that a boundary limits (B02); `delegation`: one to the caller's account (B11);
 * `deny`: a deny of any layer;
 * `ignored`: a grant that a setting disregards (I06): it gives nothing, and shows what the setting holds back.
 */
export type Lane =
  | 'identity'
  | 'boundary'
  | 'scp'
  | 'direct'
  | 'named'
  | 'delegation'
  | 'kms-grant'
  | 'deny'
  | 'ignored';

/** A statement as it bears on one caller: the caller's values put in, conditions folded. */
export interface Spec {
  readonly number: number;
  readonly ref: StatementRef;
  readonly lane: Lane;
  readonly level: number;
  readonly resources: ResourceList;
  /** What must hold of the request for the statement to apply. */
  readonly conditions: Conjunction;
}

/** The statements of one caller, or of one resource as one caller meets them. Equal lists are one object. */
export interface Side {
  readonly id: number;
  readonly specs: readonly Spec[];
}

/**
 * What a statement gives or takes at one form of a resource, whichever statement it is. Pairs in which the same shapes
 * meet have the same verdict, but for the statements it cites.
 */
export interface Shape {
  readonly number: number;
  /** Shapes that differ in their slots alone are of one kind. */
  readonly kind: number;
  readonly lane: Lane;
  readonly level: number;
  /** Of a deny the layer that it stands in; null otherwise. */
  readonly layer: Layer | null;
  readonly slots: Slots;
  readonly form: number;
  readonly region: Region;
  readonly conditions: Conjunction;
}

/** A statement's part in what can be done to one form of one resource. */
export interface Contribution {
  readonly number: number;
  readonly spec: Spec;
  readonly shape: Shape;
}

/** All of a side's contributions at a resource. */
export interface State {
  readonly id: number;
  readonly contributions: readonly Contribution[];
  readonly shapes: ShapeState;
}

/**
 * The shapes of a state: statements that differ in nothing but their actions are one. Equal lists are one object:
 * verdicts are remembered per pair of them.
 */
export interface ShapeState {
  readonly id: number;
  readonly shapes: readonly Shape[];
}

function compareShapes(a: Shape, b: Shape): number {
  return a.form - b.form || LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || a.kind - b.kind;
}

const LANES: readonly Lane[] = [
  'identity',
  'direct',
  'named',
  'delegation',
  'kms-grant',
  'boundary',
  'scp',
  'deny',
  'ignored',
];

/** Compiles statements to sides and states; one for an analysis. */
export class SideCompiler {
  readonly #conjunctions: Conjunctions;
  readonly #specs = new Map<string, Spec>();
  readonly #specList: Spec[] = [];
  readonly #sides = new Map<string, Side>();
  readonly #contributions = new Map<Spec, Map<Shape, Contribution>>();
  #contributionCount = 0;
  readonly #kinds = new Map<string, number>();
  readonly #shapes: Map<Slots, Shape>[] = [];
  #shapeCount = 0;
  readonly #shapeStates = new Map<string, ShapeState>();
  readonly #states = new Map<string, State>();
  readonly #stateMemo = new WeakMap<Target, Map<Side, State>>();
  readonly #folded = new Map<KnownFacts, Map<number, Conjunction | null>>();

  constructor(conjunctions: Conjunctions) {
    this.#conjunctions = conjunctions;
  }

  /** The statement with the caller's facts put in; null where it cannot apply to the caller. */
  spec(ref: StatementRef, lane: Lane, facts: Facts, extra: readonly AtomId[] = []): Spec | null {
    const { atoms } = this.#conjunctions;
    const must: AtomId[] = [...extra];
    for (const condition of ref.statement.conditions) {
      const folded = atoms.fold(atoms.of(condition, ref.version), facts);
      if (folded === false) return null;
      if (folded !== true) must.push(folded);
    }
    const conditions = this.#conjunctions.of(must, []);
    if (conditions === null) return null;
    const resources = resourceList(ref.statement.resource, ref.version, facts);
    const key = `${ref.number}|${lane}|${conditions.id}|${resources.key}`;
    const known = this.#specs.get(key);
    if (known !== undefined) return known;
    const made: Spec = { number: this.#specList.length, ref, lane, level: ref.level ?? 0, resources, conditions };
    this.#specs.set(key, made);
    this.#specList.push(made);
    return made;
  }

  side(specs: readonly Spec[]): Side {
    const key = specs.map((s) => s.number).join(',');
    const known = this.#sides.get(key);
    if (known !== undefined) return known;
    const made: Side = { id: this.#sides.size, specs };
    this.#sides.set(key, made);
    return made;
  }

  /** The side's state at a resource. */
  state(side: Side, target: Target): State {
    let bySide = this.#stateMemo.get(target);
    if (bySide === undefined) {
      bySide = new Map();
      this.#stateMemo.set(target, bySide);
    }
    const known = bySide.get(side);
    if (known !== undefined) return known;
    const contributions: Contribution[] = [];
    for (const spec of side.specs) {
      const slots = this.slotsIn(spec, target.table);
      if (slots === NO_SLOTS) continue;
      target.forms.forEach((form, index) => {
        const here = slots & (target.table.formSlots[index] ?? NO_SLOTS);
        if (here === NO_SLOTS || (spec.ref.layer === 'resource' && target.table.forms[index]?.underPolicy !== true))
          return;
        const conditions = this.foldFor(spec.conditions, form.facts);
        if (conditions === null) return;
        const reached = regionIn(spec.resources, form);
        if (reached !== null) contributions.push(this.contribution(spec, here, index, reached, conditions));
      });
    }
    const key = contributions.map((c) => c.number).join();
    let made = this.#states.get(key);
    if (made === undefined) {
      made = { id: this.#states.size, contributions, shapes: this.shapesOf(contributions) };
      this.#states.set(key, made);
    }
    bySide.set(side, made);
    return made;
  }

  /** The slots of a type that a statement speaks of. */
  slotsIn(spec: Spec, table: TypeTable): Slots {
    const slots = slotsOf(spec.ref.statement.action, table);
    return spec.ref.layer === 'rcp' ? slots & table.underRcp : slots;
  }

  /** The shapes of contributions, statements that differ in their actions alone as one. */
  shapesOf(contributions: readonly Contribution[]): ShapeState {
    const byKind = new Map<number, Shape>();
    for (const { shape } of contributions) {
      const known = byKind.get(shape.kind);
      if (known === undefined) byKind.set(shape.kind, shape);
      else if ((known.slots | shape.slots) !== known.slots) {
        byKind.set(shape.kind, this.#shape({ ...known, slots: known.slots | shape.slots }));
      }
    }
    const shapes = [...byKind.values()].sort(compareShapes);
    const key = shapes.map((s) => s.number).join();
    const known = this.#shapeStates.get(key);
    if (known !== undefined) return known;
    const made: ShapeState = { id: this.#shapeStates.size, shapes };
    this.#shapeStates.set(key, made);
    return made;
  }

  contribution(spec: Spec, slots: Slots, form: number, region: Region, conditions: Conjunction): Contribution {
    const { lane, level } = spec;
    const shape = this.#shape({
      lane,
      level,
      layer: lane === 'deny' ? spec.ref.layer : null,
      slots,
      form,
      region,
      conditions,
    });
    let bySpec = this.#contributions.get(spec);
    if (bySpec === undefined) {
      bySpec = new Map();
      this.#contributions.set(spec, bySpec);
    }
    const known = bySpec.get(shape);
    if (known !== undefined) return known;
    const made: Contribution = { number: this.#contributionCount++, spec, shape };
    bySpec.set(shape, made);
    return made;
  }

  #shape(of: Omit<Shape, 'number' | 'kind'>): Shape {
    const kindKey = `${of.lane}|${of.level}|${of.layer}|${of.form}|${of.region.key}|${of.conditions.id}`;
    const kind = this.#kinds.get(kindKey) ?? this.#kinds.size;
    this.#kinds.set(kindKey, kind);
    let ofKind = this.#shapes[kind];
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#shapes[kind] = ofKind;
    }
    const known = ofKind.get(of.slots);
    if (known !== undefined) return known;
    const { lane, level, layer, slots, form, region, conditions } = of;
    const made: Shape = { number: this.#shapeCount++, kind, lane, level, layer, slots, form, region, conditions };
    ofKind.set(slots, made);
    return made;
  }

  /** The conditions with what is known of requests to a resource put in; null: they cannot hold. */
  foldFor(conditions: Conjunction, facts: KnownFacts): Conjunction | null {
    if (conditions === this.#conjunctions.always) return conditions;
    let byConditions = this.#folded.get(facts);
    if (byConditions === undefined) {
      byConditions = new Map();
      this.#folded.set(facts, byConditions);
    }
    const known = byConditions.get(conditions.id);
    if (known !== undefined) return known;
    const made = this.#conjunctions.fold(conditions, facts.of);
    byConditions.set(conditions.id, made);
    return made;
  }
}
