import type { AccessLine, Term } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';

/**
 * How access lines lie in a run folder: the contract's fields in each line, the terms by id. What repeats is
 * written once, with the row's own resource replaced by a placeholder so that a thousand like resources share one
 * entry. The dashboard and every other reader expand lines here.
 */
export interface TermSet {
  readonly id: string;
  readonly terms: readonly Term[];
  readonly moreTerms: number;
  readonly canGrantItself: readonly Capability[];
}

/** Stands for the row's resource ARN inside a term set. No ARN begins with a brace. */
export const RESOURCE_PLACEHOLDER = '{resource}';

/** An access line on disk. */
export interface StoredAccessLine extends Omit<AccessLine, 'terms' | 'moreTerms' | 'canGrantItself'> {
  /** Id of the term set. */
  readonly terms: string;
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
  return {
    ...line,
    terms: absolute(set.terms, line.resourceArn),
    moreTerms: set.moreTerms,
    canGrantItself: set.canGrantItself,
  };
}

function absolute(terms: readonly Term[], resourceArn: string | null): readonly Term[] {
  if (resourceArn === null) return terms;
  return mapTermArns(terms, (arn) =>
    arn.startsWith(RESOURCE_PLACEHOLDER) ? resourceArn + arn.slice(RESOURCE_PLACEHOLDER.length) : arn,
  );
}

/** The terms with every resource ARN and pattern in them replaced. */
export function mapTermArns(terms: readonly Term[], map: (arn: string) => string): readonly Term[] {
  return terms.map((term) => ({
    ...term,
    scope: { include: term.scope.include.map(map), exclude: term.scope.exclude.map(map) },
    witness: { ...term.witness, resource: map(term.witness.resource) },
  }));
}
