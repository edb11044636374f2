import type { Caller } from '../compile/caller.ts';
import { covers } from '../compile/region.ts';
import type { Conjunction, Conjunctions } from '../condition/conjunction.ts';
import type { TermPlan } from './verdict-table.ts';

/** A role that a caller becomes: by which roles, under what conditions of each step, by which grants. */
export interface Reach {
  readonly role: Caller;
  /** ARNs of the roles, first assumed first, this one last. */
  readonly path: readonly string[];
  /** Conditions of the steps: each is of a request of its own, so they are not weighed against each other. */
  readonly via: readonly Conjunction[];
  readonly grants: readonly number[];
}

/** One step: from a caller to a role. */
export interface Step {
  readonly role: Caller;
  readonly conditions: Conjunction;
  readonly grants: readonly number[];
}

/** Ways to one role that are kept: fewer conditions may be worth a longer path. */
const WAYS_PER_ROLE = 4;
/** Roles in a row. AWS sets no limit but the hour that chained sessions last (C07). */
const LONGEST_PATH = 12;

/** Every role a caller can become, shortest paths first; a longer way stays only where it asks for less. */
export function reachesOf(
  start: Caller,
  stepsOf: (caller: Caller) => readonly Step[],
  conjunctions: Conjunctions,
): readonly Reach[] {
  const found = new Map<string, Reach[]>();
  const all: Reach[] = [];
  let frontier: readonly Reach[] = [{ role: start, path: [], via: [], grants: [] }];
  for (let length = 0; length < LONGEST_PATH && frontier.length > 0; length++) {
    const next: Reach[] = [];
    for (const at of frontier) {
      for (const step of stepsOf(at.role)) {
        if (step.role.arn === start.arn || at.path.includes(step.role.arn)) continue;
        const reach: Reach = {
          role: step.role,
          path: [...at.path, step.role.arn],
          via: withCondition(at.via, step.conditions, conjunctions),
          grants: [...new Set([...at.grants, ...step.grants])].sort((a, b) => a - b),
        };
        const known = found.get(step.role.arn) ?? [];
        if (known.length >= WAYS_PER_ROLE || known.some((k) => asksNoMore(k.via, reach.via, conjunctions))) continue;
        found.set(step.role.arn, [...known, reach]);
        next.push(reach);
      }
    }
    next.sort((a, b) => compare(a.path.join(), b.path.join()));
    all.push(...next);
    frontier = next;
  }
  return all;
}

function withCondition(
  via: readonly Conjunction[],
  more: Conjunction,
  conjunctions: Conjunctions,
): readonly Conjunction[] {
  return more === conjunctions.always || via.includes(more) ? via : [...via, more];
}

/** Whether every condition of `a` is implied by one of `b`. */
function asksNoMore(a: readonly Conjunction[], b: readonly Conjunction[], conjunctions: Conjunctions): boolean {
  return a.every((x) => b.some((y) => conjunctions.implies(y, x)));
}

/** A term with the roles it goes through. */
export interface PathTerm {
  readonly plan: TermPlan;
  /** Null: direct. */
  readonly reach: Reach | null;
}

/** Direct terms and those through roles as one list: shorter paths first; covered ones dropped. */
export function withPaths(
  direct: readonly TermPlan[],
  through: readonly { readonly reach: Reach; readonly plans: readonly TermPlan[] }[],
  conjunctions: Conjunctions,
): readonly PathTerm[] {
  const kept: PathTerm[] = direct.map((plan) => ({ plan, reach: null }));
  for (const { reach, plans } of through) {
    for (const plan of plans) {
      const term: PathTerm = { plan, reach };
      if (!kept.some((k) => coversTerm(k, term, conjunctions))) kept.push(term);
    }
  }
  return kept;
}

/** Whether `a`, whose path is no longer, gives all that `b` gives and asks for no more. */
function coversTerm(a: PathTerm, b: PathTerm, conjunctions: Conjunctions): boolean {
  return (
    (a.plan === b.plan || (coversActions(a.plan, b.plan) && coversParts(a.plan, b.plan))) &&
    conjunctions.implies(b.plan.conditions, a.plan.conditions) &&
    asksNoMore(a.reach?.via ?? [], b.reach?.via ?? [], conjunctions)
  );
}

function coversActions(a: TermPlan, b: TermPlan): boolean {
  return (
    a.actions === b.actions || (a.actions.length >= b.actions.length && b.actions.every((x) => a.actions.includes(x)))
  );
}

function coversParts(a: TermPlan, b: TermPlan): boolean {
  return b.parts.every((part) => a.parts.some((mine) => mine.form === part.form && covers(mine.region, part.region)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
