import type { Capability } from '../../catalog/capability.ts';
import type { Caller } from '../compile/caller.ts';
import { needsOn, viaService } from '../compile/encryption.ts';
import type { Target } from '../compile/target.ts';
import { NO_SLOTS, type Slots, type TypeTable } from '../compile/type-table.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';
import { type Cited, compareTerms, proofOf, type TermPlan, type Verdict } from './verdict-table.ts';

/** One way in which a caller has what an action needs on the key. */
export interface KeyWay {
  readonly conditions: Conjunction;
  /** Shapes on the key that grant, by their place in the verdict on it. */
  readonly cites: readonly Cited[];
}

/**
 * For each need of the target's actions the ways in which the caller has it, as the service asks for it on the
 * caller's behalf: `kms:ViaService`, the caller's account and the encryption context are known then (H08).
 */
export function keyWays(
  caller: Caller,
  target: Target,
  onKey: Verdict,
  keyTable: TypeTable,
  conjunctions: Conjunctions,
): ReadonlyMap<string, readonly KeyWay[]> {
  const facts = viaService(target, caller);
  const plans = [...onKey.byCapability.values()].flat();
  const ofOperation = (operation: string): readonly KeyWay[] =>
    distinct(
      plans.flatMap((plan) => {
        if (!plan.actions.includes(operation)) return [];
        const conditions = conjunctions.fold(plan.conditions, facts);
        if (conditions === null) return [];
        const wanted = slotsNamed(keyTable, operation);
        const cites = plan.cites.flatMap(({ place, slots }) =>
          (slots & wanted) === NO_SLOTS ? [] : [{ place, slots: slots & wanted }],
        );
        return [{ conditions, cites }];
      }),
      conjunctions,
    );
  const ways = new Map<string, readonly KeyWay[]>();
  for (const { action } of target.table.slots) {
    const needs = needsOn(target, action.id);
    const key = JSON.stringify(needs);
    if (needs.length === 0 || ways.has(key)) continue;
    const alternatives = needs.flatMap((all) =>
      all.reduce<readonly KeyWay[]>(
        (so, operation) => so.flatMap((a) => ofOperation(operation).flatMap((b) => both(a, b, conjunctions))),
        [{ conditions: conjunctions.always, cites: [] }],
      ),
    );
    ways.set(key, distinct(alternatives, conjunctions));
  }
  return ways;
}

function both(a: KeyWay, b: KeyWay, conjunctions: Conjunctions): readonly KeyWay[] {
  const conditions = conjunctions.and(a.conditions, b.conditions);
  if (conditions === null) return [];
  return [{ conditions, cites: merged(a.cites, b.cites) }];
}

/** Without ways that ask for more than another one. */
function distinct(ways: readonly KeyWay[], conjunctions: Conjunctions): readonly KeyWay[] {
  return ways.filter(
    (way, i) =>
      !ways.some(
        (other, j) =>
          j !== i &&
          conjunctions.implies(way.conditions, other.conditions) &&
          (j < i || !conjunctions.implies(other.conditions, way.conditions)),
      ),
  );
}

/** A verdict in which actions that need the key are left only where the caller has it. */
export function withSecondKey(
  id: number,
  verdict: Verdict,
  target: Target,
  ways: ReadonlyMap<string, readonly KeyWay[]>,
  assumed: Conjunction,
  conjunctions: Conjunctions,
): Verdict {
  const byCapability = new Map<Capability, readonly TermPlan[]>();
  for (const [capability, plans] of verdict.byCapability) {
    const kept = joined(plans.flatMap((plan) => splitPlan(plan, target, ways, conjunctions)));
    const made = kept
      .map((plan): TermPlan => {
        const conditions = conjunctions.and(plan.conditions, assumed) ?? plan.conditions;
        return { ...plan, proof: proofOf(plan.parts, target.table, conditions, target.forms, conjunctions) };
      })
      .sort((a, b) => compareTerms(a, b, conjunctions));
    if (made.length > 0) byCapability.set(capability, made);
  }
  return { id, byCapability };
}

