import type { AccessLine, Term } from '../../../shared/access/verdict.ts';
import type { Account } from '../../../shared/account/model.ts';
import type { Request } from '../../../shared/authorization/request.ts';
import { Random } from '../../../shared/generate/random.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';
import { linesOf, type PrincipalLine, type RowSet } from '../../../shared/report/view/packed-access.ts';
import type { PrincipalRow } from '../../../shared/report/view/rows.ts';
import { drawQuestion, keyQuestions, type Question, requestOf, worldFor } from './requests.ts';
import { meets } from './shown-conditions.ts';
import { type Asked, type Asker, askedOf, askersOf, outsider } from './subjects.ts';

/** How a run's rows stood against single decisions of the reference. */
export interface DecisionCheck {
  readonly decisions: number;
  readonly allowed: number;
  /** Questions by what the rows say of them. */
  readonly never: number;
  readonly unconditional: number;
  readonly conditional: number;
  readonly witnesses: number;
  readonly disagreements: number;
  /** The first few disagreements in words. */
  readonly examples: readonly string[];
}

interface Pair {
  readonly asker: Asker;
  readonly asked: Asked;
}

/** Decisions drawn of each pair. */
const PER_PAIR = 4;
const EXAMPLES = 8;

/**
 * Random requests over an account, put to the reference: what no row allows must not be allowed, what a row allows
 * without condition must be, under conditions just the requests that meet them, and every row's proof. `collect` the
 * rows of the pairs in a walk over the run, then `check`.
 */
export class DecisionChecker {
  readonly #accounts: readonly Account[];
  readonly #random: Random;
  readonly #count: number;
  readonly #pairs: readonly Pair[];
  readonly #askers: ReadonlyMap<string, Asker>;
  readonly #wanted = new Map<string, Set<string>>();
  readonly #lines = new Map<string, readonly AccessLine[]>();
  #keys: ReadonlyMap<string, Asked> | null = null;
  readonly #proven = new Set<Term>();
  readonly #counts = { allowed: 0, never: 0, unconditional: 0, conditional: 0, witnesses: 0, disagreements: 0 };
  readonly #examples: string[] = [];

