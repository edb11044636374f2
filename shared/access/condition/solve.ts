import type { Condition, ConditionOperator } from '../../policy/model.ts';
import { arnGlob, type Glob, glob, literalGlob } from '../pattern/glob.ts';
import { sampleOf } from '../pattern/sample.ts';
import { holds, type Value } from './atom.ts';
import { addressCandidates, numberCandidates, timeCandidates } from './candidates.ts';
import { unescaped } from './text.ts';

/** What one key must be: all of `must` hold, none of `mustNot` does. All on the same key, without open variables. */
export interface KeyQuestion {
  readonly keyId: string;
  readonly must: readonly Condition[];
  readonly mustNot: readonly Condition[];
}

/**
 * A value that answers the question; `none` where no value does; `unknown` where the search could not tell (then
 * nothing may be concluded from it).
 */
export type KeyAnswer = { readonly value: Value } | 'none' | 'unknown';

/** Keys that every request carries, whoever calls from wherever (CK). */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
]);

/** Finds a value for one key, in the domain that its operators name. */
export function solveKey(question: KeyQuestion): KeyAnswer {
  const all = [...question.must, ...question.mustNot];
  const absentWorks = !ALWAYS_PRESENT.has(question.keyId) && fits(question, null);
  // The plainest request that answers: without the key, unless something speaks of its value.
  if (absentWorks && question.must.length === 0) return { value: null };
  const excluded = (c: Condition, holding: boolean) => c.operator === 'Null' && holds(c, 'example') === holding;
  // Where presence itself is excluded nothing about the value matters (F06).
  if (question.must.some((c) => excluded(c, false)) || question.mustNot.some((c) => excluded(c, true))) {
    return absentWorks ? { value: null } : 'none';
  }
  const present = all.some((c) => c.quantifier !== null) ? solveSet(question) : solveScalar(question);
  if (present === 'none') return absentWorks ? { value: null } : 'none';
  if (present === 'unknown') return absentWorks ? { value: null } : 'unknown';
  return present;
}

function fits(question: KeyQuestion, value: Value): boolean {
  return question.must.every((c) => holds(c, value)) && !question.mustNot.some((c) => holds(c, value));
}

/** A single present value. */
function solveScalar(question: KeyQuestion): KeyAnswer {
  const all = [...question.must, ...question.mustNot];
  for (const candidate of pointCandidates(all)) if (fits(question, candidate)) return { value: candidate };
  const families = new Set(all.map((c) => FAMILY[c.operator]));
  families.delete('presence');
  if (families.size === 0) return fits(question, 'example') ? { value: 'example' } : 'none';
  let exact = families.size === 1;
  if (families.has('text')) {
    const text = textSample(question);
    if (typeof text === 'string' && fits(question, text)) return { value: text };
    if (text !== null) exact = false;
  }
  return exact ? 'none' : 'unknown';
}

/**
 * A set of values under ForAllValues and ForAnyValue (F07–F10): some conditions speak of every element, some want one
 * element that fits; each wanted element is found on its own.
 */
function solveSet(question: KeyQuestion): KeyAnswer {
  const every: Condition[] = [];
  const none: Condition[] = [];
  const wanted: { must: Condition[]; mustNot: Condition[] }[] = [];
  const must = question.must.filter((c) => c.operator !== 'Null');
  const mustNot = question.mustNot.filter((c) => c.operator !== 'Null');
  // An operator without quantifier has a meaning for one value alone (F19).
  if ([...must, ...mustNot].some((c) => c.quantifier === null)) {
    const answer = solveScalar({ keyId: question.keyId, must: must.map(element), mustNot: mustNot.map(element) });
    return typeof answer === 'object' && typeof answer.value === 'string' ? { value: [answer.value] } : answer;
  }
  for (const c of must) {
    if (c.quantifier === 'ForAllValues') every.push(element(c));
    else wanted.push({ must: [element(c)], mustNot: [] });
  }
  for (const c of mustNot) {
    if (c.quantifier === 'ForAllValues') wanted.push({ must: [], mustNot: [element(c)] });
    else none.push(element(c));
  }
  if (wanted.length === 0) wanted.push({ must: [], mustNot: [] });
  const values: string[] = [];
  for (const want of wanted) {
    const answer = solveScalar({
      keyId: question.keyId,
      must: [...every, ...want.must],
      mustNot: [...none, ...want.mustNot],
    });
    if (answer === 'unknown' || answer === 'none') return answer;
    if (typeof answer.value === 'string' && !values.includes(answer.value)) values.push(answer.value);
  }
  const value = values.sort();
  return fits(question, value) ? { value } : 'unknown';
}

