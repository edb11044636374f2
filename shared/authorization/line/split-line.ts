/** A line cut in two, each half the fields of one JSON object without its braces. */
export interface SplitLine {
  /** `"id":…,"request":{…}` */
  readonly question: string;
  /** The policies and facts that follow; empty where nothing does. */
  readonly world: string;
}

/**
 * Cuts a line behind its request, so that a world that comes again need not be parsed again. Null where the line does
 * not begin with `id` and `request`, in this order: it is then read as a whole. Whether the halves are JSON shows when
 * they are parsed.
 */
export function splitLine(text: string): SplitLine | null {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN_BRACE) return null;
  const start = skipSpace(text, at + 1);
  at = start;
  if (text.startsWith('"id"', at)) {
    at = behindScalar(text, skipSpace(text, at + 4));
    if (at < 0 || text.charCodeAt(at) !== COMMA) return null;
    at = skipSpace(text, at + 1);
  }
  if (!text.startsWith('"request"', at)) return null;
  at = skipSpace(text, at + 9);
  if (text.charCodeAt(at) !== COLON) return null;
  at = skipSpace(text, at + 1);
  if (text.charCodeAt(at) !== OPEN_BRACE) return null;
  at = behindObject(text, at);
  if (at < 0) return null;
  const question = text.slice(start, at);
  at = skipSpace(text, at);
  const end = lastBrace(text);
  if (end < at) return null;
  if (at === end) return { question, world: '' };
  // Behind the comma at least one field must follow.
  if (text.charCodeAt(at) !== COMMA || skipSpace(text, at + 1) >= end) return null;
  return { question, world: text.slice(at + 1, end) };
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Behind `: "text"` or `: 7`, and the space that follows; negative where neither stands there. */
function behindScalar(text: string, colon: number): number {
  if (text.charCodeAt(colon) !== COLON) return -1;
  let at = skipSpace(text, colon + 1);
  if (text.charCodeAt(at) === QUOTE) return skipSpace(text, behindText(text, at));
  while (at < text.length && text.charCodeAt(at) !== COMMA) {
    // An id that is an object or a list is rare: such a line is read as a whole.
    if (text.charCodeAt(at) === OPEN_BRACE || text.charCodeAt(at) === 91) return -1;
    at++;
  }
  return at;
}

/** Behind the closing brace of the object that opens at `at`; negative where none closes it. */
function behindObject(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) i = behindText(text, i) - 1;
    else if (unit === OPEN_BRACE) depth++;
    else if (unit === CLOSE_BRACE && --depth === 0) return i + 1;
  }
  return -1;
}

/** Behind the closing quote of the text that opens at `at`; the text's length where none closes it. */
function behindText(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function lastBrace(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && isSpace(text.charCodeAt(at))) at--;
  return text.charCodeAt(at) === CLOSE_BRACE ? at : -1;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** JSON's own white space. */
function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}
