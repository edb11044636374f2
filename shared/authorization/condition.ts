import { type KeyAnswer, type Lookup, UNKNOWN } from '../policy/lookup.ts';
import type { Condition, PolicyVersion, Quantifier } from '../policy/model.ts';
import { booleanOf } from '../policy/values.ts';
import { expandTemplate, parseTemplate, type Template, type TemplatePart } from '../policy/variables.ts';
import type { Truth } from './decision.ts';
import type { Comparison, OperatorFamily } from './operators/comparison.ts';
import { OPERATORS } from './operators/operators.ts';
import { MAYBE, NO, not, type Tri, truthOf, YES } from './truth.ts';

/**
 * Whether one condition (one operator on one key) holds, given what is known of the request's keys. `unknown` where
 * the key or a variable is unknown (F32), and where a key with several values stands under an operator without
 * quantifier: AWS documents no meaning for that (F19).
 *
 * Pages: IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateCondition(condition: Condition, version: PolicyVersion, lookup: Lookup): Truth {
  return truthOf(compileCondition(condition, version).holds(lookup));
}

/** A condition made ready: values read, patterns compiled, once for any number of requests. */
export interface CompiledCondition {
  readonly keyId: string;
  readonly key: string;
  holds(lookup: Lookup): Tri;
}

export function compileCondition(condition: Condition, version: PolicyVersion): CompiledCondition {
  if (condition.operator === 'Null') return new NullCondition(condition);
  const { family, negated, variables } = OPERATORS[condition.operator];
  const fixed: (readonly TemplatePart[])[] = [];
  const variable: Template[] = [];
  for (const value of condition.values) {
    const template = variables ? parseTemplate(value, version) : plainTemplate(value);
    if (template.variable) variable.push(template);
    else fixed.push(template.parts);
  }
  return new ValueCondition(condition, negated, family, family(fixed), variable);
}

function plainTemplate(text: string): Template {
  return { parts: [{ kind: 'text', text }], variable: false, invalid: null };
}

/** `Null: "true"` asks that the key is absent, `"false"` that it is present (F06); it takes no variables (F18). */
class NullCondition implements CompiledCondition {
  readonly keyId: string;
  readonly key: string;
  readonly #whenAbsent: Tri;
  readonly #whenPresent: Tri;

  constructor(condition: Condition) {
    this.keyId = condition.keyId;
    this.key = condition.key;
    const values = condition.values.map(booleanOf);
    const otherwise = values.includes(null) ? MAYBE : NO;
    this.#whenAbsent = values.includes(true) ? YES : otherwise;
    this.#whenPresent = values.includes(false) ? YES : otherwise;
  }

  holds(lookup: Lookup): Tri {
    const answer = lookup(this.keyId, this.key);
    if (answer === UNKNOWN) return this.#whenAbsent === this.#whenPresent ? this.#whenAbsent : MAYBE;
    // An empty string is a null value.
    const absent =
      isAbsent(answer) || answer === '' || (Array.isArray(answer) && answer.every((value) => value === ''));
    return absent ? this.#whenAbsent : this.#whenPresent;
  }
}

class ValueCondition implements CompiledCondition {
  readonly keyId: string;
  readonly key: string;
  readonly #quantifier: Quantifier | null;
  readonly #negated: boolean;
  readonly #whenAbsent: Tri;
  readonly #family: OperatorFamily;
  readonly #fixed: Comparison;
  readonly #variable: readonly Template[];

  constructor(
    condition: Condition,
    negated: boolean,
    family: OperatorFamily,
    fixed: Comparison,
    variable: readonly Template[],
  ) {
    this.keyId = condition.keyId;
    this.key = condition.key;
    this.#quantifier = condition.quantifier;
    this.#negated = negated;
    this.#whenAbsent = whenAbsent(condition, negated);
    this.#family = family;
    this.#fixed = fixed;
    this.#variable = variable;
  }

  holds(lookup: Lookup): Tri {
    const answer = lookup(this.keyId, this.key);
    if (typeof answer === 'string') {
      // An empty string counts as an empty set under a quantifier (F07, F08).
      if (answer === '' && this.#quantifier !== null) return this.#quantifier === 'ForAllValues' ? YES : NO;
      return this.#holdsFor(answer, lookup);
    }
    if (answer === UNKNOWN) return MAYBE;
    if (isAbsent(answer)) return this.#whenAbsent;
    return this.#holdsForList(answer, lookup);
  }

  #holdsForList(values: readonly string[], lookup: Lookup): Tri {
    if (this.#quantifier === null) return values.length === 1 ? this.#holdsFor(values[0]!, lookup) : MAYBE; // one value
    const all = this.#quantifier === 'ForAllValues';
    let onlyEmpty = true;
    let result: Tri = all ? YES : NO;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!; // i < length
      if (value !== '') onlyEmpty = false;
      const one = this.#holdsFor(value, lookup);
      if (all ? one < result : one > result) result = one;
    }
    return onlyEmpty ? (all ? YES : NO) : result;
  }

  /** One value of the request: some policy value matches (F02); for negated operators none does (F09, F10). */
  #holdsFor(value: string, lookup: Lookup): Tri {
    let some: Tri = this.#fixed(value);
    for (let i = 0; i < this.#variable.length && some !== YES; i++) {
      const expansion = expandTemplate(this.#variable[i]!, lookup); // i < length
      // Without a value for its variable the policy's value matches nothing (G05).
      if (expansion.kind === 'unknown') some = MAYBE;
      else if (expansion.kind === 'parts' && this.#family([expansion.parts])(value) === YES) some = YES;
    }
    return this.#negated ? not(some) : some;
  }
}

/** IfExists: true (F05, F08). ForAllValues: true (F07). ForAnyValue: false (F08). Else only what is negated (F04). */
function whenAbsent(condition: Condition, negated: boolean): Tri {
  if (condition.ifExists) return YES;
  if (condition.quantifier !== null) return condition.quantifier === 'ForAllValues' ? YES : NO;
  return negated ? YES : NO;
}

/** An empty list of values is no value. */
function isAbsent(answer: Exclude<KeyAnswer, typeof UNKNOWN>): answer is null {
  return answer === null || answer.length === 0;
}
