import { CAPABILITIES, type Capability } from '../../catalog/capability.ts';
import { memberOf, type Region, wholeOf } from '../compile/region.ts';
import { ownBucketPolicySlots } from '../compile/setting.ts';
import type { Shape, ShapeState, State } from '../compile/side.ts';
import type { TargetForm } from '../compile/target.ts';
import { NO_SLOTS, namesIn, type Slots, slotNumbers, type TypeTable } from '../compile/type-table.ts';
import type { Value } from '../condition/atom.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';
import { overlaps } from '../pattern/algebra.ts';
import type { Witness } from '../verdict.ts';
import { type Standing, type Way, waysOf } from './rule.ts';

/** A term before a resource is put in: which parts of which forms, under what, by which statements. */
export interface TermPlan {
  readonly actions: readonly string[];
  readonly parts: readonly { readonly form: number; readonly region: Region; readonly slots: Slots }[];
  readonly conditions: Conjunction;
  /** Numbers of the granting statements; empty until the verdict is bound. */
  readonly grants: readonly number[];
  /** Places of the shapes that grant, with the slots that each grants here. */
  readonly cites: readonly Cited[];
  /** The request that proves it: an action, a form and what follows the form's base. */
  readonly proof: {
    readonly action: string;
    readonly form: number;
    readonly rest: string;
    readonly context: Witness['context'];
  } | null;
}

/** A shape of the pair of states that grants some slots. */
export interface Cited {
  readonly place: number;
  readonly slots: Slots;
}

/** What a caller in one state may do to a resource in another, by capability; absent: never. */
export interface Verdict {
  readonly id: number;
  readonly byCapability: ReadonlyMap<Capability, readonly TermPlan[]>;
}

/** Ways of a set of slots of one form. */
interface Allowed {
  readonly slots: Slots;
  readonly form: number;
  readonly ways: readonly Way[];
}

/** The verdict of two states under a standing, not bound: shapes are cited by their place, the caller's first. */
export function verdictOf(
  id: number,
  caller: ShapeState,
  resource: ShapeState,
  standing: Standing,
  table: TypeTable,
  forms: readonly TargetForm[],
  stopped: Slots,
  conjunctions: Conjunctions,
): Verdict {
  const allowed: Allowed[] = [];
  const wholes = forms.map(wholeOf);
  const ownRoot = standing.caller === 'root' && standing.sameAccount;
  const members: { readonly shape: Shape; readonly slots: Slots; readonly cited: readonly number[] }[] = [];
  for (const shape of [...caller.shapes, ...resource.shapes]) {
    const exempt = ownRoot && shape.layer === 'resource';
    const slots = exempt ? shape.slots & ~ownBucketPolicySlots(table) : shape.slots;
    members.push({ shape, slots, cited: [members.length] });
  }
  wholes.forEach((whole, form) => {
    const here = members.filter((m) => m.shape.form === form && m.slots !== NO_SLOTS);
    if (here.length === 0 && !ownRoot) return;
    for (const cell of cells((table.formSlots[form] ?? NO_SLOTS) & ~stopped, here)) {
      for (const part of [cell.slots & table.policyMustAllow, cell.slots & ~table.policyMustAllow]) {
        if (part === NO_SLOTS) continue;
        const mustAllow = (part & table.policyMustAllow) !== NO_SLOTS;
        const trust = mustAllow && table.trust;
        const ways = waysOf(cell.members, whole, standing, mustAllow, trust, conjunctions);
        if (ways.length > 0) allowed.push({ slots: part, form, ways });
      }
    }
  });
  const byCapability = new Map<Capability, readonly TermPlan[]>();
  if (allowed.length === 0) return { id, byCapability };
  for (const capability of CAPABILITIES) {
    const wanted = table.capabilitySlots.get(capability) ?? NO_SLOTS;
    const terms = termsOf(allowed, wanted, table, forms, wholes, standing.assumed, conjunctions);
    if (terms.length > 0) byCapability.set(capability, terms);
  }
  return { id, byCapability };
}

/** What a verdict was made of: a pair of states, or a pair's and a key's. Places of shapes count through all of them. */
export type Evidence =
  | { readonly kind: 'pair'; readonly own: State; readonly other: State }
  | { readonly kind: 'keyed'; readonly first: Evidence; readonly onKey: Evidence | null };

