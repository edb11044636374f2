import type { AccessLine, Term, TermCondition } from '../../shared/access/verdict.ts';
import type { ExpectedRow } from './expected.ts';

/**
 * Compares what is expected of a run with its access lines. Each mismatch is one line of words; none: all rows agree.
 * `expected` are the rows of this run (`ofRun`).
 */
export function compareRows(expected: readonly ExpectedRow[], lines: Iterable<AccessLine>): readonly string[] {
  const wanted = new Map<string, AccessLine[]>(expected.map((row) => [keyOfRow(row), []]));
  for (const line of lines) wanted.get(keyOfLine(line))?.push(line);
  return expected.flatMap((row) =>
    mismatches(row, wanted.get(keyOfRow(row)) ?? []).map((words) => `${row.id} (${row.rules.join(', ')}): ${words}`),
  );
}

function mismatches(row: ExpectedRow, lines: readonly AccessLine[]): readonly string[] {
  const terms = lines.flatMap((line) => line.terms).filter((term) => !row.path || samePath(term.path, row.path));
  if (row.verdict === 'never') return unexpected(row, lines, terms);
  const [line] = lines;
  const what = `${row.capability} of \`${row.principalArn}\` on \`${row.resourceArn ?? `${row.service}:*`}\``;
  if (line === undefined) return [`expected ${row.verdict} ${what}, found no line`];
  if (lines.length > 1) return [`expected one line for ${what}, found ${lines.length}`];
  const found: string[] = [];
  if (line.principalType !== row.principalType) {
    found.push(`expected principal type ${row.principalType}, found ${line.principalType}`);
  }
  if (terms.length === 0) return [...found, `expected a term with path ${list(row.path)}, found ${paths(line.terms)}`];
  return [...found, ...verdict(row, line, terms), ...contents(row, terms)];
}

function unexpected(row: ExpectedRow, lines: readonly AccessLine[], terms: readonly Term[]): readonly string[] {
  const offending = row.actions ? held(row.actions, terms) : [];
  if (row.actions)
    return offending.length > 0 ? [`expected none of ${list(row.actions)}, found ${list(offending)}`] : [];
  const there = row.path ? terms.length > 0 : lines.length > 0;
  if (!there) return [];
  return [
    `expected never, found ${lines[0]?.verdict} with ${list(terms.flatMap((term) => term.actions))} by ${paths(terms)}`,
  ];
}

/** With a path, the verdict is that of the terms that take it. */
function verdict(row: ExpectedRow, line: AccessLine, terms: readonly Term[]): readonly string[] {
  if (row.verdict === 'present') return [];
  const free = terms.some((term) => term.conditions.length === 0);
  const judged = row.path ? (free ? 'allowed' : 'conditional') : line.verdict;
  return judged === row.verdict ? [] : [`expected ${row.verdict}, found ${judged} under ${list(keysOf(terms))}`];
}

function contents(row: ExpectedRow, terms: readonly Term[]): readonly string[] {
  const found: string[] = [];
  const missing = (row.actions ?? []).filter((action) => held([action], terms).length === 0);
  if (missing.length > 0) {
    found.push(`expected actions ${list(missing)}, found ${list(terms.flatMap((term) => term.actions))}`);
  }
  const extra = held(row.notActions ?? [], terms);
  if (extra.length > 0) found.push(`expected without ${list(extra)}, found them`);
  const considered = row.actions ? terms.filter((term) => held(row.actions ?? [], [term]).length > 0) : terms;
  for (const side of ['include', 'exclude'] as const) {
    const patterns = row.scope?.[side];
    if (patterns === undefined) continue;
    const actual = sorted(considered.flatMap((term) => term.scope[side]));
    if (list(actual) !== list(sorted(patterns))) {
      found.push(`expected scope.${side} ${list(sorted(patterns))}, found ${list(actual)}`);
    }
  }
  for (const key of row.conditionKeys ?? []) {
    const without = considered.filter((term) => !keysOf([term]).includes(key.toLowerCase()));
    if (without.length > 0) {
      found.push(`expected a condition on \`${key}\` in every term, found one under ${list(keysOf(without))}`);
    }
  }
  return found;
}

/** Those of `actions` that some term holds; actions compare without case (rule E14). */
function held(actions: readonly string[], terms: readonly Term[]): readonly string[] {
  const present = new Set(terms.flatMap((term) => term.actions.map((action) => action.toLowerCase())));
  return actions.filter((action) => present.has(action.toLowerCase()));
}

/** Condition keys of the terms, in lower case, negated ones included. */
function keysOf(terms: readonly Term[]): readonly string[] {
  const keys = (condition: TermCondition): readonly string[] =>
    'not' in condition ? condition.not.flatMap(keys) : [condition.key.toLowerCase()];
  return sorted(terms.flatMap((term) => term.conditions.flatMap(keys)));
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((role, place) => role === b[place]);
}

/** A line's account may stand as its id or as its root ARN: both name the account (rule E02). */
function accountOf(principal: string, type: string): string {
  return type === 'account' ? principal.replace(/^arn:[^:]+:iam::(\d{12}):root$/, '$1') : principal;
}

function keyOfRow(row: ExpectedRow): string {
  return keyOf(row.principalArn, row.principalType, row.resourceArn, row.service ?? '', row.capability);
}

function keyOfLine(line: AccessLine): string {
  return keyOf(line.principalArn, line.principalType, line.resourceArn, line.service, line.capability);
}

/** The service tells service-level lines apart; with a resource it says nothing new. */
function keyOf(principal: string, type: string, resource: string | null, service: string, capability: string): string {
  return [accountOf(principal, type), resource ?? `service ${service}`, capability].join(' ');
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function list(texts: readonly string[] = []): string {
  return texts.length === 0 ? 'none' : [...new Set(texts)].map((text) => `\`${text}\``).join(', ');
}

function paths(terms: readonly Term[]): string {
  return terms.length === 0 ? 'no term' : sorted(terms.map((term) => term.path.join(' → ') || 'direct')).join('; ');
}
