import type { Account, Resource } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import { worldOf } from '../account/world.ts';
import type { Decision } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { CAPABILITIES, type Capability } from '../catalog/capability.ts';
import { findAction } from '../catalog/catalog.ts';
import { grantsItself } from '../catalog/grants-itself.ts';
import { type Caller, callersOf } from './compile/caller.ts';
import { Compiler, type NotJudged } from './compile/compiler.ts';
import { outsideCallers } from './compile/outside.ts';
import { wholeOf } from './compile/region.ts';
import { stoppedSlots } from './compile/setting.ts';
import type { StatementRow } from './compile/statement-table.ts';
import { type Target, targetOf } from './compile/target.ts';
import { typeTable } from './compile/type-table.ts';
import type { Standing } from './verdict/rule.ts';
import { termOf } from './verdict/term.ts';
import { type TermPlan, type Verdict, verdictOf } from './verdict/verdict-table.ts';
import type { AccessLine, PrincipalType } from './verdict.ts';
import { assumedWorld, requestOf } from './witness.ts';

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
  /** What the ids in `grants` resolve to; complete when the lines were walked. */
  statements(): readonly StatementRow[];
  /** What was not judged, and why. */
  notEvaluated(): readonly NotJudged[];
  /** Proofs made, confirmed by `decide`, and not: a verdict's proof counts once however many rows share it. */
  witnesses(): WitnessCounts;
  /** Pairs of principal and resource that were judged. */
  pairsJudged(): number;
}

export interface WitnessCounts {
  readonly made: number;
  readonly confirmed: number;
  readonly failed: number;
}

/** Lines shown in full; the rest are counted. */
const TERMS_SHOWN = 5;

export function analyzeAccess(question: AccessQuestion): AccessAnalysis {
  return new Analysis(question);
}

class Analysis implements AccessAnalysis {
  readonly #question: AccessQuestion;
  readonly #compiler: Compiler;
  readonly #callers: readonly Caller[];
  readonly #targets: readonly Target[];
  readonly #verdicts = new Map<string, Verdict>();
  readonly #counts = { made: 0, confirmed: 0, failed: 0 };
  #pairs = 0;

  constructor(question: AccessQuestion) {
    this.#question = question;
    this.#compiler = new Compiler(question.accounts);
    this.#targets = question.accounts.flatMap((account) => this.#targetsOf(account)).sort(byArn);
    const statements = this.#targets.flatMap((target) => this.#compiler.resourceStatements(target));
    const read = question.accounts.flatMap(callersOf);
    this.#callers = [...read, ...outsideCallers(question.accounts, statements)].sort(byArn);
  }

  get principals(): readonly { readonly arn: string; readonly type: PrincipalType }[] {
    return this.#callers;
  }

