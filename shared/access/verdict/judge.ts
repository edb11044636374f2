import type { Account } from '../../account/model.ts';
import { worldOf } from '../../account/world.ts';
import type { Decision } from '../../authorization/decision.ts';
import type { Request, World } from '../../authorization/request.ts';
import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import { wholeOf } from '../compile/region.ts';
import { stoppedSlots } from '../compile/setting.ts';
import type { Target } from '../compile/target.ts';
import { assumedWorld, requestOf } from '../witness.ts';
import type { Standing } from './rule.ts';
import { termOf } from './term.ts';
import { type Verdict, verdictOf } from './verdict-table.ts';

/** Terms shown in a line; the rest are counted. */
export const TERMS_SHOWN = 5;

export interface WitnessCounts {
  readonly made: number;
  readonly confirmed: number;
  readonly failed: number;
}

/** Gives the verdict of a pair, once for all pairs in equal states, and has its proofs confirmed. */
export class Judge {
  readonly #accounts: readonly Account[];
  readonly #compiler: Compiler;
  readonly #decide: (world: World, request: Request) => Decision;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #counts = { made: 0, confirmed: 0, failed: 0 };

  constructor(accounts: readonly Account[], compiler: Compiler, decide: (world: World, request: Request) => Decision) {
    this.#accounts = accounts;
    this.#compiler = compiler;
    this.#decide = decide;
  }

  witnesses(): WitnessCounts {
    return { ...this.#counts };
  }

  /** What the caller itself may do to the resource, roles it could become aside. */
  verdict(caller: Caller, target: Target): Verdict {
    const own = this.#compiler.sides.state(this.#compiler.callerSide(caller), target);
    const other = this.#compiler.sides.state(this.#compiler.resourceSide(target, caller), target);
    const standing = this.#standingOf(caller, target);
    const wholes = target.forms.map(wholeOf);
    const stopped = stoppedSlots(target, caller, this.#compiler.settings(target), this.#compiler.publicPolicy(target));
    const key = [
      own.id,
      other.id,
      target.table.type,
      standing.sameAccount,
      standing.caller,
      standing.hasBoundary,
      standing.scpLevels,
      standing.assumed.id,
      stopped,
      ...wholes.map((w) => w.key),
    ].join('|');
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    const { conjunctions } = this.#compiler;
    const made = verdictOf(
      this.#verdicts.size,
      own,
      other,
      standing,
      target.table,
      target.forms,
      stopped,
      conjunctions,
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
        const { witness } = termOf(plan, null, target, this.#compiler);
        const key = JSON.stringify(witness);
        if (seen.has(key)) continue;
        seen.add(key);
        this.#counts.made++;
        const request = requestOf(this.#accounts, caller, target, witness);
        const world = assumedWorld(worldOf(this.#accounts, request).world, caller);
        const decision = plan.proof === null ? 'no proof' : this.#decide(world, request).decision;
        if (decision === 'allowed') this.#counts.confirmed++;
        else {
          this.#counts.failed++;
          this.#compiler.addNotJudged({
            code: 'witness-failed',
            subject: `${caller.arn} ${witness.action} ${witness.resource}`,
            reason: `${decision}: ${JSON.stringify(witness.context)}`,
          });
        }
      }
    }
  }
}
