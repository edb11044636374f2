import type { Account } from '../account/model.ts';
import type { Decision } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { CAPABILITIES, type Capability } from '../catalog/capability.ts';
import { findAction } from '../catalog/catalog.ts';
import { grantsItself } from '../catalog/grants-itself.ts';
import { type Caller, callersOf } from './compile/caller.ts';
import { Compiler, type NotJudged } from './compile/compiler.ts';
import { targetsOf } from './compile/inventory.ts';
import { outsideCallers } from './compile/outside.ts';
import { serviceTargets } from './compile/service-table.ts';
import type { StatementRow } from './compile/statement-table.ts';
import type { Target } from './compile/target.ts';
import { Judge, TERMS_SHOWN, type WitnessCounts } from './verdict/judge.ts';
import { type PathTerm, type Reach, reachesOf, type Step, withPaths } from './verdict/paths.ts';
import { termOf } from './verdict/term.ts';
import type { AccessLine, PrincipalType } from './verdict.ts';

export type { NotJudged } from './compile/compiler.ts';
export type { StatementRow } from './compile/statement-table.ts';
export type { WitnessCounts } from './verdict/judge.ts';

/** What is asked: one account, judged with everything that was read of the customer. */
export interface AccessQuestion {
  readonly accounts: readonly Account[];
  /** Account id: lines are about its principals and its resources. */
  readonly subject: string;
  /** Confirms witnesses. */
  readonly decide: (world: World, request: Request) => Decision;
}

/** Who reaches what in one account. */
export interface AccessAnalysis {
  /** Everyone who is judged, sorted by ARN: what shards are contiguous ranges of. */
  readonly principals: readonly { readonly arn: string; readonly type: PrincipalType }[];
  /**
   * Every line that is not never, sorted by principal, resource, service and capability; may be walked once or more.
   * `range`: of the principals from one place up to, not including, another; default all.
   */
  lines(range?: { readonly from: number; readonly to: number }): Iterable<AccessLine>;
  /** What the ids in `grants` resolve to. */
  statements(): readonly StatementRow[];
  /** What was not judged, and why; complete when the lines were walked. */
  notEvaluated(): readonly NotJudged[];
  /** Proofs made, confirmed by `decide`, and not: a verdict's proof counts once however many rows share it. */
  witnesses(): WitnessCounts;
  /** Pairs of principal and resource that were judged. */
  pairsJudged(): number;
}

export function analyzeAccess(question: AccessQuestion): AccessAnalysis {
  return new Analysis(question);
}

class Analysis implements AccessAnalysis {
  readonly #subject: string;
  readonly #compiler: Compiler;
  readonly #judge: Judge;
  readonly #callers: readonly Caller[];
  readonly #callersByArn: ReadonlyMap<string, Caller>;
  readonly #targets: readonly Target[];
  readonly #roles: readonly Target[];
  readonly #services: readonly Target[];
  readonly #steps = new Map<Caller, readonly Step[]>();
  #pairs = 0;

