import type { Caller } from '../compile/caller.ts';
import type { Compiler } from '../compile/compiler.ts';
import { stoppedSlots } from '../compile/setting.ts';
import type { State } from '../compile/side.ts';
import type { Slots } from '../compile/type-table.ts';
import type { Standing } from '../verdict/rule.ts';
import type { TypeGroup } from './type-group.ts';

/** What a target puts before a caller: its policies' statements, how the two stand, and what nothing opens. */
export interface Gate {
  /** Gates that differ in nothing but the statements' names have one shape. */
  readonly shape: number;
  readonly state: State;
  readonly standing: Standing;
  readonly stopped: Slots;
  /** The same without RestrictPublicBuckets (I04). */
  readonly stoppedAnyway: Slots;
}

/**
 * The gates of a group's targets for each kind of caller. Most callers of one account meet the same gates; those that
 * a policy names, or whose tags or ARN it asks for, are looked at one by one.
 */
export class Gates {
  readonly #group: TypeGroup;
  readonly #compiler: Compiler;
  readonly #numbers = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #gates: Gate[] = [];
  readonly #byKind = new Map<string, Int32Array>();
  /** Places of targets that name the caller, by ARN or unique id; and those that ask every caller who it is. */
  readonly #naming = new Map<string, number[]>();
  readonly #asking: readonly number[];

  constructor(group: TypeGroup, compiler: Compiler) {
    this.#group = group;
    this.#compiler = compiler;
    const asking: number[] = [];
    group.targets.forEach((target, place) => {
      const statements = compiler.ownStatements(target);
      if (statements.some((s) => asksWho(s.conditions, s.resource?.patterns ?? []))) {
        asking.push(place);
        return;
      }
      for (const { principal } of statements) {
        for (const { text } of principal?.entries ?? []) {
          const places = this.#naming.get(text);
          if (places === undefined) this.#naming.set(text, [place]);
          else if (places.at(-1) !== place) places.push(place);
        }
      }
    });
    this.#asking = asking;
  }

  gate(number: number): Gate {
    return this.#gates[number] as Gate; // numbers come from this table
  }

  /** The gate of every target for the caller, in the group's order. Shared: not to be written to. */
  gatesOf(caller: Caller): Int32Array {
    const key = this.#compiler.kindOf(caller);
    let ofKind = this.#byKind.get(key);
    if (ofKind === undefined) {
      // What statements that name or ask make of this one caller is put right below, for it as for all others.
      const nobody = unnamed(caller);
      ofKind = Int32Array.from(this.#group.targets, (_, place) => this.#numberOf(nobody, place));
      this.#byKind.set(key, ofKind);
    }
    const own = [...this.#asking, ...(this.#naming.get(caller.arn) ?? [])];
    const { principal } = caller;
    if ('principalId' in principal && principal.principalId !== null)
      own.push(...(this.#naming.get(principal.principalId) ?? []));
    if (principal.kind === 'service') own.push(...(this.#naming.get(principal.service) ?? []));
    if (principal.kind === 'federated') own.push(...(this.#naming.get(principal.provider) ?? []));
    if (own.length === 0) return ofKind;
    const out = ofKind.slice();
    for (const place of own) out[place] = this.#numberOf(caller, place);
    return out;
  }

  #numberOf(caller: Caller, place: number): number {
    const target = this.#group.targets[place];
    if (target === undefined) return 0;
    const compiler = this.#compiler;
    const state = compiler.sides.state(compiler.resourceSide(target, caller), target);
    const standing = compiler.standing(caller, target);
    const stopped = stoppedSlots(target, caller, compiler.settings(target), compiler.publicPolicy(target));
    const stoppedAnyway = stoppedSlots(target, caller, compiler.settings(target), false);
    const suffixes = target.forms.map((f) => f.suffix.text).join();
    const rest = `${standing.sameAccount}|${standing.caller}|${standing.hasBoundary}|${standing.scpLevels}|${standing.assumed.id}|${stopped}|${stoppedAnyway}|${suffixes}`;
    const key = `${state.id}|${rest}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const shapeKey = `${state.shapes.id}|${rest}`;
    const shape = this.#shapes.get(shapeKey) ?? this.#shapes.size;
    this.#shapes.set(shapeKey, shape);
    const made = this.#gates.push({ shape, state, standing, stopped, stoppedAnyway }) - 1;
    this.#numbers.set(key, made);
    return made;
  }
}

/** Keys whose value is one caller's own. */
const WHO = /^aws:(principalarn|userid|username|principalservicename|principaltag\/)/;
const WHO_VARIABLE = /\$\{\s*aws:(principalarn|userid|username|principaltag\/)/i;

function asksWho(
  conditions: readonly { readonly keyId: string; readonly values: readonly string[] }[],
  patterns: readonly string[],
): boolean {
  return (
    conditions.some((c) => WHO.test(c.keyId) || c.values.some((v) => WHO_VARIABLE.test(v))) ||
    patterns.some((p) => WHO_VARIABLE.test(p))
  );
}

/** A caller of the same kind that no statement names. */
function unnamed(caller: Caller): Caller {
  const { principal } = caller;
  const nobody = 'nobody';
  switch (principal.kind) {
    case 'user':
    case 'role':
      return { ...caller, arn: nobody, principal: { ...principal, principalId: null } };
    case 'service':
      return { ...caller, arn: nobody, principal: { kind: 'service', service: nobody } };
    case 'federated':
      return { ...caller, arn: nobody, principal: { kind: 'federated', provider: nobody } };
    default:
      return caller;
  }
}