/** How many shapes there are. */
export function sizeOf(evidence: Evidence): number {
  if (evidence.kind === 'pair') return evidence.own.shapes.shapes.length + evidence.other.shapes.shapes.length;
  return sizeOf(evidence.first) + (evidence.onKey === null ? 0 : sizeOf(evidence.onKey));
}

/** Numbers of the statements behind a term, sorted: those of its shapes that grant what it is about. */
export function statementsOf({ cites }: TermPlan, evidence: Evidence): readonly number[] {
  const found: number[] = [];
  for (const cited of cites) collect(cited, evidence, found);
  return found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
}

function collect({ place, slots }: Cited, evidence: Evidence, into: number[]): void {
  if (evidence.kind === 'keyed') {
    const size = sizeOf(evidence.first);
    if (place < size) collect({ place, slots }, evidence.first, into);
    else if (evidence.onKey !== null) collect({ place: place - size, slots }, evidence.onKey, into);
    return;
  }
  const { own, other } = evidence;
  const size = own.shapes.shapes.length;
  const state = place < size ? own : other;
  const kind = state.shapes.shapes[place < size ? place : place - size]?.kind;
  for (const { shape, spec } of state.contributions) {
    if (shape.kind === kind && (shape.slots & slots) !== NO_SLOTS) into.push(spec.ref.number);
  }
}

/** The verdict with the statements behind its terms. */
export function bound(verdict: Verdict, evidence: Evidence): Verdict {
  const byCapability = new Map<Capability, readonly TermPlan[]>();
  for (const [capability, plans] of verdict.byCapability) {
    byCapability.set(
      capability,
      plans.map((plan) => ({ ...plan, grants: statementsOf(plan, evidence) })),
    );
  }
  return { id: verdict.id, byCapability };
}

/** The slots cut into sets that the same members touch. */
function cells<T extends { readonly slots: Slots }>(
  all: Slots,
  touching: readonly T[],
): readonly { readonly slots: Slots; readonly members: readonly T[] }[] {
  let out: { slots: Slots; members: T[] }[] = [{ slots: all, members: [] }];
  for (const m of touching) {
    const next: typeof out = [];
    for (const cell of out) {
      const inside = cell.slots & m.slots;
      if (inside === NO_SLOTS) {
        next.push(cell);
        continue;
      }
      next.push({ slots: inside, members: [...cell.members, m] });
      const outside = cell.slots & ~m.slots;
      if (outside !== NO_SLOTS) next.push({ slots: outside, members: cell.members });
    }
    out = next;
  }
  return out;
}

interface DraftPart {
  readonly form: number;
  readonly region: Region;
  slots: Slots;
}

interface Draft {
  readonly parts: DraftPart[];
  readonly conditions: Conjunction;
  /** By place. */
  readonly cites: Map<number, Slots>;
  /** Slots of all parts. */
  slots: Slots;
}

/**
 * Ways with equal conditions join: whole forms to one term over the whole resource, parts of a form where their
 * actions are the same.
 */
function termsOf(
  allowed: readonly Allowed[],
  wanted: Slots,
  table: TypeTable,
  forms: readonly TargetForm[],
  wholes: readonly Region[],
  assumed: Conjunction,
  conjunctions: Conjunctions,
): readonly TermPlan[] {
  const drafts = new Map<string, Draft>();
  for (const { slots: all, form, ways } of allowed) {
    const slots = all & wanted;
    if (slots === NO_SLOTS) continue;
    for (const { region, conditions, grants } of ways) {
      const whole = region.key === wholes[form]?.key;
      const key = `${conditions.id}|${whole ? 'whole' : `${table.resources ? form : ''}:${region.key}`}`;
      const draft = drafts.get(key);
      if (draft === undefined) {
        const cites = new Map(grants.map((place) => [place, slots]));
        drafts.set(key, { parts: [{ form, region, slots }], conditions, cites, slots });
        continue;
      }
      draft.slots |= slots;
      for (const place of grants) draft.cites.set(place, (draft.cites.get(place) ?? NO_SLOTS) | slots);
      const part = draft.parts.find((p) => p.form === form && p.region.key === region.key);
      if (part === undefined) draft.parts.push({ form, region, slots });
      else part.slots |= slots;
    }
  }
  if (drafts.size === 0) return NO_TERMS;
  const joined: Draft[] = [];
  if (drafts.size === 1) joined.push(...drafts.values());
  else {
    const byContent = new Map<string, Draft[]>();
    for (const draft of drafts.values()) {
      const key = `${draft.conditions.id}|${namesIn(draft.slots, table).join()}`;
      const same = byContent.get(key) ?? [];
      const other = same.find((d) => canJoin(d, draft, forms));
      if (other === undefined) {
        byContent.set(key, [...same, draft]);
        joined.push(draft);
        continue;
      }
      other.parts.push(...draft.parts);
      other.slots |= draft.slots;
      for (const [place, slots] of draft.cites) other.cites.set(place, (other.cites.get(place) ?? NO_SLOTS) | slots);
    }
  }
  const terms = joined.map((draft) => planOf(draft, table, forms, assumed, conjunctions));
  return terms.length < 2 ? terms : terms.sort((a, b) => compareTerms(a, b, conjunctions));
}

