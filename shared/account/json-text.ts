import { type InputProblem, placeOf, quote, type Read } from './problem.ts';

/**
 * JSON text with the place of its first error. `JSON.parse` decides what is JSON; the scanner below only finds where
 * it stops being so, and where one document ends and the next begins.
 */
export function parseJson(text: string, file: string, line: number | null = null): Read<unknown> {
  const parsed = attempt(text);
  return parsed ?? { problem: notJson(text, file, line) };
}

/** One or several JSON documents after each other, as a paginated command prints them. */
export function parseJsonDocuments(text: string, file: string): Read<readonly unknown[]> {
  const single = attempt(text);
  if (single !== null) return { value: [single.value] };
  const documents: unknown[] = [];
  let from = skipSpace(text, 0);
  while (from < text.length || documents.length === 0) {
    const end = scanValue(text, from);
    const document = end.ok ? attempt(text.slice(from, end.at)) : null;
    if (document === null) return { problem: notJson(text, file, null, from) };
    documents.push(document.value);
    from = skipSpace(text, end.at);
  }
  return { value: documents };
}

/** One JSON value per line; blank lines are passed over. */
export function parseJsonLines(
  text: string,
  file: string,
): Read<readonly { readonly line: number; readonly value: unknown }[]> {
  const values: { line: number; value: unknown }[] = [];
  let line = 0;
  for (const content of withoutMark(text).split('\n')) {
    line += 1;
    if (content.trim() === '') continue;
    const read = parseJson(content, file, line);
    if ('problem' in read) return read;
    values.push({ line, value: read.value });
  }
  return { value: values };
}

function attempt(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(withoutMark(text)) };
  } catch {
    // The place of the error is found by the scanner: the engine's message does not always carry it.
    return null;
  }
}

/** Some shells write a byte-order mark first. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function notJson(text: string, file: string, line: number | null, from = skipSpace(text, 0)): InputProblem {
  if (from >= text.length) return { file, place: placeOf('', line), expected: 'JSON', found: 'nothing' };
  const end = scanValue(text, from);
  const at = end.ok ? skipSpace(text, end.at) : end.at;
  const place = line === null ? `line ${lineOf(text, at)}` : `line ${line}`;
  if (at >= text.length) return { file, place, expected: 'JSON', found: 'a text that ends in the middle of it' };
  return { file, place, expected: 'JSON', found: quote(text.slice(at, at + 80).split('\n')[0] ?? '') };
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

const SPACE = new Set([' ', '\t', '\n', '\r', '\uFEFF']);

function skipSpace(text: string, from: number): number {
  let i = from;
  while (i < text.length && SPACE.has(text[i] ?? '')) i += 1;
  return i;
}

/** Where a scan ended: after the value, or at the character that no JSON value has there. */
interface ScanEnd {
  readonly ok: boolean;
  readonly at: number;
}

type State = 'value' | 'first-value' | 'first-key' | 'key' | 'colon' | 'after';

/** Finds the end of the JSON value at `from`, without recursion. */
function scanValue(text: string, from: number): ScanEnd {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let i = from;
  for (;;) {
    i = skipSpace(text, i);
    const c = text[i];
    if (c === undefined) return { ok: false, at: i };
    if (state === 'colon') {
      if (c !== ':') return { ok: false, at: i };
      i += 1;
      state = 'value';
      continue;
    }
    const within: '{' | '[' | undefined = open.at(-1);
    const closes =
      (c === '}' && within === '{' && (state === 'after' || state === 'first-key')) ||
      (c === ']' && within === '[' && (state === 'after' || state === 'first-value'));
    if (closes) {
      open.pop();
      i += 1;
    } else if (state === 'after') {
      if (c !== ',') return { ok: false, at: i };
      i += 1;
      state = within === '{' ? 'key' : 'value';
      continue;
    } else if (state === 'key' || state === 'first-key') {
      const end = scanScalar(text, i);
      if (c !== '"' || !end.ok) return { ok: false, at: end.at };
      i = end.at;
      state = 'colon';
      continue;
    } else if (c === '{' || c === '[') {
      open.push(c);
      i += 1;
      state = c === '{' ? 'first-key' : 'first-value';
      continue;
    } else {
      const end = scanScalar(text, i);
      if (!end.ok) return end;
      i = end.at;
    }
    if (open.length === 0) return { ok: true, at: i };
    state = 'after';
  }
}

const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** A text, number or word. A text that ends too early is an error at the end of the input. */
function scanScalar(text: string, from: number): ScanEnd {
  if (text[from] !== '"') {
    PLAIN.lastIndex = from;
    const match = PLAIN.exec(text);
    return match === null ? { ok: false, at: from } : { ok: true, at: from + match[0].length };
  }
  for (let i = from + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return { ok: true, at: i + 1 };
    if (c < 0x20) return { ok: false, at: i };
    if (c === 0x5c) {
      i += 1;
      const escaped = text[i];
      if (escaped !== undefined && !'"\\/bfnrtu'.includes(escaped)) return { ok: false, at: i };
    }
  }
  return { ok: false, at: text.length };
}
