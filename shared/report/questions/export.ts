import type { AccessLine } from '../../access/verdict.ts';
import type { Run } from '../read-run.ts';
import { type CsvCell, csvRecord } from '../tables/csv.ts';
import type { StatementRow } from '../view/rows.ts';
import { conditionsWords } from '../view/words.ts';
import { type GivenLine, type Glance, given, glanceOf, union } from './glance.ts';

/** A line without its terms. */
export type ExportedLine = Omit<AccessLine, 'terms' | 'canGrantItself'> & Glance;

/** A line that needs no other file: the statements of its grants stand in it. */
export type ExpandedLine = GivenLine & {
  /** By id, as `grants` name them. */
  readonly statements: Readonly<Record<string, StatementRow>>;
};

/** Access lines with a summary of their terms; `expand`: with the terms and the statements that grant. */
export function* exportedLines(run: Run, expand: boolean): Generator<ExportedLine | ExpandedLine> {
  for (const line of run.accessLines()) {
    if (expand) {
      yield { ...given(line), statements: statementsOf(run, line) };
      continue;
    }
    const { terms: _, canGrantItself: __, ...rest } = line;
    yield { ...rest, ...glanceOf(line) };
  }
}

function statementsOf(run: Run, line: AccessLine): Readonly<Record<string, StatementRow>> {
  const rows = run.statements();
  const ids = union(line.terms.map(({ grants }) => grants));
  return Object.fromEntries(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id) as StatementRow]] : []))); // just asked
}

const LINE_COLUMNS =
  'principal_arn,principal_type,resource_arn,resource_type,service,access_capability,verdict,actions,scope_include,scope_exclude,path,more_terms';
const TERM_COLUMNS =
  'principal_arn,principal_type,resource_arn,resource_type,service,access_capability,verdict,actions,scope_include,scope_exclude,path,conditions,grants';

/** The same as CSV: one record for each line, or, expanded, for each term. Lists are joined by a space. */
export function* exportedRecords(run: Run, expand: boolean): Generator<string> {
  yield `${expand ? TERM_COLUMNS : LINE_COLUMNS}\r\n`;
  for (const line of run.accessLines()) {
    const head: readonly CsvCell[] = [
      line.principalArn,
      line.principalType,
      line.resourceArn,
      line.resourceType,
      line.service,
      line.capability,
    ];
    if (!expand) {
      yield csvRecord([...head, line.verdict, ...glanceCells(glanceOf(line)), String(line.moreTerms)]);
      continue;
    }
    for (const term of line.terms) {
      const verdict = term.conditions.length === 0 ? 'allowed' : 'conditional';
      yield csvRecord([
        ...head,
        verdict,
        ...glanceCells(term),
        conditionsWords(term.conditions),
        term.grants.join(' '),
      ]);
    }
  }
}

function glanceCells({ actions, scope, path }: Glance): readonly CsvCell[] {
  return [actions.join(' '), scope.include.join(' '), scope.exclude.join(' '), path.join(' ')];
}
