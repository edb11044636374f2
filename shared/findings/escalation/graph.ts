import { accountIdOf, type Ground } from '../ground/ground.ts';
import { type Actor, actorOf } from './actor.ts';
import { better, type Only, type Step } from './step.ts';
import { assumptions } from './steps/assume.ts';
import { type Compute, computesOf, existingCompute } from './steps/existing-compute.ts';
import { newCompute } from './steps/pass-role.ts';
import { trustEdits } from './steps/trust-edit.ts';
import { userAccess } from './steps/user-access.ts';
import { Way } from './way.ts';

/** Steps in a row that are looked at. Each is a session of its own, so no limit of AWS's ends a path sooner. */
export const LONGEST_PATH = 12;

/** Who may come to act as whom, step by step; steps are found when they are first asked for. */
export class Graph {
  readonly ground: Ground;
  readonly #steps = new Map<string, readonly Step[]>();
  readonly #toAdministrators = new Map<string, readonly Step[]>();
  readonly #reached = new Map<string, ReadonlyMap<string, Way>>();
  readonly #computes: readonly Compute[];

  constructor(ground: Ground) {
    this.ground = ground;
    this.#computes = computesOf(ground);
  }

  /** Steps of an actor to users and roles that were read, at most one to each, sorted by target. */
  stepsOf(actor: Actor): readonly Step[] {
    return this.#remembered(this.#steps, actor, () => true);
  }

  /** Those of them that lead to administrators. */
  stepsToAdministrators(actor: Actor): readonly Step[] {
    return this.#remembered(this.#toAdministrators, actor, (arn) => this.ground.administrators.has(arn));
  }

  /** Everyone that an actor can come to act as, each by a shortest way; the actor itself is not among them. */
  reachOf(start: Actor): ReadonlyMap<string, Way> {
    const known = this.#reached.get(start.id);
    if (known !== undefined) return known;
    const reached = new Map<string, Way>();
    let frontier: readonly Way[] = [Way.from(start)];
    for (let length = 0; length < LONGEST_PATH && frontier.length > 0; length++) {
      frontier = this.next(frontier, (arn) => arn !== start.id && !reached.has(arn));
      for (const way of frontier) reached.set(way.actor.id, way);
    }
    this.#reached.set(start.id, reached);
    return reached;
  }

  /** The ways that are one step longer, the best one to each new target. */
  next(frontier: readonly Way[], isNew: Only): readonly Way[] {
    const longer = new Map<string, Way>();
    for (const way of frontier) {
      for (const one of this.stepsOf(way.actor)) {
        if (!isNew(one.to)) continue;
        const own = this.ground.principals.get(one.to);
        if (own === undefined) continue;
        const other = longer.get(one.to);
        if (other === undefined || way.wouldBeBetter(one, other)) longer.set(one.to, way.with(one, actorOf(own)));
      }
    }
    return [...longer.values()];
  }

  #remembered(memory: Map<string, readonly Step[]>, actor: Actor, only: Only): readonly Step[] {
    const known = memory.get(actor.id);
    if (known !== undefined) return known;
    const byTarget = new Map<string, Step>();
    for (const one of this.#allSteps(actor, only)) {
      if (!this.ground.principals.has(one.to)) continue;
      const other = byTarget.get(one.to);
      byTarget.set(one.to, other === undefined ? one : better(other, one));
    }
    const steps = [...byTarget.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
    memory.set(actor.id, steps);
    return steps;
  }

  #allSteps(actor: Actor, only: Only): readonly Step[] {
    const { ground } = this;
    const { own } = actor;
    if (own === null) {
      return [...assumptions(ground, actor, only), ...existingCompute(ground, actor, this.#computes, only)];
    }
    const home = own.account.accountId;
    if (ground.administrators.has(own.arn)) {
      // An administrator is everyone of its account already; what is left to find lies elsewhere.
      const elsewhere = this.#computes.filter(({ account }) => account.accountId !== home);
      return [
        ...assumptions(ground, actor, (arn) => accountIdOf(arn) !== home && only(arn)),
        ...existingCompute(ground, actor, elsewhere, only),
      ];
    }
    return [
      ...assumptions(ground, actor, only),
      ...userAccess(ground, own, only),
      ...existingCompute(ground, actor, this.#computes, only),
      ...trustEdits(ground, own, only),
      ...newCompute(ground, own, only),
    ];
  }
}
