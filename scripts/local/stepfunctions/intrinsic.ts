import { type Path, parsePath } from './path.ts';

/** One argument of an intrinsic function, or a call itself. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** Functions that are spoken, with their least and greatest number of arguments. */
export const INTRINSICS: Readonly<Record<string, readonly [number, number]>> = {
  'States.Format': [1, Number.POSITIVE_INFINITY],
  'States.StringToJson': [1, 1],
  'States.JsonToString': [1, 1],
  'States.Array': [0, Number.POSITIVE_INFINITY],
  'States.ArrayPartition': [2, 2],
  'States.ArrayContains': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayUnique': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.MathAdd': [2, 2],
  'States.StringSplit': [2, 2],
  'States.UUID': [0, 0],
};

/** Calls can be nested this deep (AWS: "Intrinsic functions"). */
const DEEPEST = 10;

/** Parses `States.Name(…)`; a string result says what is wrong. */
export function parseIntrinsic(source: string): Expression | string {
  const reader = { text: source, at: 0 };
  try {
    const expression = readExpression(reader, 0);
    skipBlanks(reader);
    if (reader.at < source.length) return `expected the end, found \`${source.slice(reader.at)}\` in \`${source}\``;
    if (expression.kind !== 'call') return `expected a function, found \`${source}\``;
    return expression;
  } catch (error) {
    if (error instanceof SyntaxProblem) return `${error.message} in \`${source}\``;
    throw error;
  }
}

class SyntaxProblem extends Error {}

interface Reader {
  readonly text: string;
  at: number;
}

function skipBlanks(reader: Reader): void {
  while (reader.text[reader.at] === ' ') reader.at += 1;
}

function take(reader: Reader, pattern: RegExp): string | null {
  const found = pattern.exec(reader.text.slice(reader.at));
  if (!found) return null;
  reader.at += found[0].length;
  return found[0];
}

function readExpression(reader: Reader, depth: number): Expression {
  skipBlanks(reader);
  if (depth > DEEPEST) throw new SyntaxProblem(`expected at most ${DEEPEST} nested functions`);
  const first = reader.text[reader.at];
  if (first === "'") return { kind: 'literal', value: readText(reader) };
  if (first === '$') return { kind: 'path', path: readPath(reader) };
  const number = take(reader, /^-?\d+(\.\d+)?([eE][+-]?\d+)?/);
  if (number !== null) return { kind: 'literal', value: Number(number) };
  const name = take(reader, /^[A-Za-z0-9_.]+/);
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  if (name === 'null') return { kind: 'literal', value: null };
  if (name === null || !take(reader, /^\(/)) {
    throw new SyntaxProblem(`expected an argument, found \`${reader.text.slice(reader.at)}\``);
  }
  return readCall(reader, name, depth);
}

function readCall(reader: Reader, name: string, depth: number): Expression {
  const args: Expression[] = [];
  skipBlanks(reader);
  if (!take(reader, /^\)/)) {
    do {
      args.push(readExpression(reader, depth + 1));
      skipBlanks(reader);
    } while (take(reader, /^,/));
    if (!take(reader, /^\)/)) throw new SyntaxProblem(`expected \`,\` or \`)\` at character ${reader.at}`);
  }
  const bounds = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (!bounds) throw new SyntaxProblem(`function \`${name}\` is not supported here`);
  if (args.length < bounds[0] || args.length > bounds[1]) {
    throw new SyntaxProblem(`\`${name}\`: expected ${bounds.join(' to ')} arguments, found ${args.length}`);
  }
  return { kind: 'call', name, args };
}

/** Text in single quotes, kept with its backslashes before braces, which only States.Format understands. */
function readText(reader: Reader): string {
  reader.at += 1;
  let text = '';
  for (;;) {
    const char = reader.text[reader.at];
    if (char === undefined) throw new SyntaxProblem("expected a closing `'`");
    reader.at += 1;
    if (char === "'") return text;
    if (char !== '\\') {
      text += char;
      continue;
    }
    const escaped = reader.text[reader.at];
    if (escaped === undefined || !"'\\{}".includes(escaped)) {
      throw new SyntaxProblem(
        `expected \`'\`, \`\\\`, \`{\` or \`}\` after a backslash, found \`${escaped ?? 'the end'}\``,
      );
    }
    text += escaped === '{' || escaped === '}' ? `\\${escaped}` : escaped === '\\' ? '\\\\' : escaped;
    reader.at += 1;
  }
}

function readPath(reader: Reader): Path {
  const source = take(reader, /^\$\$?(\.[^.[\]'"*?@(),:\s$]+|\.\*|\[\*\]|\[\d+\]|\['[^'\\]*'\])*/) ?? '';
  const path = parsePath(source);
  if (typeof path === 'string') throw new SyntaxProblem(path);
  return path;
}