/** The plan cut by what its actions need: nothing, or each way to have the key. */
function splitPlan(
  plan: TermPlan,
  target: Target,
  ways: ReadonlyMap<string, readonly KeyWay[]>,
  conjunctions: Conjunctions,
): readonly TermPlan[] {
  const free: string[] = [];
  const byNeed = new Map<string, string[]>();
  for (const action of plan.actions) {
    const needs = needsOn(target, action);
    if (needs.length === 0) free.push(action);
    else {
      const key = JSON.stringify(needs);
      byNeed.set(key, [...(byNeed.get(key) ?? []), action]);
    }
  }
  if (byNeed.size === 0) return [plan];
  const out: TermPlan[] = free.length === 0 ? [] : [restricted(plan, free, target)];
  for (const [key, actions] of byNeed) {
    for (const way of ways.get(key) ?? []) {
      const conditions = conjunctions.and(plan.conditions, way.conditions);
      if (conditions === null) continue;
      out.push({ ...restricted(plan, actions, target), conditions, cites: merged(plan.cites, way.cites) });
    }
  }
  return out;
}

/** The plan for some of its actions, with the parts that these act on. */
function restricted(plan: TermPlan, actions: readonly string[], { table }: Target): TermPlan {
  const wanted = table.slots.reduce(
    (bits, slot, i) => (actions.includes(slot.action.id) ? bits | (1n << BigInt(i)) : bits),
    NO_SLOTS,
  );
  const parts = plan.parts.flatMap((part) => {
    const slots = part.slots & wanted;
    return slots === NO_SLOTS ? [] : [{ ...part, slots }];
  });
  return { ...plan, actions, parts };
}

/** Plans that differ in nothing but actions and forms become one again. */
function joined(plans: readonly TermPlan[]): readonly TermPlan[] {
  const out = new Map<string, TermPlan>();
  for (const plan of plans) {
    const key = String(plan.conditions.id);
    const known = out.get(key);
    if (known === undefined) out.set(key, plan);
    else if (sameParts(known, plan)) {
      out.set(key, {
        ...known,
        cites: merged(known.cites, plan.cites),
        actions: [...new Set([...known.actions, ...plan.actions])].sort(),
        parts: known.parts.map((part, i) => ({ ...part, slots: part.slots | (plan.parts[i]?.slots ?? NO_SLOTS) })),
      });
    } else out.set(`${key}|${out.size}`, plan);
  }
  return [...out.values()];
}

/** Whether joining says nothing more than both: their parts are equal where they share a form. */
function sameParts(a: TermPlan, b: TermPlan): boolean {
  const text = (plan: TermPlan) => plan.parts.map((p) => `${p.form}:${p.region.key}`).join();
  return text(a) === text(b);
}

function merged(a: readonly Cited[], b: readonly Cited[]): readonly Cited[] {
  const byPlace = new Map<number, Slots>();
  for (const { place, slots } of [...a, ...b]) byPlace.set(place, (byPlace.get(place) ?? NO_SLOTS) | slots);
  return [...byPlace].map(([place, slots]) => ({ place, slots })).sort((x, y) => x.place - y.place);
}

/** The ways with their places moved: the key's shapes come after those of the pair. */
export function moved(
  ways: ReadonlyMap<string, readonly KeyWay[]>,
  by: number,
): ReadonlyMap<string, readonly KeyWay[]> {
  const move = ({ place, slots }: Cited): Cited => ({ place: place + by, slots });
  return new Map([...ways].map(([need, list]) => [need, list.map((w) => ({ ...w, cites: w.cites.map(move) }))]));
}

/** Text of the ways: equal texts, equal ways. */
export function textOf(ways: ReadonlyMap<string, readonly KeyWay[]>): string {
  return JSON.stringify(
    [...ways].map(([need, list]) => [
      need,
      list.map((w) => [w.conditions.id, w.cites.map(({ place, slots }) => [place, slots.toString(36)])]),
    ]),
  );
}

function slotsNamed(table: TypeTable, action: string): Slots {
  let bits = NO_SLOTS;
  table.slots.forEach((slot, i) => {
    if (slot.action.id === action) bits |= 1n << BigInt(i);
  });
  return bits;
}
