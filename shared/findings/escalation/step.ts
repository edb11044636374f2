import type { TermCondition } from '../../access/verdict.ts';
import type { PathStep } from '../finding.ts';
import { nameOf } from '../ground/ground.ts';
import { type Allowed, grantsOfCall } from './actor.ts';

/** A step from one actor to a user or role, before it is told. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly technique: string;
  /** What the actor does, without naming itself: "creates an access key for X". */
  readonly words: string;
  readonly calls: readonly Allowed[];
  readonly conditions: readonly TermCondition[];
  /** It works when something else happens, which others bring about. */
  readonly waits: boolean;
}

export function step(
  from: string,
  to: string,
  technique: string,
  words: string,
  calls: readonly Allowed[],
  waits = false,
): Step {
  const conditions = new Map(
    calls.flatMap(({ permission }) => permission.conditions.map((one) => [JSON.stringify(one), one] as const)),
  );
  return {
    from,
    to,
    technique,
    words,
    calls,
    conditions: [...conditions.entries()].sort(byText).map(([, one]) => one),
    waits,
  };
}

/** Of several ways to the same: the one that asks for less, then one that waits for nobody, then the shorter one. */
export function better(a: Step, b: Step): Step {
  if (a.conditions.length !== b.conditions.length) return a.conditions.length < b.conditions.length ? a : b;
  if (a.waits !== b.waits) return b.waits ? a : b;
  return a.calls.length <= b.calls.length ? a : b;
}

/** As findings tell it. */
export function toldStep({ from, to, technique, words, calls, conditions }: Step): PathStep {
  return {
    from,
    to,
    technique,
    words: `${nameOf(from)} ${words}`,
    calls: calls.map((call) => ({ action: call.action, resource: call.resource, grants: grantsOfCall(call) })),
    conditions,
  };
}

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
