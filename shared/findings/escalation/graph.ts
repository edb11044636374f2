import type { Ground } from '../ground/ground.ts';
import { accountIdOf } from '../ground/ground.ts';
import { type Actor, actorOf } from './actor.ts';
import { better, type Step } from './step.ts';
import { assumptions } from './steps/assume.ts';
import { type Compute, computesOf, existingCompute } from './steps/existing-compute.ts';
import { newCompute } from './steps/pass-role.ts';
import { trustEdits } from './steps/trust-edit.ts';
import { userAccess } from './steps/user-access.ts';

/** Steps in a row that are looked at. Each is a session of its own, so no limit of AWS's ends a path sooner. */
const LONGEST_PATH = 12;

/** Who may come to act as whom, step by step; steps are found when they are first asked for. */
export class Graph {
  readonly ground: Ground;
  readonly #steps = new Map<string, readonly Step[]>();
  readonly #reached = new Map<string, ReadonlyMap<string, readonly Step[]>>();
  readonly #computes: readonly Compute[];

  constructor(ground: Ground) {
    this.ground = ground;
    this.#computes = computesOf(ground);
  }

  /** Steps of an actor to users and roles that were read, at most one to each, sorted by target. */
  stepsOf(actor: Actor): readonly Step[] {
    const known = this.#steps.get(actor.id);
    if (known !== undefined) return known;
    const byTarget = new Map<string, Step>();
    for (const one of this.#allSteps(actor)) {
      if (!this.ground.principals.has(one.to)) continue;
      const other = byTarget.get(one.to);
      byTarget.set(one.to, other === undefined ? one : better(other, one));
    }
    const steps = [...byTarget.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
    this.#steps.set(actor.id, steps);
    return steps;
  }

  /** Everyone that an actor can come to act as, each by a shortest path; the actor itself is not among them. */
  reachOf(start: Actor): ReadonlyMap<string, readonly Step[]> {
    const known = this.#reached.get(start.id);
    if (known !== undefined) return known;
    const reached = this.#search(start);
    this.#reached.set(start.id, reached);
    return reached;
  }

  #search(start: Actor): ReadonlyMap<string, readonly Step[]> {
    const reached = new Map<string, readonly Step[]>();
    let frontier: readonly { readonly actor: Actor; readonly path: readonly Step[] }[] = [{ actor: start, path: [] }];
    for (let length = 0; length < LONGEST_PATH && frontier.length > 0; length++) {
      const next = new Map<string, readonly Step[]>();
      for (const { actor, path } of frontier) {
        for (const one of this.stepsOf(actor)) {
          if (one.to === start.id || reached.has(one.to)) continue;
          const longer = [...path, one];
          const other = next.get(one.to);
          if (other === undefined || isBetterPath(longer, other)) next.set(one.to, longer);
        }
      }
      for (const [to, path] of next) reached.set(to, path);
      frontier = [...next].flatMap(([to, path]) => {
        const own = this.ground.principals.get(to);
        return own === undefined ? [] : [{ actor: actorOf(own), path }];
      });
    }
    return reached;
  }

  #allSteps(actor: Actor): readonly Step[] {
    const { ground } = this;
    const { own } = actor;
    if (own === null)
      return [...assumptions(ground, actor, () => true), ...existingCompute(ground, actor, this.#computes)];
    const home = own.account.accountId;
    if (ground.administrators.has(own.arn)) {
      // An administrator is everyone of its account already; what is left to find lies elsewhere.
      const elsewhere = this.#computes.filter(({ account }) => account.accountId !== home);
      return [
        ...assumptions(ground, actor, ({ arn }) => accountIdOf(arn) !== home),
        ...existingCompute(ground, actor, elsewhere),
      ];
    }
    return [
      ...assumptions(ground, actor, () => true),
      ...userAccess(ground, own),
      ...existingCompute(ground, actor, this.#computes),
      ...trustEdits(ground, own),
      ...newCompute(ground, own),
    ];
  }
}

/** Fewer steps, then fewer conditions, then fewer calls, then by text. */
export function isBetterPath(a: readonly Step[], b: readonly Step[]): boolean {
  const weight = (path: readonly Step[]): readonly number[] => [
    path.length,
    path.reduce((sum, { conditions }) => sum + conditions.length, 0),
    path.reduce((sum, { calls }) => sum + calls.length, 0),
  ];
  const [x, y] = [weight(a), weight(b)];
  for (let i = 0; i < x.length; i++) {
    const [left = 0, right = 0] = [x[i], y[i]];
    if (left !== right) return left < right;
  }
  return text(a) < text(b);
}

function text(path: readonly Step[]): string {
  return path.map(({ from, to, technique }) => `${from} ${technique} ${to}`).join('\n');
}
