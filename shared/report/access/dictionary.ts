import type { AccessLine, Term } from '../../access/verdict.ts';
import { jsonLine } from '../canonical-json.ts';
import { mapTermArns, RESOURCE_PLACEHOLDER, type StoredAccessLine } from '../view/stored-access.ts';

/** Gives ids to term sets in the order in which they appear; `prefix` keeps the ids of shards apart. */
export class TermDictionary {
  readonly #ids = new Map<string, string>();
  readonly #lines: string[] = [];
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The stored form of a line; a new term set becomes a line of the dictionary. */
  store(line: AccessLine): StoredAccessLine {
    const { terms, moreTerms, canGrantItself, ...rest } = line;
    const body = { canGrantItself, moreTerms, terms: relative(terms, line.resourceArn) };
    const key = JSON.stringify(body);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = `${this.#prefix}${this.#ids.size}`;
      this.#ids.set(key, id);
      this.#lines.push(jsonLine({ id, ...body }));
    }
    return { ...rest, terms: id };
  }

  /** Lines of the dictionary file, in the order of their ids. */
  lines(): readonly string[] {
    return this.#lines;
  }
}

function relative(terms: readonly Term[], resourceArn: string | null): readonly Term[] {
  if (resourceArn === null) return terms;
  return mapTermArns(terms, (arn) =>
    arn.startsWith(resourceArn) ? RESOURCE_PLACEHOLDER + arn.slice(resourceArn.length) : arn,
  );
}
