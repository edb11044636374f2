import type { Account } from '../account/model.ts';
import type { Decision } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { CAPABILITIES, type Capability } from '../catalog/capability.ts';
import { findAction } from '../catalog/catalog.ts';
import { grantsItself } from '../catalog/grants-itself.ts';
import { AccessModel } from './access-model.ts';
import type { Caller } from './compile/caller.ts';
import type { NotJudged } from './compile/compiler.ts';
import { serviceTargets } from './compile/service-table.ts';
import type { StatementRow } from './compile/statement-table.ts';
import type { Target } from './compile/target.ts';
import { TERMS_SHOWN, type WitnessCounts } from './verdict/judge.ts';
import type { PathTerm, Reach } from './verdict/paths.ts';
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
  readonly #model: AccessModel;
  readonly #services: readonly Target[];
  #pairs = 0;

  constructor({ accounts, subject, decide }: AccessQuestion) {
    this.#subject = subject;
    this.#model = new AccessModel(accounts, decide);
    this.#services = accounts.filter((a) => a.accountId === subject).flatMap(serviceTargets);
  }

  get principals(): readonly { readonly arn: string; readonly type: PrincipalType }[] {
    return this.#model.callers;
  }

  *lines(range = { from: 0, to: this.#model.callers.length }): Iterable<AccessLine> {
    this.#pairs = 0;
    for (const caller of this.#model.callers.slice(range.from, range.to)) {
      if (caller.accountId === this.#subject) {
        for (const target of this.#services) yield* this.#linesOf(caller, target, []);
      }
      const reaches = this.#model.reachesOf(caller);
      for (const target of this.#model.targets) {
        if (caller.accountId !== this.#subject && target.account.accountId !== this.#subject) continue;
        this.#pairs++;
        yield* this.#linesOf(caller, target, reaches);
      }
    }
  }

  statements(): readonly StatementRow[] {
    return this.#model.compiler.statements.rows();
  }

  notEvaluated(): readonly NotJudged[] {
    return this.#model.compiler.notJudged();
  }

  witnesses(): WitnessCounts {
    return this.#model.judge.witnesses();
  }

  pairsJudged(): number {
    return this.#pairs;
  }

  *#linesOf(caller: Caller, target: Target, reaches: readonly Reach[]): Iterable<AccessLine> {
    const { resources, service, type } = target.table;
    for (const capability of SORTED_CAPABILITIES) {
      const terms = this.#model.terms(caller, target, reaches, (verdict) => verdict.byCapability.get(capability) ?? []);
      if (terms.length === 0) continue;
      const shown = terms.slice(0, TERMS_SHOWN);
      yield {
        principalArn: caller.arn,
        principalType: caller.type,
        resourceArn: resources ? target.arn : null,
        resourceType: resources ? type : null,
        service,
        capability,
        verdict: terms.some((t) => this.#model.unconditional(t)) ? 'allowed' : 'conditional',
        terms: shown.map(({ plan, reach }) => termOf(plan, reach, target, this.#model.compiler)),
        moreTerms: terms.length - shown.length,
        canGrantItself: capability === 'administer-resource' ? grantedByItself(terms) : [],
      };
    }
  }
}

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
