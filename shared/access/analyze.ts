import type { Account } from '../account/model.ts';
import type { Decision, Layer } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import type { Capability } from '../catalog/capability.ts';
import { AccessModel } from './access-model.ts';
import type { Caller } from './compile/caller.ts';
import type { NotJudged } from './compile/compiler.ts';
import { serviceTargets } from './compile/service-table.ts';
import type { StatementRow } from './compile/statement-table.ts';
import type { Target } from './compile/target.ts';
import type { Place } from './matrix/access-matrix.ts';
import { missingAt } from './matrix/held-back.ts';
import { grantsOf, type PairEntries, type RowEntry, Rows } from './matrix/rows.ts';
import { ServiceRows } from './matrix/service-rows.ts';
import { TERMS_SHOWN, type WitnessCounts } from './verdict/judge.ts';
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
  lines(range?: PrincipalsFromTo): Iterable<AccessLine>;
  /** The same, with what like pairs share as one object: for writing many rows down. */
  blocks(range?: PrincipalsFromTo): Iterable<CallerBlock>;
  /** Every resource that is judged, sorted by ARN; blocks refer to them by place. */
  readonly resources: readonly JudgedResource[];
  /** What the rows of a pair say, written out for one of the resources or service-level targets that share them. */
  written(entries: PairEntries, target: JudgedResource): readonly WrittenEntry[];
  /** What a single missing key, deny or setting holds back, sorted by principal, resource and capability. */
  heldBack(range?: PrincipalsFromTo): Iterable<HeldBack>;
  /** What the ids in `grants` resolve to. */
  statements(): readonly StatementRow[];
  /** What was not judged, and why; complete when the lines were walked. */
  notEvaluated(): readonly NotJudged[];
  /** Proofs made, confirmed by `decide`, and not: a verdict's proof counts once however many rows share it. */
  witnesses(): WitnessCounts;
  /** Pairs of principal and resource that were judged. */
  pairsJudged(): number;
}

/** Places in `principals`, from one up to, not including, another. */
export interface PrincipalsFromTo {
  readonly from: number;
  readonly to: number;
}

/** A resource, or a service as a whole (`arn` null), that access is judged to. */
export interface JudgedResource {
  readonly arn: string | null;
  readonly type: string | null;
  readonly service: string;
  readonly accountId: string;
  /** What its rows say depends on the resource by its ARN alone, so that like rows can share one text. */
  readonly alike: boolean;
  readonly target: Target;
}

/** Everything one principal can reach. */
export interface CallerBlock {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  /** null: services, federated subjects, anonymous. */
  readonly accountId: string | null;
  /** Sorted by service. */
  readonly services: readonly { readonly resource: JudgedResource; readonly entries: PairEntries }[];
  /** Visits each resource with access, by its place in `resources`, in that order. Equal entries are one object. */
  pairs(visit: (place: number, entries: PairEntries) => void): void;
}

/** A capability that a principal would have but for one thing. */
export interface HeldBack {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  readonly resourceArn: string;
  readonly capability: Capability;
  /** The layer that withholds, one action of the capability (of a missing key the key's), and what it is done to. */
  readonly missing: { readonly layer: Layer; readonly action: string; readonly resource: string };
}

/** An access line without who and what. */
export type WrittenEntry = Pick<AccessLine, 'capability' | 'verdict' | 'terms' | 'moreTerms' | 'canGrantItself'>;

export function analyzeAccess(question: AccessQuestion): AccessAnalysis {
  return new Analysis(question);
}

class Analysis implements AccessAnalysis {
  readonly #subject: string;
  readonly #model: AccessModel;
  readonly #services: ServiceRows;
  readonly #rows: Rows;
  #resources: readonly JudgedResource[] | null = null;
  #pairs = 0;

  constructor({ accounts, subject, decide }: AccessQuestion) {
    this.#subject = subject;
    this.#model = new AccessModel(accounts, decide);
    this.#rows = new Rows(this.#model.matrix, this.#model.compiler.conjunctions);
    const own = accounts.filter((a) => a.accountId === subject).flatMap(serviceTargets);
    this.#services = new ServiceRows(own, this.#model.compiler, this.#model.judge);
  }

  get principals(): readonly { readonly arn: string; readonly type: PrincipalType }[] {
    return this.#model.callers;
  }