  constructor({ accounts, subject, decide }: AccessQuestion) {
    this.#subject = subject;
    this.#compiler = new Compiler(accounts);
    const inventories = accounts.map(targetsOf);
    for (const { notJudged } of inventories) for (const entry of notJudged) this.#compiler.addNotJudged(entry);
    this.#targets = inventories.flatMap(({ targets }) => targets).sort(byArn);
    this.#judge = new Judge(accounts, this.#compiler, this.#targets, decide);
    this.#roles = this.#targets.filter((t) => t.table.type === 'AWS::IAM::Role');
    this.#services = accounts.filter((a) => a.accountId === subject).flatMap(serviceTargets);
    const statements = this.#targets.flatMap((target) => this.#compiler.resourceStatements(target));
    this.#callers = [...accounts.flatMap(callersOf), ...outsideCallers(accounts, statements)].sort(byArn);
    this.#callersByArn = new Map(this.#callers.map((c) => [c.arn, c]));
    // Every attachment is known before the first line, so that a shard's table says as much as the whole one's.
    for (const caller of this.#callers) for (const use of caller.policies) this.#compiler.statements.of(use);
  }

  get principals(): readonly { readonly arn: string; readonly type: PrincipalType }[] {
    return this.#callers;
  }

  *lines(range = { from: 0, to: this.#callers.length }): Iterable<AccessLine> {
    this.#pairs = 0;
    for (const caller of this.#callers.slice(range.from, range.to)) {
      const reaches = this.#reachesOf(caller);
      if (caller.accountId === this.#subject) {
        for (const target of this.#services) yield* this.#linesOf(caller, target, []);
      }
      for (const target of this.#targets) {
        if (caller.accountId !== this.#subject && target.account.accountId !== this.#subject) continue;
        this.#pairs++;
        yield* this.#linesOf(caller, target, reaches);
      }
    }
  }

  statements(): readonly StatementRow[] {
    return this.#compiler.statements.rows();
  }

  notEvaluated(): readonly NotJudged[] {
    return this.#compiler.notJudged();
  }

  witnesses(): WitnessCounts {
    return this.#judge.witnesses();
  }

  pairsJudged(): number {
    return this.#pairs;
  }

  *#linesOf(caller: Caller, target: Target, reaches: readonly Reach[]): Iterable<AccessLine> {
    const direct = this.#judge.verdict(caller, target);
    const through = reaches.map((reach) => ({ reach, verdict: this.#judge.verdict(reach.role, target) }));
    for (const capability of SORTED_CAPABILITIES) {
      const terms = withPaths(
        direct.byCapability.get(capability) ?? [],
        through.flatMap(({ reach, verdict }) => {
          const plans = verdict.byCapability.get(capability);
          return plans === undefined ? [] : [{ reach, plans }];
        }),
        this.#compiler.conjunctions,
      );
      if (terms.length === 0) continue;
      const shown = terms.slice(0, TERMS_SHOWN).map(({ plan, reach }) => termOf(plan, reach, target, this.#compiler));
      yield {
        principalArn: caller.arn,
        principalType: caller.type,
        resourceArn: target.table.resources ? target.arn : null,
        resourceType: target.table.resources ? target.table.type : null,
        service: target.table.service,
        capability,
        verdict: terms.some((t) => this.#unconditional(t)) ? 'allowed' : 'conditional',
        terms: shown,
        moreTerms: terms.length - shown.length,
        canGrantItself: capability === 'administer-resource' ? grantedByItself(terms) : [],
      };
    }
  }

  #unconditional({ plan, reach }: PathTerm): boolean {
    return plan.conditions === this.#compiler.conjunctions.always && (reach === null || reach.via.length === 0);
  }

  /** The roles a caller can become. Root assumes none (A01); a service's role is the role's own access. */
  #reachesOf(caller: Caller): readonly Reach[] {
    if (!['user', 'role', 'account', 'federated'].includes(caller.type)) return [];
    return reachesOf(caller, (from) => this.#stepsOf(from), this.#compiler.conjunctions);
  }

  #stepsOf(caller: Caller): readonly Step[] {
    const known = this.#steps.get(caller);
    if (known !== undefined) return known;
    const steps: Step[] = [];
    for (const target of this.#roles) {
      const role = this.#callersByArn.get(target.arn);
      const plans = this.#judge.verdict(caller, target).byCapability.get('use-resource');
      if (role === undefined || role === caller || plans === undefined) continue;
      for (const plan of plans) {
        if (plan.actions.some((a) => ASSUMING.has(a)))
          steps.push({ role, conditions: plan.conditions, grants: plan.grants });
      }
    }
    this.#steps.set(caller, steps);
    return steps;
  }
}

/** The calls that make their caller a role's session. */
const ASSUMING: ReadonlySet<string> = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
]);

const SORTED_CAPABILITIES: readonly Capability[] = [...CAPABILITIES].sort();

/** What the actions of administering terms let their caller give itself (rule 6 of the capabilities). */
function grantedByItself(terms: readonly PathTerm[]): readonly Capability[] {
  const given = new Set<Capability>();
  for (const { plan } of terms) {
    for (const id of plan.actions) {
      const action = findAction(id);
      if (action !== null) for (const capability of grantsItself(action)) given.add(capability);
    }
  }
  return SORTED_CAPABILITIES.filter((c) => given.has(c));
}

function byArn(a: { readonly arn: string }, b: { readonly arn: string }): number {
  return a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0;
}
