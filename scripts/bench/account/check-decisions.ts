import type { AccessLine, Term } from '../../../shared/access/verdict.ts';
import type { Account } from '../../../shared/account/model.ts';
import { Random } from '../../../shared/generate/random.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';
import { linesOf, type PrincipalLine, type RowSet } from '../../../shared/report/view/packed-access.ts';
import type { PrincipalRow } from '../../../shared/report/view/rows.ts';
import { drawQuestion, keyQuestions, type Question, requestOf, worldFor } from './requests.ts';
import { type Asked, type Asker, askedOf, askersOf, outsider } from './subjects.ts';

/** How a run's rows stood against single decisions of the reference. */
export interface DecisionCheck {
  readonly decisions: number;
  readonly allowed: number;
  readonly never: number;
  readonly unconditional: number;
  readonly conditional: number;
  readonly witnesses: number;
  /** What does not agree, the first few in words. */
  readonly disagreements: number;
  readonly examples: readonly string[];
}

/** Decisions drawn of each pair. */
const PER_PAIR = 4;
const EXAMPLES = 8;

/**
 * Random requests over an account, put to the reference: what no row allows must not be allowed, what a row allows
 * without condition must be, and where there are conditions each row's proof must be. `collect` the rows of the pairs
 * first (one walk over the run), then `check`.
 */
export class DecisionChecker {
  readonly #accounts: readonly Account[];
  readonly #questions: readonly Question[];
  readonly #askers: ReadonlyMap<string, Asker>;
  readonly #lines = new Map<string, AccessLine[]>();
  readonly #byAsker = new Map<string, Set<string>>();

  constructor(
    accounts: readonly [Account, ...Account[]],
    outsiders: readonly PrincipalRow[],
    seed: string,
    count: number,
  ) {
    this.#accounts = accounts;
    const [subject, ...others] = accounts;
    const random = new Random(`${seed} decisions`);
    const own = askersOf(accounts, subject);
    const abroad = others.flatMap((account) => askersOf(accounts, account));
    const unread = outsiders.flatMap((row) => outsider(accounts, row) ?? []);
    this.#askers = new Map([...own, ...abroad, ...unread].map((asker) => [asker.arn, asker]));
    const targets = askedOf(subject);
    const theirs = others.flatMap(askedOf);
    const questions: Question[] = [];
    while (questions.length < count) {
      const kind = random.next();
      const asker =
        kind < 0.06 && unread.length > 0
          ? random.pick(unread)
          : kind < 0.12 && abroad.length > 0
            ? random.pick(abroad)
            : random.pick(own);
      const asked =
        asker.account?.id === subject.accountId && kind > 0.92 && theirs.length > 0
          ? random.pick(theirs)
          : random.pick(targets);
      for (let i = 0; i < PER_PAIR; i++) {
        const question = drawQuestion(random, asker, asked);
        if (question !== null) questions.push(question);
      }
      const arns = this.#byAsker.get(asker.arn) ?? new Set();
      arns.add(asked.arn);
      this.#byAsker.set(asker.arn, arns);
    }
    this.#questions = questions.slice(0, count);
  }

  /** Keeps the rows of a pair that is asked about. */
  collect(who: PrincipalLine, resourceArn: string | null, set: RowSet): void {
    if (resourceArn === null || this.#byAsker.get(who.principalArn)?.has(resourceArn) !== true) return;
    this.#lines.set(`${who.principalArn} ${resourceArn}`, [...linesOf(who, resourceArn, set)]);
  }

  check(): DecisionCheck {
    const counts = { allowed: 0, never: 0, unconditional: 0, conditional: 0, witnesses: 0, disagreements: 0 };
    const examples: string[] = [];
    const proven = new Set<Term>();
    const disagree = (question: Question, what: string): void => {
      counts.disagreements++;
      const { asker, action, resource, context } = question;
      if (examples.length < EXAMPLES) {
        examples.push(`${what}: ${asker.arn} ${action.id} ${resource} ${JSON.stringify(context)}`);
      }
    };
    for (const question of this.#questions) {
      const { asker, asked, action, resource, context } = question;
      const allowed = this.#allowed(asker, asked, { action: action.id, resource, context });
      if (allowed) counts.allowed++;
      const lines = (this.#lines.get(`${asker.arn} ${asked.arn}`) ?? []).filter(({ capability }) =>
        action.capabilities.includes(capability),
      );
      const direct = lines.flatMap(({ terms }) =>
        terms.filter((term) => term.path.length === 0 && reaches(term, action.id, resource)),
      );
      if (direct.length === 0) {
        // Where not every term is shown, nothing can be said of what the shown ones leave out.
        if (lines.some(({ moreTerms }) => moreTerms > 0)) continue;
        counts.never++;
        if (allowed && this.#hasKey(question)) disagree(question, 'allowed where no row says so');
      } else if (direct.some(({ conditions }) => conditions.length === 0)) {
        counts.unconditional++;
        if (!allowed && !asker.unread) disagree(question, 'not allowed where a row says so');
      } else counts.conditional++;
      for (const term of lines.flatMap(({ terms }) => terms)) {
        if (proven.has(term)) continue;
        proven.add(term);
        counts.witnesses++;
        const last = term.path.at(-1);
        const by = last === undefined ? asker : this.#askers.get(last);
        if (by === undefined || !this.#allowed(by, asked, term.witness)) {
          disagree(
            { ...question, resource: term.witness.resource, context: term.witness.context },
            `a witness by ${last ?? 'itself'} of ${term.witness.action} is not allowed`,
          );
        }
      }
    }
    return { decisions: this.#questions.length, ...counts, examples };
  }

  #allowed(asker: Asker, asked: Asked, call: Parameters<typeof requestOf>[3]): boolean {
    const request = requestOf(this.#accounts, asker, asked, call);
    return referenceDecide(worldFor(this.#accounts, asker, request), request).decision === 'allowed';
  }

  /** Whether, where the content lies under a key, the caller may use that as well. */
  #hasKey(question: Question): boolean {
    const alternatives = keyQuestions(question);
    if (alternatives.length === 0) return true;
    const { asker, asked } = question;
    return alternatives.some((calls) =>
      calls.every((call) =>
        this.#allowed(asker, { ...asked, arn: call.resource, tags: this.#tagsOf(call.resource) }, call),
      ),
    );
  }

  #tagsOf(arn: string): Asked['tags'] {
    for (const account of this.#accounts) {
      const found = account.resources.find((resource) => resource.arn === arn);
      if (found !== undefined && typeof found.tags !== 'string') return found.tags;
    }
    return {};
  }
}

function reaches({ actions, scope }: Term, action: string, resource: string): boolean {
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
