import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';
import { type CsvCell, csvRecord } from '../tables/csv.ts';
import type { StatementRow } from '../view/rows.ts';
import { conditionsWords } from '../view/words.ts';

/** The terms of a line at a glance. */
export interface Glance {
  readonly actions: readonly string[];
  readonly scope: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** The shortest. */
  readonly path: readonly string[];
}

export type ExportedLine = Omit<AccessLine, 'terms' | 'canGrantItself'> & Glance;

/** A line that needs no other file: the statements of its grants stand in it. */
export type ExpandedLine = AccessLine &
  Glance & {
    /** By id, as `grants` name them. */
    readonly statements: Readonly<Record<string, StatementRow>>;
  };

/** Access lines with a summary of their terms; `expand`: with the terms and the statements that grant. */
export function* exportedLines(run: Run, expand: boolean): Generator<ExportedLine | ExpandedLine> {
  for (const line of run.accessLines()) {
    if (expand) {
      yield { ...line, ...glanceOf(line), statements: statementsOf(run, line) };
      continue;
    }
    const { terms: _, canGrantItself: __, ...rest } = line;
    yield { ...rest, ...glanceOf(line) };
  }
}

function glanceOf({ terms }: AccessLine): Glance {
  const paths = terms.map(({ path }) => path).sort((a, b) => a.length - b.length);
  return {
    actions: union(terms.map(({ actions }) => actions)),
    scope: {
      include: union(terms.map(({ scope }) => scope.include)),
      // What one term leaves out another may reach: only what all leave out is left out.
      exclude: union(terms.map(({ scope }) => scope.exclude)).filter((pattern) =>
        terms.every(({ scope }) => scope.exclude.includes(pattern)),
      ),
    },
    path: paths[0] ?? [],
  };
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort(byCodeUnits);
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
