import type { Account } from '../../account/model.ts';
import { worldOf } from '../../account/world.ts';
import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import { KeyIndex, type SecondKey, secondKeyOf } from '../compile/encryption.ts';
import { wholeOf } from '../compile/region.ts';
import { stoppedSlots } from '../compile/setting.ts';
import type { Target } from '../compile/target.ts';
import type { TypeTable } from '../compile/type-table.ts';
import { assumedKeyPolicy, assumedWorld, requestOf } from '../witness.ts';
import { type Decide, PreparedDecisions } from './prepared-decisions.ts';
import { type KeyWay, keyWays, moved, textOf, withSecondKey } from './second-key.ts';
import { witnessOf } from './term.ts';
import { bound, type Evidence, sizeOf, type Verdict, verdictOf } from './verdict-table.ts';

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
  readonly #asked: PreparedDecisions;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #tables = new Map<TypeTable, number>();
  readonly #keyed = new Map<string, Verdict>();
  readonly #secondKeys = new Map<Target, SecondKey | null>();
  readonly #keys: KeyIndex;
  readonly #seen = new Set<number>();
  #verdictCount = 0;
  readonly #counts = { made: 0, confirmed: 0, failed: 0 };

  constructor(accounts: readonly Account[], compiler: Compiler, targets: readonly Target[], decide: Decide) {
    this.#accounts = accounts;
    this.#compiler = compiler;
    this.#keys = new KeyIndex(targets);
    this.#asked = new PreparedDecisions(decide);
  }

  /** Verdicts are numbered in one row, whoever makes them. */
  nextId(): number {
    return this.#verdictCount++;
  }

  witnesses(): WitnessCounts {
    return { ...this.#counts };
  }

  /** What the caller itself may do to the resource, roles it could become aside: both keys turned. */
  verdict(caller: Caller, target: Target): Verdict {
    const { verdict: first, evidence } = this.#firstKey(caller, target);
    const second = this.secondKey(target);
    const free = second?.kind === 'aws-managed' && caller.accountId === target.account.accountId;
    if (second === null || free || first.byCapability.size === 0) {
      return bound(this.confirmed(first, caller, target), evidence);
    }
    const { conjunctions } = this.#compiler;
    const key = second.kind === 'key' ? { target: second.key, ...this.#firstKey(caller, second.key) } : null;
    const ways =
      key === null
        ? new Map<string, readonly KeyWay[]>()
        : keyWays(caller, target, key.verdict, key.target.table, conjunctions);
    const text = `${first.id}|${textOf(ways)}`;
    let made = this.#keyed.get(text);
    if (made === undefined) {
      const assumed = this.#compiler.assumed(caller);
      made = withSecondKey(this.nextId(), first, target, moved(ways, sizeOf(evidence)), assumed, conjunctions);
      this.#keyed.set(text, made);
    }
    const both: Evidence = { kind: 'keyed', first: evidence, onKey: key?.evidence ?? null };
    return bound(this.confirmed(made, caller, target), both);
  }

  #tableNumber(table: TypeTable): number {
    let number = this.#tables.get(table);
    if (number === undefined) {
      number = this.#tables.size;
      this.#tables.set(table, number);
    }
    return number;
  }

  /** The key that callers need a right on beside the resource's own; null: none. */
  secondKey(target: Target): SecondKey | null {
    const known = this.#secondKeys.get(target);
    if (known !== undefined) return known;
    let made = secondKeyOf(target, this.#keys);
    if (made?.kind === 'not-collected') {
      this.#compiler.addNotJudged({
        code: 'key-not-collected',
        subject: target.arn,
        reason: `it is encrypted under \`${made.reference}\`, which was not collected: rights on the key are not judged`,
      });
      made = null;
    }
    this.#secondKeys.set(target, made);
    return made;
  }

  #firstKey(caller: Caller, target: Target): { readonly verdict: Verdict; readonly evidence: Evidence } {
    const own = this.#compiler.sides.state(this.#compiler.callerSide(caller), target);
    const other = this.#compiler.sides.state(this.#compiler.resourceSide(target, caller), target);
    const standing = this.#compiler.standing(caller, target);
    const wholes = target.forms.map(wholeOf);
    const stopped = stoppedSlots(target, caller, this.#compiler.settings(target), this.#compiler.publicPolicy(target));
    const key = [
      own.shapes.id,
      other.shapes.id,
      this.#tableNumber(target.table),
      standing.sameAccount,
      standing.caller,
      standing.hasBoundary,
      standing.scpLevels,
      standing.assumed.id,
      stopped,
      ...wholes.map((w) => w.key),
    ].join('|');
    const known = this.#verdicts.get(key);
    const evidence: Evidence = { kind: 'pair', own, other };
    if (known !== undefined) return { verdict: known, evidence };
    const { conjunctions } = this.#compiler;
    const made = verdictOf(
      this.nextId(),
      own.shapes,
      other.shapes,
      standing,
      target.table,
      target.forms,
      stopped,
      conjunctions,
    );
    this.#verdicts.set(key, made);
    return { verdict: made, evidence };
  }

  /** Puts each proof of a new verdict to `decide`, on the first pair that has it. */
  confirmed(verdict: Verdict, caller: Caller, target: Target): Verdict {
    if (this.#seen.has(verdict.id)) return verdict;
    this.#seen.add(verdict.id);
    const seen = new Set<string>();
    for (const plans of verdict.byCapability.values()) {
      for (const plan of plans.slice(0, TERMS_SHOWN)) {
        const witness = witnessOf(plan, target);
        const key = `${witness.action} ${witness.resource} ${JSON.stringify(witness.context)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        this.#counts.made++;
        const request = requestOf(this.#accounts, caller, target, witness);
        const world = assumedKeyPolicy(assumedWorld(worldOf(this.#accounts, request).world, caller), request);
        const decision = plan.proof === null ? 'no proof' : this.#asked.outcome(world, request);
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
    return verdict;
  }
}
