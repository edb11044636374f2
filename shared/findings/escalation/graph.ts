import { accountIdOf, type Ground } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { type Actor, actorOf } from './actor.ts';
import { better, type Step } from './step.ts';
import { assumptions } from './steps/assume.ts';
import { existingCompute } from './steps/existing-compute.ts';
import { newCompute } from './steps/pass-role.ts';
import { trustEdits } from './steps/trust-edit.ts';
import { userAccess } from './steps/user-access.ts';
import { allTargets, type Targets, targetsIn } from './targets.ts';
import { Way } from './way.ts';

/** Steps in a row that are looked at. Each is a session of its own, so no limit of AWS's ends a path sooner. */
export const LONGEST_PATH = 12;

/** Targets that are looked at together. */
const PORTION = 64;

/** Who may come to act as whom, step by step; steps are found when they are first asked for. */
export class Graph {
  readonly ground: Ground;
  /** Every user and role there is. */
  readonly all: Targets;
  readonly #byName: readonly string[];
  readonly #steps = new Map<string, readonly Step[]>();
  readonly #reached = new Map<string, ReadonlyMap<string, Way>>();

  constructor(ground: Ground) {
    this.ground = ground;
    this.all = allTargets(ground);
    this.#byName = [...ground.principals.keys()];
  }

  /** Steps of an actor to users and roles that were read, at most one to each, sorted by target. */
  stepsOf(actor: Actor): readonly Step[] {
    const known = this.#steps.get(actor.id);
    if (known !== undefined) return known;
    const steps = this.stepsTo(actor, this.all);
    this.#steps.set(actor.id, steps);
    return steps;
  }

  /** Those of them that lead to some users and roles. */
  stepsTo(actor: Actor, targets: Targets): readonly Step[] {
    const byTarget = new Map<string, Step>();
    for (const one of this.#allSteps(actor, targets)) {
      const other = byTarget.get(one.to);
      byTarget.set(one.to, other === undefined ? one : better(other, one));
    }
    return [...byTarget.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
  }

  /**
   * Steps by which a principal acts as others in ways that their trust policies do not speak of: at most so many, the
   * first ones by ARN.
   */
  takenBy({ own }: Actor, most: number): readonly Step[] {
    if (own === null) return [];
    const found = new Map<string, Step>();
    for (let from = 0; from < this.#byName.length && found.size < most; from += PORTION) {
      const targets = targetsIn(this.all, new Set(this.#byName.slice(from, from + PORTION)));
      for (const one of this.#takingSteps(own, targets)) {
        const other = found.get(one.to);
        found.set(one.to, other === undefined ? one : better(other, one));
      }
    }
    return [...found.values()].sort((a, b) => (a.to < b.to ? -1 : 1)).slice(0, most);
  }

  /** Everyone that an actor can come to act as, each by a shortest way; the actor itself is not among them. */
  reachOf(start: Actor): ReadonlyMap<string, Way> {
    const known = this.#reached.get(start.id);
    if (known !== undefined) return known;
    const reached = new Map<string, Way>();
    let frontier: readonly Way[] = [Way.from(start)];
    for (let length = 0; length < LONGEST_PATH && frontier.length > 0; length++) {
      frontier = this.#next(frontier, (arn) => arn !== start.id && !reached.has(arn));
      for (const way of frontier) reached.set(way.actor.id, way);
    }
    this.#reached.set(start.id, reached);
    return reached;
  }

  /** The ways that are one step longer, the best one to each new target. */
  #next(frontier: readonly Way[], isNew: (arn: string) => boolean): readonly Way[] {
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

  #allSteps(actor: Actor, { roles, users, computes }: Targets): readonly Step[] {
    const { ground } = this;
    const { own } = actor;
    if (own === null) return [...assumptions(ground, actor, roles), ...existingCompute(ground, actor, computes)];
    const home = own.account.accountId;
    if (ground.administrators.has(own.arn)) {
      // An administrator is everyone of its account already; what is left to find lies elsewhere.
      const elsewhere = roles.filter(({ arn }) => accountIdOf(arn) !== home);
      const abroad = computes.filter(({ account }) => account.accountId !== home);
      return [...assumptions(ground, actor, elsewhere), ...existingCompute(ground, actor, abroad)];
    }
    return [...assumptions(ground, actor, roles), ...this.#takingSteps(own, { roles, users, computes })];
  }

  #takingSteps(own: OwnPrincipal, { roles, users, computes }: Targets): readonly Step[] {
    const { ground } = this;
    return [
      ...userAccess(ground, own, users),
      ...existingCompute(ground, actorOf(own), computes),
      ...trustEdits(ground, own, roles),
      ...newCompute(ground, own, roles),
    ];
  }
}
