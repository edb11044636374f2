import type { z } from 'zod';

/**
 * Why an input cannot be read: one place in one file, in words that make one clear line:
 * `FILE: PLACE: expected EXPECTED, found FOUND`.
 */
export interface InputProblem {
  /** As the caller named it. */
  readonly file: string;
  /** A JSON pointer, `line N`, or `line N, POINTER`; empty: the file as a whole. */
  readonly place: string;
  readonly expected: string;
  /** User input is in backticks and shortened. */
  readonly found: string;
}

/** What reading gives: the value, or the first problem. */
export type Read<T> = { readonly value: T } | { readonly problem: InputProblem };

/** The line that a person reads. */
export function problemLine(problem: InputProblem): string {
  const where = problem.place === '' ? problem.file : `${problem.file}: ${problem.place}`;
  return `${where}: expected ${problem.expected}, found ${problem.found}`;
}

const SHOWN = 60;

/** Text of the user's, on one line, shortened, without control characters, in backticks. */
export function quote(text: string): string {
  const line = [...text.slice(0, SHOWN)].map((c) => (isShown(c) ? c : '·')).join('');
  return `\`${line}${text.length > SHOWN ? '…' : ''}\``;
}

/** Control characters, lone surrogates and backticks would break the line or the quoting. */
function isShown(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    code >= 0x20 &&
    (code < 0x7f || code > 0x9f) &&
    code !== 0x60 &&
    code !== 0xfffd &&
    !(code >= 0xd800 && code <= 0xdfff)
  );
}

/** What stands there, in a few words. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return `\`${String(value)}\``;
  if (typeof value === 'string') return value === '' ? 'an empty text' : quote(value);
  if (Array.isArray(value)) return value.length === 0 ? '`[]`' : `a list of ${value.length}`;
  return 'an object';
}

/** A path as an RFC 6901 pointer. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  null: 'null',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
};

/** Checks `value` against a schema. `line`: for files that hold one value per line. */
export function check<T>(schema: z.ZodType<T>, value: unknown, file: string, line: number | null = null): Read<T> {
  const result = schema.safeParse(value, { error: (issue) => expectedWords(issue) });
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  const path = issue?.path ?? [];
  return {
    problem: {
      file,
      place: placeOf(pointer(path), line),
      expected: issue?.message ?? 'another value',
      found: issue?.code === 'invalid_key' ? quote(String(path.at(-1) ?? '')) : describe(at(value, path)),
    },
  };
}

/** Where in a file: the line, and the place in it. */
export function placeOf(where: string, line: number | null): string {
  if (line === null) return where;
  return where === '' ? `line ${line}` : `line ${line}, ${where}`;
}

/** Words for what a schema without words of its own expects. */
function expectedWords(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') return TYPE_WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map((value) => `\`${String(value)}\``).join(' or ');
  if (issue.code === 'invalid_key') return innerWords(issue.issues) ?? 'another key';
  return 'another value';
}

function innerWords(issues: readonly z.core.$ZodIssue[] | undefined): string | null {
  return issues?.[0]?.message ?? null;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}