const NO_TERMS: readonly TermPlan[] = [];

/** Whether one term can hold both: what one excludes must not be what the other includes. */
function canJoin(a: Draft, b: Draft, forms: readonly TargetForm[]): boolean {
  const cuts = (x: Draft, y: Draft) =>
    x.parts.some((p) =>
      y.parts.some(
        (q) =>
          forms[p.form]?.base === forms[q.form]?.base &&
          p.region.exclude.some((e) => q.region.include.some((i) => overlaps(e, i))),
      ),
    );
  return !cuts(a, b) && !cuts(b, a);
}

function planOf(
  draft: Draft,
  table: TypeTable,
  forms: readonly TargetForm[],
  assumed: Conjunction,
  conjunctions: Conjunctions,
): TermPlan {
  const parts: readonly DraftPart[] = draft.parts.length < 2 ? draft.parts : draft.parts.sort(compareParts);
  return {
    actions: namesIn(draft.slots, table),
    parts,
    conditions: conjunctions.without(draft.conditions, assumed),
    grants: [],
    cites: [...draft.cites].map(([place, slots]) => ({ place, slots })).sort((a, b) => a.place - b.place),
    proof: proofOf(parts, table, draft.conditions, forms, conjunctions),
  };
}

function compareParts(a: DraftPart, b: DraftPart): number {
  return a.form - b.form || (a.region.key < b.region.key ? -1 : a.region.key > b.region.key ? 1 : 0);
}

/** The first action, by name, that has a member of its part; null: none was found. */
export function proofOf(
  parts: readonly { readonly form: number; readonly region: Region; readonly slots: Slots }[],
  table: TypeTable,
  conditions: Conjunction,
  forms: readonly TargetForm[],
  conjunctions: Conjunctions,
): TermPlan['proof'] {
  const order = parts
    .map((part) => ({ part, first: slotNumbers(part.slots, table)[0] ?? 0 }))
    .sort((a, b) => a.first - b.first);
  for (const { part, first } of order) {
    const at = forms[part.form];
    const rest = at === undefined ? null : memberOf(part.region, at);
    const action = table.slots[first]?.action.id;
    if (rest !== null && action !== undefined) {
      return { action, form: part.form, rest, context: contextOfModel(conjunctions.model(conditions)) };
    }
  }
  return null;
}

function contextOfModel(model: ReadonlyMap<string, Value>): Witness['context'] {
  const context: Record<string, string | readonly string[]> = {};
  for (const key of [...model.keys()].sort()) {
    const value = model.get(key);
    if (value !== null && value !== undefined && value.length > 0) context[key] = value;
  }
  return context;
}

/** Without conditions first, then more actions, then by text: the first five are shown. */
export function compareTerms(a: TermPlan, b: TermPlan, conjunctions: Conjunctions): number {
  const weight = (t: TermPlan) =>
    t.conditions === conjunctions.always ? 0 : t.conditions.must.length + t.conditions.mustNot.length;
  if (weight(a) !== weight(b)) return weight(a) - weight(b);
  if (a.actions.length !== b.actions.length) return b.actions.length - a.actions.length;
  const text = (t: TermPlan) =>
    JSON.stringify([
      t.actions,
      t.parts.map((p) => [p.form, p.region.key]),
      conjunctions.shown(t.conditions),
      t.cites.map((c) => c.place),
    ]);
  const [x, y] = [text(a), text(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
