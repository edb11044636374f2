import type { AccessLine, Term } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';
import { jsonLine } from '../canonical-json.ts';

/**
 * What repeats in access lines, written once: a set of terms, with the row's own resource replaced by a
 * placeholder so that a thousand like resources share one entry.
 */
export interface TermSet {
  readonly id: string;
  readonly terms: readonly Term[];
  readonly moreTerms: number;
  readonly canGrantItself: readonly Capability[];
}

/** Stands for the row's resource ARN inside a term set. No ARN holds a brace in its first characters. */
const RESOURCE = '{resource}';

/** An access line on disk: the contract's fields, its terms by id. */
export interface StoredAccessLine extends Omit<AccessLine, 'terms' | 'moreTerms' | 'canGrantItself'> {
  /** Id of the term set. */
  readonly terms: string;
}

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

/** Term sets by id, from the text of one or more dictionary files. */
export function readTermSets(texts: Iterable<string>): ReadonlyMap<string, TermSet> {
  const sets = new Map<string, TermSet>();
  for (const text of texts) {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const set = JSON.parse(line) as TermSet; // written by TermDictionary
      sets.set(set.id, set);
    }
  }
  return sets;
}

/** The self-contained line again. */
export function expand(line: StoredAccessLine, sets: ReadonlyMap<string, TermSet>): AccessLine {
  const set = sets.get(line.terms);
  // A run whose dictionary lacks an entry was cut; an empty set would hide access.
  if (set === undefined) throw new Error(`access line refers to the unknown term set ${line.terms}`);
  return { ...line, terms: absolute(set.terms, line.resourceArn), moreTerms: set.moreTerms, canGrantItself: set.canGrantItself };
}

function relative(terms: readonly Term[], resourceArn: string | null): readonly Term[] {
  if (resourceArn === null) return terms;
  return mapArns(terms, (arn) => (arn.startsWith(resourceArn) ? RESOURCE + arn.slice(resourceArn.length) : arn));
}

function absolute(terms: readonly Term[], resourceArn: string | null): readonly Term[] {
  if (resourceArn === null) return terms;
  return mapArns(terms, (arn) => (arn.startsWith(RESOURCE) ? resourceArn + arn.slice(RESOURCE.length) : arn));
}

function mapArns(terms: readonly Term[], map: (arn: string) => string): readonly Term[] {
  return terms.map((term) => ({
    ...term,
    scope: { include: term.scope.include.map(map), exclude: term.scope.exclude.map(map) },
    witness: { ...term.witness, resource: map(term.witness.resource) },
  }));
}