  *lines(range = { from: 0, to: this.#model.callers.length }): Iterable<AccessLine> {
    this.#pairs = 0;
    const { matrix } = this.#model;
    for (const caller of this.#model.callers.slice(range.from, range.to)) {
      if (caller.accountId === this.#subject) {
        for (const { target, entries } of this.#services.of(caller)) {
          for (const entry of entries.rows) yield this.#line(caller, target, entry, entries);
        }
      }
      const at = this.#rows.of(caller, this.#model.reachesOf(caller));
      for (const { target, group, place } of matrix.places) {
        if (caller.accountId !== this.#subject && target.account.accountId !== this.#subject) continue;
        this.#pairs++;
        const entries = at(group, place);
        for (const entry of entries.rows) yield this.#line(caller, target, entry, entries);
      }
    }
  }

  get resources(): readonly JudgedResource[] {
    this.#resources ??= this.#model.matrix.places.map(({ target }) => judged(target));
    return this.#resources;
  }

  *blocks(range: PrincipalsFromTo = { from: 0, to: this.#model.callers.length }): Iterable<CallerBlock> {
    const { places } = this.#model.matrix;
    const own = places.map(({ target }) => target.account.accountId === this.#subject);
    for (const caller of this.#model.callers.slice(range.from, range.to)) {
      const ofSubject = caller.accountId === this.#subject;
      const at = this.#rows.of(caller, this.#model.reachesOf(caller));
      yield {
        principalArn: caller.arn,
        principalType: caller.type,
        accountId: caller.accountId,
        services: ofSubject
          ? this.#services.of(caller).map(({ target, entries }) => ({ resource: judged(target), entries }))
          : [],
        pairs: (visit) => {
          for (let index = 0; index < places.length; index++) {
            if (!ofSubject && own[index] !== true) continue;
            this.#pairs++;
            const place = places[index] as Place; // within bounds
            const entries = at(place.group, place.place);
            if (entries.rows.length > 0) visit(index, entries);
          }
        },
      };
    }
  }

  *heldBack(range: PrincipalsFromTo = { from: 0, to: this.#model.callers.length }): Iterable<HeldBack> {
    const { matrix } = this.#model;
    for (const caller of this.#model.callers.slice(range.from, range.to)) {
      const at = this.#rows.of(caller, this.#model.reachesOf(caller));
      const heldAt = matrix.heldOf(caller);
      for (const { target, group, place } of matrix.places) {
        if (caller.accountId !== this.#subject && target.account.accountId !== this.#subject) continue;
        const held = heldAt(group, place);
        if (held.length === 0) continue;
        const { rows } = at(group, place);
        for (const one of held.toSorted((a, b) => (a.capability < b.capability ? -1 : 1))) {
          const had = rows.find((row) => row.capability === one.capability);
          // Had by a role, or in part: only a key is named for what it takes away from a capability that is left.
          if (had !== undefined && (one.missing.kind !== 'key' || had.terms.some((t) => t.reach !== null))) continue;
          yield {
            principalArn: caller.arn,
            principalType: caller.type,
            resourceArn: target.arn,
            capability: one.capability,
            missing: { layer: one.layer, ...missingAt(one, target) },
          };
        }
      }
    }
  }

  written(entries: PairEntries, { target }: JudgedResource): readonly WrittenEntry[] {
    return entries.rows.map((entry) => this.#written(entry, target, entries));
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

  #line(caller: Caller, target: Target, entry: RowEntry, entries: PairEntries): AccessLine {
    const { arn, type, service } = judged(target);
    return {
      principalArn: caller.arn,
      principalType: caller.type,
      resourceArn: arn,
      resourceType: type,
      service,
      ...this.#written(entry, target, entries),
    };
  }

  #written(entry: RowEntry, target: Target, entries: PairEntries): WrittenEntry {
    const shown = entry.terms.slice(0, TERMS_SHOWN);
    return {
      capability: entry.capability,
      verdict: entry.verdict,
      terms: shown.map((term) => termOf(term.plan, term.reach, target, this.#model.compiler, grantsOf(term, entries))),
      moreTerms: entry.terms.length - shown.length,
      canGrantItself: entry.canGrantItself,
    };
  }
}

function judged(target: Target): JudgedResource {
  const { resources, service, type } = target.table;
  return {
    arn: resources ? target.arn : null,
    type: resources ? type : null,
    service,
    accountId: target.account.accountId,
    alike: target.forms.every(({ base }) => base.startsWith(target.arn)),
    target,
  };
}
