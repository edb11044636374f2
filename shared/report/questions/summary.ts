import type { AccessLine, Term } from '../../access/verdict.ts';
import { conditionsWords, scopeWords } from '../view/words.ts';
import type { PartsOfResources } from './parts.ts';

/** A line in a hurry: under what, on which part, and through whom. */
export interface LineSummary {
  readonly conditions: string;
  /** Empty: the whole. */
  readonly scope: string;
  /** `direct`, or the roles on the way. */
  readonly path: string;
}

/** Ways told in full before the rest is counted. */
const MOST_TOLD = 2;

/** Of a line that is allowed the unconditional terms alone count: they are what the verdict rests on. */
export function summaryOf(line: AccessLine, parts: PartsOfResources): LineSummary {
  const terms =
    line.verdict === 'allowed' ? line.terms.filter(({ conditions }) => conditions.length === 0) : line.terms;
  const more = line.verdict === 'allowed' ? 0 : line.moreTerms;
  return {
    conditions: told(
      terms.map(({ conditions }) => conditionsWords(conditions)),
      ' or ',
      more,
    ),
    scope: terms.some((term) => isWhole(line, term, parts))
      ? ''
      : told(
          terms.map(({ scope }) => scopeWords(scope)),
          '; ',
          more,
        ),
    path: pathOf(terms, more),
  };
}

/** A service-level term over everything is whole. */
function isWhole(line: AccessLine, { scope }: Term, parts: PartsOfResources): boolean {
  if (line.resourceArn === null) return scope.exclude.length === 0 && scope.include.includes('*');
  return parts.of(line.resourceArn)?.isWhole(scope) === true;
}

function told(words: readonly string[], joint: string, more: number): string {
  const distinct = [...new Set(words)];
  const rest = distinct.length - MOST_TOLD + more;
  const shown = distinct.slice(0, MOST_TOLD).join(joint);
  return rest > 0 ? `${shown}${joint}${rest} other way${rest === 1 ? '' : 's'}` : shown;
}

/** Terms stand with shorter paths first. */
function pathOf(terms: readonly Term[], more: number): string {
  if (terms.some(({ path }) => path.length === 0)) return 'direct';
  const paths = [...new Set(terms.map(({ path }) => path.join(' → ')))];
  const rest = paths.length - 1 + more;
  return `through ${paths[0] ?? ''}${rest > 0 ? ` (or ${rest} other way${rest === 1 ? '' : 's'})` : ''}`;
}