  /** `accounts`: the run's own first. `principals`: the run's, for those of no account that was read. */
  constructor(
    accounts: readonly [Account, ...Account[]],
    principals: readonly PrincipalRow[],
    seed: string,
    count: number,
  ) {
    this.#accounts = accounts;
    this.#count = count;
    this.#random = new Random(`${seed} decisions`);
    const [subject, ...others] = accounts;
    const own = askersOf(accounts, subject);
    const abroad = others.flatMap((account) => askersOf(accounts, account));
    const unread = principals.flatMap((row) => outsider(accounts, row) ?? []);
    this.#askers = new Map([...own, ...abroad, ...unread].map((asker) => [asker.arn, asker]));
    const [targets, theirs] = [askedOf(subject), others.flatMap(askedOf)];
    this.#pairs = Array.from({ length: Math.ceil(count / PER_PAIR) }, () =>
      this.#pair(own, abroad, unread, targets, theirs),
    );
    for (const { asker, asked } of this.#pairs) {
      const arns = this.#wanted.get(asker.arn) ?? new Set();
      this.#wanted.set(asker.arn, arns.add(asked.arn));
    }
  }

  /** Keeps the rows of a pair that is asked about. */
  collect(who: PrincipalLine, resourceArn: string | null, set: RowSet): void {
    if (resourceArn === null || this.#wanted.get(who.principalArn)?.has(resourceArn) !== true) return;
    this.#lines.set(keyOf(who.principalArn, resourceArn), linesOf(who, resourceArn, set));
  }

  check(): DecisionCheck {
    let decisions = 0;
    for (const { asker, asked } of this.#pairs) {
      const lines = this.#lines.get(keyOf(asker.arn, asked.arn)) ?? [];
      const actions = lines.flatMap(({ terms }) => terms.flatMap((term) => term.actions));
      for (let i = 0; i < PER_PAIR && decisions < this.#count; i++) {
        const question = drawQuestion(this.#random, asker, asked, i % 2 === 0 ? [] : actions);
        if (question === null) continue;
        decisions++;
        this.#ask(i % 4 === 3 ? this.#nearWitness(question, lines) : question, lines);
      }
      this.#prove(asker, asked, lines);
    }
    return { decisions, ...this.#counts, examples: this.#examples };
  }

  #pair(
    own: readonly Asker[],
    abroad: readonly Asker[],
    unread: readonly Asker[],
    targets: readonly Asked[],
    theirs: readonly Asked[],
  ): Pair {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.06 && unread.length > 0) return { asker: random.pick(unread), asked: random.pick(targets) };
    if (kind < 0.12 && abroad.length > 0) return { asker: random.pick(abroad), asked: random.pick(targets) };
    if (kind < 0.18 && theirs.length > 0) return { asker: random.pick(own), asked: random.pick(theirs) };
    return { asker: random.pick(own), asked: random.pick(targets) };
  }

  /** The same with what some row's proof carries, so that conditions are met more often than chance would. */
  #nearWitness(question: Question, lines: readonly AccessLine[]): Question {
    const terms = lines.flatMap((line) =>
      line.terms.filter(({ path, actions }) => path.length === 0 && actions.includes(question.action.id)),
    );
    if (terms.length === 0) return question;
    const { witness } = this.#random.pick(terms);
    const resource = witness.action === question.action.id ? witness.resource : question.resource;
    return { ...question, resource, context: { ...question.context, ...witness.context } };
  }

  #ask(question: Question, lines: readonly AccessLine[]): void {
    const { asker, asked, action, resource, context } = question;
    const request = requestOf(this.#accounts, asker, asked, { action: action.id, resource, context });
    const allowed = this.#allowed(asker, request);
    const counts = this.#counts;
    if (allowed) counts.allowed++;
    const relevant = lines.filter(({ capability }) => action.capabilities.includes(capability));
    const direct = relevant.flatMap(({ terms }) =>
      terms.filter((term) => term.path.length === 0 && reaches(term, request)),
    );
    // Where not every term is shown, nothing can be said of what the shown ones leave out.
    const all = relevant.every(({ moreTerms }) => moreTerms === 0);
    if (direct.some(({ conditions }) => conditions.length === 0)) {
      counts.unconditional++;
      if (!allowed) this.#disagree(question, 'not allowed where a row says so');
      return;
    }
    if (direct.length > 0) counts.conditional++;
    else if (all) counts.never++;
    const key = keyQuestions(question);
    // With a second key the conditions shown are those of two requests.
    const met = key.length === 0 && direct.some((term) => meets(term, request));
    if (met && !allowed) this.#disagree(question, 'not allowed where a row’s conditions are met');
    if (allowed && all && !met && (key.length === 0 || (direct.length === 0 && this.#mayUseKey(question, key)))) {
      this.#disagree(
        question,
        direct.length === 0 ? 'allowed where no row says so' : 'allowed where no row’s conditions are met',
      );
    }
  }

  /** Every row's own proof, once. */
  #prove(asker: Asker, asked: Asked, lines: readonly AccessLine[]): void {
    for (const { terms } of lines) {
      for (const term of terms) {
        if (this.#proven.has(term)) continue;
        this.#proven.add(term);
        this.#counts.witnesses++;
        const last = term.path.at(-1);
        const by = last === undefined ? asker : this.#askers.get(last);
        const { action, resource, context } = term.witness;
        if (by !== undefined && this.#allowed(by, requestOf(this.#accounts, by, asked, term.witness))) continue;
        this.#note(`a witness is not allowed: ${by?.arn ?? last} ${action} ${resource} ${JSON.stringify(context)}`);
      }
    }
  }

  #allowed(asker: Asker, request: Request): boolean {
    return referenceDecide(worldFor(this.#accounts, asker, request), request).decision === 'allowed';
  }

  #mayUseKey({ asker, asked }: Question, alternatives: ReturnType<typeof keyQuestions>): boolean {
    return alternatives.some((calls) =>
      calls.every((call) => {
        const key = this.#keyAt(call.resource, asked);
        return this.#allowed(asker, requestOf(this.#accounts, asker, key, call));
      }),
    );
  }

  #keyAt(arn: string, content: Asked): Asked {
    this.#keys ??= new Map(
      this.#accounts.flatMap(askedOf).flatMap((one) => (one.type === 'AWS::KMS::Key' ? [[one.arn, one]] : [])),
    );
    return this.#keys.get(arn) ?? { ...content, arn, tags: {} };
  }

  #disagree({ asker, action, resource, context }: Question, what: string): void {
    this.#note(`${what}: ${asker.arn} ${action.id} ${resource} ${JSON.stringify(context)}`);
  }

  #note(text: string): void {
    this.#counts.disagreements++;
    if (this.#examples.length < EXAMPLES) this.#examples.push(text);
  }
}

function keyOf(principalArn: string, resourceArn: string): string {
  return `${principalArn} ${resourceArn}`;
}

function reaches({ actions, scope }: Term, { action, resource }: Request): boolean {
  if (!actions.includes(action)) return false;
  const fits = (pattern: string): boolean => patternOf(pattern).test(resource);
  return scope.include.some(fits) && !scope.exclude.some(fits);
}

const patterns = new Map<string, RegExp>();

/** A scope's pattern, read in the plainest way there is. */
function patternOf(text: string): RegExp {
  let made = patterns.get(text);
  if (made === undefined) {
    const body = text
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    made = new RegExp(`^${body}$`, 's');
    patterns.set(text, made);
  }
  return made;
}