function element(c: Condition): Condition {
  return { ...c, quantifier: null };
}

type Family = 'text' | 'number' | 'time' | 'address' | 'bool' | 'binary' | 'presence';
const FAMILY: Readonly<Record<ConditionOperator, Family>> = {
  StringEquals: 'text',
  StringNotEquals: 'text',
  StringEqualsIgnoreCase: 'text',
  StringNotEqualsIgnoreCase: 'text',
  StringLike: 'text',
  StringNotLike: 'text',
  NumericEquals: 'number',
  NumericNotEquals: 'number',
  NumericLessThan: 'number',
  NumericLessThanEquals: 'number',
  NumericGreaterThan: 'number',
  NumericGreaterThanEquals: 'number',
  DateEquals: 'time',
  DateNotEquals: 'time',
  DateLessThan: 'time',
  DateLessThanEquals: 'time',
  DateGreaterThan: 'time',
  DateGreaterThanEquals: 'time',
  Bool: 'bool',
  BinaryEquals: 'binary',
  IpAddress: 'address',
  NotIpAddress: 'address',
  ArnEquals: 'text',
  ArnNotEquals: 'text',
  ArnLike: 'text',
  ArnNotLike: 'text',
  Null: 'presence',
};

/** Values at and around every limit that the conditions name: in these domains one of them fits if any value does. */
function* pointCandidates(all: readonly Condition[]): Iterable<string> {
  const families = new Set(all.map((c) => FAMILY[c.operator]));
  const values = (family: Family) => all.filter((c) => FAMILY[c.operator] === family).flatMap((c) => c.values);
  if (families.has('bool')) yield* ['true', 'false'];
  if (families.has('number')) yield* numberCandidates(values('number'));
  if (families.has('time')) yield* timeCandidates(values('time'));
  if (families.has('address')) yield* addressCandidates(values('address'));
  if (families.has('binary')) yield* [...values('binary'), 'ZXhhbXBsZQ=='];
  if (families.has('text')) {
    for (const c of all) {
      if (c.operator.startsWith('StringEquals') || c.operator.startsWith('StringNotEquals')) {
        for (const v of c.values) yield unescaped(v);
      }
    }
  }
}

const NEGATED: ReadonlySet<ConditionOperator> = new Set([
  'StringNotEquals',
  'StringNotEqualsIgnoreCase',
  'StringNotLike',
  'ArnNotEquals',
  'ArnNotLike',
]);

/** Choices looked at before the text search gives up. */
const CHOICE_LIMIT = 4_000;

/** A text for the text conditions: exact over sets of patterns; null: none; undefined: not known. */
function textSample(question: KeyQuestion): string | null | undefined {
  const required: (readonly Glob[])[] = [];
  const forbidden: Glob[] = [];
  let folded = false;
  for (const [conditions, positive] of [
    [question.must, true],
    [question.mustNot, false],
  ] as const) {
    for (const c of conditions) {
      if (FAMILY[c.operator] !== 'text') continue;
      if (c.operator.endsWith('IgnoreCase')) folded = true;
      const globs = c.values.map((v) => globOfValue(c.operator, v));
      if (NEGATED.has(c.operator) === positive) forbidden.push(...globs);
      else required.push(globs);
    }
  }
  if (required.length === 0) required.push([glob('*')]);
  required.sort((a, b) => a.length - b.length);
  let budget = CHOICE_LIMIT;
  let given = false;
  const choose = (at: number, chosen: readonly Glob[]): string | null => {
    if (budget-- <= 0) {
      given = true;
      return null;
    }
    const last = at === required.length;
    if (last || chosen.length > 1) {
      const sample = sampleOf(chosen, forbidden);
      if (sample === 'too-hard') {
        given = true;
        return null;
      }
      if (last || sample === null) return sample;
    }
    for (const option of required[at] as readonly Glob[]) {
      const found = choose(at + 1, [...chosen, option]);
      if (found !== null) return found;
    }
    return null;
  };
  const found = choose(0, []);
  if (found !== null) return found;
  // Without case, other spellings might fit where these do not.
  return given || folded ? undefined : null;
}

function globOfValue(operator: ConditionOperator, value: string): Glob {
  if (operator.startsWith('Arn')) return arnGlob(value);
  return operator.endsWith('Like') ? glob(value) : literalGlob(unescaped(value));
}
