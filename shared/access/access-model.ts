import type { Account } from '../account/model.ts';
import type { Decision } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { type Caller, callersOf } from './compile/caller.ts';
import { Compiler } from './compile/compiler.ts';
import { targetsOf } from './compile/inventory.ts';
import { outsideCallers } from './compile/outside.ts';
import type { Target } from './compile/target.ts';
import { AccessMatrix, type Place } from './matrix/access-matrix.ts';
import { Judge } from './verdict/judge.ts';
import { type PathTerm, type Reach, reachesOf, type Step, withPaths } from './verdict/paths.ts';
import { statementsOf, type TermPlan, type Verdict } from './verdict/verdict-table.ts';

/** The accounts of one customer compiled: who there is, what there is, and the verdict of any pair. */
export class AccessModel {
  readonly compiler: Compiler;
  readonly judge: Judge;
  /** Sorted by ARN. */
  readonly callers: readonly Caller[];
  /** Sorted by ARN. */
  readonly targets: readonly Target[];
  readonly #callersByArn: ReadonlyMap<string, Caller>;
  readonly #steps = new Map<Caller, readonly Step[]>();
  readonly #stepPlans = new Map<number, readonly TermPlan[]>();
  #matrix: AccessMatrix | null = null;
  #rolePlaces: readonly Place[] | null = null;

  constructor(accounts: readonly Account[], decide: (world: World, request: Request) => Decision) {
    this.compiler = new Compiler(accounts);
    const inventories = accounts.map(targetsOf);
    for (const { notJudged } of inventories) for (const entry of notJudged) this.compiler.addNotJudged(entry);
    this.targets = inventories.flatMap(({ targets }) => targets).sort(byArn);
    this.judge = new Judge(accounts, this.compiler, this.targets, decide);
    const statements = this.targets.flatMap((target) => this.compiler.resourceStatements(target));
    this.callers = [...accounts.flatMap(callersOf), ...outsideCallers(accounts, statements)].sort(byArn);
    this.#callersByArn = new Map(this.callers.map((c) => [c.arn, c]));
    // Every attachment is known before the first line, so that a shard's table says as much as the whole one's.
    for (const caller of this.callers) for (const use of caller.policies) this.compiler.statements.of(use);
  }

  /** Verdicts of whole callers at once. */
  get matrix(): AccessMatrix {
    this.#matrix ??= new AccessMatrix(this.targets, this.compiler, this.judge);
    return this.#matrix;
  }

  callerOf(arn: string): Caller | null {
    return this.#callersByArn.get(arn) ?? null;
  }

  /** The roles a caller can become. Root assumes none (A01); a service's role is the role's own access. */
  reachesOf(caller: Caller): readonly Reach[] {
    if (!['user', 'role', 'account', 'federated'].includes(caller.type)) return [];
    return reachesOf(caller, (from) => this.#stepsOf(from), this.compiler.conjunctions);
  }

  /**
   * Terms of a caller on a target of its own making, its own and those through roles, pair by pair: for single
   * questions. `pick` takes the plans out of a verdict.
   */
  terms(
    caller: Caller,
    target: Target,
    reaches: readonly Reach[],
    pick: (verdict: Verdict) => readonly TermPlan[],
  ): readonly PathTerm[] {
    return withPaths(
      pick(this.judge.verdict(caller, target)),
      reaches.map((reach) => ({ reach, plans: pick(this.judge.verdict(reach.role, target)) })),
      this.compiler.conjunctions,
    );
  }

  unconditional({ plan, reach }: PathTerm): boolean {
    return plan.conditions === this.compiler.conjunctions.always && (reach === null || reach.via.length === 0);
  }

  #stepsOf(caller: Caller): readonly Step[] {
    const known = this.#steps.get(caller);
    if (known !== undefined) return known;
    const steps: Step[] = [];
    const verdicts = this.matrix.of(caller);
    this.#rolePlaces ??= this.matrix.places.filter((p) => p.target.table.type === 'AWS::IAM::Role');
    for (const { target, group, place } of this.#rolePlaces) {
      const number = verdicts[group]?.[place] ?? 0;
      if (number === 0) continue;
      const role = this.#callersByArn.get(target.arn);
      if (role === undefined || role === caller) continue;
      const { evidence } = this.matrix.judged(number);
      for (const plan of this.#assuming(number)) {
        steps.push({ role, conditions: plan.conditions, grants: statementsOf(plan, evidence) });
      }
    }
    this.#steps.set(caller, steps);
    return steps;
  }

  /** The terms of a verdict on a role that make their caller the role. */
  #assuming(number: number): readonly TermPlan[] {
    const known = this.#stepPlans.get(number);
    if (known !== undefined) return known;
    const plans = this.matrix.judged(number).shape.byCapability.get('use-resource') ?? [];
    const made = plans.filter((plan) => plan.actions.some((a) => ASSUMING.has(a)));
    this.#stepPlans.set(number, made);
    return made;
  }
}

/** The calls that make their caller a role's session. */
const ASSUMING: ReadonlySet<string> = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
]);

function byArn(a: { readonly arn: string }, b: { readonly arn: string }): number {
  return a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0;
}
