import { StatesError } from './errors.ts';
import type { Expression } from './intrinsic.ts';
import { isArray, isObject, type Json } from './json.ts';
import type { Path } from './path.ts';

export interface IntrinsicPorts {
  readPath(path: Path): Json;
  uuid?: (() => string) | undefined;
}

/** Evaluates a call; every misuse is `States.IntrinsicFailure`, as the States Language says. */
export function evaluateIntrinsic(expression: Expression, ports: IntrinsicPorts): Json {
  if (expression.kind === 'literal') {
    return typeof expression.value === 'string' ? unescaped(expression.value) : expression.value;
  }
  if (expression.kind === 'path') return ports.readPath(expression.path);
  const { name, args } = expression;
  if (name === 'States.Format') return format(expression.args, ports);
  const values = args.map((argument) => evaluateIntrinsic(argument, ports));
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case 'States.StringToJson':
      return stringToJson(text(name, first));
    case 'States.JsonToString':
      return JSON.stringify(first);
    case 'States.Array':
      return values;
    case 'States.ArrayPartition':
      return partition(list(name, first), whole(name, second));
    case 'States.ArrayContains':
      return list(name, first).some((item) => same(item, second));
    case 'States.ArrayRange':
      return range(whole(name, first), whole(name, second), whole(name, third));
    case 'States.ArrayGetItem':
      return item(list(name, first), whole(name, second));
    case 'States.ArrayLength':
      return list(name, first).length;
    case 'States.ArrayUnique':
      return list(name, first).filter((one, at, all) => all.findIndex((other) => same(one, other)) === at);
    case 'States.Base64Encode':
      return Buffer.from(limited(name, text(name, first))).toString('base64');
    case 'States.Base64Decode':
      return Buffer.from(limited(name, text(name, first)), 'base64').toString('utf8');
    case 'States.MathAdd':
      return add(whole(name, first), whole(name, second));
    case 'States.StringSplit':
      return split(text(name, first), text(name, second));
    case 'States.UUID':
      if (ports.uuid) return ports.uuid();
      throw failure('States.UUID is not supported here without a source of identifiers');
    default:
      throw failure(`${name} is not supported here`);
  }
}

function failure(cause: string): StatesError {
  return new StatesError('States.IntrinsicFailure', cause);
}

function found(value: Json): string {
  return JSON.stringify(value).slice(0, 100);
}

function text(name: string, value: Json): string {
  if (typeof value === 'string') return value;
  throw failure(`${name}: expected a string, found ${found(value)}`);
}

function list(name: string, value: Json): readonly Json[] {
  if (isArray(value)) return value;
  throw failure(`${name}: expected an array, found ${found(value)}`);
}

function whole(name: string, value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw failure(`${name}: expected an integer, found ${found(value)}`);
}

/** Base64 functions take at most 10,000 characters. */
function limited(name: string, value: string): string {
  if (value.length <= 10_000) return value;
  throw failure(`${name}: expected at most 10000 characters, found ${value.length}`);
}

function unescaped(value: string): string {
  return value.replace(/\\([{}\\])/g, '$1');
}

/** `{}` is replaced by the next argument; `\{` and `\}` stand for braces. */
function format(args: readonly Expression[], ports: IntrinsicPorts): string {
  const [template, ...rest] = args;
  // A template from a path is taken as it stands; a literal still has its escapes.
  const source = template?.kind === 'literal' ? template.value : template ? evaluateIntrinsic(template, ports) : null;
  const values = rest.map((argument) => evaluateIntrinsic(argument, ports));
  let used = 0;
  const result = text('States.Format', source).replace(/\\([{}\\])|\{\}|[{}]/g, (match, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    if (match !== '{}') throw failure(`States.Format: expected \`{}\`, found a lone \`${match}\``);
    const value = values[used++];
    if (value === undefined) throw failure(`States.Format: more {} than the ${values.length} arguments`);
    if (isObject(value) || isArray(value)) throw failure(`States.Format: expected a scalar, found ${found(value)}`);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used < values.length) throw failure(`States.Format: ${values.length} arguments for ${used} {}`);
  return result;
}

function stringToJson(source: string): Json {
  try {
    return JSON.parse(source);
  } catch {
    throw failure(`States.StringToJson: expected JSON, found \`${source.slice(0, 100)}\``);
  }
}

function partition(items: readonly Json[], size: number): Json {
  if (size <= 0) throw failure(`States.ArrayPartition: expected a size above 0, found ${size}`);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

function range(first: number, last: number, step: number): Json {
  if (step === 0) throw failure('States.ArrayRange: expected a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > 1000) throw failure(`States.ArrayRange: expected at most 1000 items, found ${length}`);
  return Array.from({ length }, (_, at) => first + at * step);
}

function item(items: readonly Json[], at: number): Json {
  const value = items[at];
  if (value === undefined) throw failure(`States.ArrayGetItem: no item ${at} in an array of ${items.length}`);
  return value;
}

function add(one: number, other: number): number {
  const in32 = (value: number) => value >= -2_147_483_648 && value <= 2_147_483_647;
  if (!in32(one) || !in32(other)) throw failure('States.MathAdd: expected integers of 32 bits');
  return one + other;
}

/** Every character of the second argument separates; empty parts are dropped. */
function split(source: string, separators: string): Json {
  const parts: string[] = [''];
  for (const char of source) {
    if (separators.includes(char)) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.filter((part) => part !== '');
}

/** Equality of JSON values; the order of an object's names does not matter. */
function same(one: Json, other: Json): boolean {
  if (isArray(one) || isArray(other)) {
    if (!isArray(one) || !isArray(other) || one.length !== other.length) return false;
    return one.every((value, at) => same(value, other[at] as Json));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && same(one[name] as Json, other[name] as Json));
}