  *lines(range = { from: 0, to: this.#callers.length }): Iterable<AccessLine> {
    const { subject } = this.#question;
    this.#pairs = 0;
    for (const caller of this.#callers.slice(range.from, range.to)) {
      for (const target of this.#targets) {
        if (caller.accountId !== subject && target.account.accountId !== subject) continue;
        this.#pairs++;
        const verdict = this.#verdict(caller, target);
        for (const capability of SORTED_CAPABILITIES) {
          const plans = verdict.byCapability.get(capability);
          if (plans === undefined) continue;
          const terms = plans
            .slice(0, TERMS_SHOWN)
            .map((plan) => termOf(plan, target, this.#compiler.conjunctions, this.#grantIds()));
          yield {
            principalArn: caller.arn,
            principalType: caller.type,
            resourceArn: target.arn,
            resourceType: target.table.type,
            service: target.table.service,
            capability,
            verdict: plans.some((p) => p.conditions === this.#compiler.conjunctions.always) ? 'allowed' : 'conditional',
            terms,
            moreTerms: plans.length - terms.length,
            canGrantItself: capability === 'administer-resource' ? grantedByItself(plans) : [],
          };
        }
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
    return { ...this.#counts };
  }

  pairsJudged(): number {
    return this.#pairs;
  }

  #grantIds(): (number: number) => string {
    return (number) => this.#compiler.statements.id(number);
  }

  #targetsOf(account: Account): readonly Target[] {
    const resources = [...account.resources, ...identityResources(account)];
    const targets: Target[] = [];
    for (const resource of resources) {
      const table = typeTable(resource.type);
      const target = table === null ? null : targetOf(account, resource, table);
      if (target === null) {
        this.#compiler.addNotJudged({
          code: 'resource-type-not-covered',
          subject: resource.type,
          reason: 'the catalogue has no actions on resources of this type',
        });
      } else targets.push(target);
    }
    return targets;
  }

  #verdict(caller: Caller, target: Target): Verdict {
    const own = this.#compiler.sides.state(this.#compiler.callerSide(caller), target);
    const other = this.#compiler.sides.state(this.#compiler.resourceSide(target, caller), target);
    const standing = this.#standingOf(caller, target);
    const wholes = target.forms.map(wholeOf);
    const stopped = stoppedSlots(target, caller, this.#compiler.settings(target), false);
    const key = `${own.id}|${other.id}|${target.table.type}|${standing.sameAccount}|${standing.caller}|${standing.hasBoundary}|${standing.scpLevels}|${standing.assumed.id}|${stopped}|${wholes.map((w) => w.key).join()}`;
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    const made = verdictOf(
      this.#verdicts.size,
      own,
      other,
      standing,
      target.table,
      wholes,
      stopped,
      this.#compiler.conjunctions,
    );
    this.#verdicts.set(key, made);
    this.#confirm(made, caller, target);
    return made;
  }

  #standingOf(caller: Caller, target: Target): Standing {
    return {
      sameAccount: caller.accountId === target.account.accountId,
      caller: caller.type === 'user' || caller.type === 'role' || caller.type === 'root' ? caller.type : 'none',
      hasBoundary: caller.hasBoundary,
      scpLevels: caller.scpLevels,
      assumed: this.#compiler.assumed(caller),
    };
  }

  /** Puts each proof of a new verdict to `decide`, on the first pair that has it. */
  #confirm(verdict: Verdict, caller: Caller, target: Target): void {
    const seen = new Set<string>();
    for (const plans of verdict.byCapability.values()) {
      for (const plan of plans.slice(0, TERMS_SHOWN)) {
        const term = termOf(plan, target, this.#compiler.conjunctions, this.#grantIds());
        const key = JSON.stringify(term.witness);
        if (seen.has(key)) continue;
        seen.add(key);
        this.#counts.made++;
        const { accounts, decide } = this.#question;
        const request = requestOf(accounts, caller, target, term.witness);
        const world = assumedWorld(worldOf(accounts, request).world, caller);
        if (plan.proof !== null && decide(world, request).decision === 'allowed') this.#counts.confirmed++;
        else {
          this.#counts.failed++;
          this.#compiler.addNotJudged({
            code: 'witness-failed',
            subject: `${caller.arn} ${term.witness.action} ${term.witness.resource}`,
            reason: JSON.stringify(term.witness.context),
          });
        }
      }
    }
  }
}

const SORTED_CAPABILITIES: readonly Capability[] = [...CAPABILITIES].sort();

/** What the actions of administering terms let their caller give itself (rule 6 of the capabilities). */
function grantedByItself(plans: readonly TermPlan[]): readonly Capability[] {
  const given = new Set<Capability>();
  for (const plan of plans) {
    for (const id of plan.actions) {
      const action = findAction(id);
      if (action !== null) for (const capability of grantsItself(action)) given.add(capability);
    }
  }
  return SORTED_CAPABILITIES.filter((c) => given.has(c));
}

/** Users and roles as resources, where the snapshot does not list them as such. */
function identityResources(account: Account): readonly Resource[] {
  const listed = new Set(account.resources.map((r) => r.arn));
  const made = (type: string, arn: string, name: string, tags: Resource['tags']): Resource => ({
    arn,
    type,
    accountId: account.accountId,
    region: null,
    name,
    tags,
    policy: null,
    partPolicies: new Map(),
    details: {},
  });
  return [
    ...account.roles.map((r) => made('AWS::IAM::Role', r.arn, r.name, r.tags)),
    ...account.users.map((u) => made('AWS::IAM::User', u.arn, u.name, u.tags)),
    ...account.groups.map((g) => made('AWS::IAM::Group', g.arn, g.name, NOT_COLLECTED)),
    ...[...account.managedPolicies.values()]
      .filter((p) => p.arn.includes(`:${account.accountId}:`))
      .map((p) => made('AWS::IAM::ManagedPolicy', p.arn, p.name, NOT_COLLECTED)),
  ].filter((r) => !listed.has(r.arn));
}

function byArn(a: { readonly arn: string }, b: { readonly arn: string }): number {
  return a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0;
}
