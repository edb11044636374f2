import { evaluateCondition } from '../../authorization/condition.ts';
import type { Condition, PolicyVersion } from '../../policy/model.ts';
import { type Facts, literalDollars, substitute } from './text.ts';

/**
 * One operator on one key, with everything that is known put in: the unit of the condition algebra. Values are text
 * of a 2012 document whatever document they came from; equal atoms are one object.
 */
export interface Atom {
  readonly id: AtomId;
  /** Its values may still hold `${…}` of keys that only the request knows: those are in `open`. */
  readonly condition: Condition;
  readonly open: readonly string[];
  /** Operator as policies write it, e.g. `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
}
/** Place of an atom in its table; branded, so that no other number is taken for it. */
export type AtomId = number & { readonly kind: 'atom' };

/** A request's value for a key: null is absent. */
export type Value = string | readonly string[] | null;

/** The atoms of one analysis. */
export class Atoms {
  readonly #ids = new Map<string, AtomId>();
  readonly #atoms: Atom[] = [];

  get(id: AtomId): Atom {
    return this.#atoms[id] as Atom; // ids come from this table
  }

  get size(): number {
    return this.#atoms.length;
  }

  /** The atom of a condition as written in a document of that version. */
  of(condition: Condition, version: PolicyVersion): AtomId {
    const values = version === '2012-10-17' ? condition.values : condition.values.map(literalDollars);
    return this.intern({ ...condition, values });
  }

  intern(condition: Condition): AtomId {
    const key = `${condition.quantifier ?? ''}:${condition.operator}${condition.ifExists ? '?' : ''}|${condition.keyId}|${condition.values.join('\u0000')}`;
    const found = this.#ids.get(key);
    if (found !== undefined) return found;
    const id = this.#atoms.length as AtomId;
    const operator = `${condition.quantifier === null ? '' : `${condition.quantifier}:`}${condition.operator}${condition.ifExists ? 'IfExists' : ''}`;
    const open = [...new Set(condition.values.flatMap((value) => substitute(value, nothingKnown).open))];
    this.#atoms.push({ id, condition, open, operator });
    this.#ids.set(key, id);
    return id;
  }

  /**
   * The atom with facts put in: decided where its key and variables are known, otherwise an atom over what is left
   * (F32). A value whose variable is known to have none is dropped: it matches nothing (G05).
   */
  fold(id: AtomId, facts: Facts): boolean | AtomId {
    const { condition } = this.get(id);
    const open: string[] = [];
    let values = condition.values;
    if (condition.values.some((v) => v.includes('${'))) {
      const kept: string[] = [];
      for (const value of condition.values) {
        const done = substitute(value, facts);
        if (done.noValue) continue;
        kept.push(done.text);
        for (const key of done.open) if (!open.includes(key)) open.push(key);
      }
      values = kept;
    }
    const fact = facts(condition.keyId);
    const folded = values === condition.values ? condition : { ...condition, values };
    if (fact !== undefined && open.length === 0) return holds(folded, fact);
    // Nothing is compared with the value of an absent key, so variables do not matter.
    if (fact === null) return holds(folded, null);
    return this.intern(folded);
  }
}

const nothingKnown: Facts = () => undefined;

/** Whether a condition without open variables holds for the value of its key. */
export function holds(condition: Condition, value: Value): boolean {
  return evaluateCondition(condition, '2012-10-17', (keyId) => (keyId === condition.keyId ? value : null)) === 'true';
}
