import { isArray, isObject, type Json } from './json.ts';

/**
 * A path into the state's input (`$`) or the context object (`$$`). Of JSONPath only names, indexes and `[*]` are
 * spoken; recursive descent, slices, filters and functions are refused when the definition is loaded.
 */
export interface Path {
  readonly source: string;
  readonly root: 'input' | 'context';
  readonly steps: readonly Step[];
  /** A reference path: names one node. */
  readonly singular: boolean;
}

export type Step = { readonly name: string } | { readonly index: number } | { readonly wildcard: true };

const NAME = /^[^.[\]'"*?@(),:\s$]+/;

/** Parses a path; a string result says what is wrong. */
export function parsePath(source: string): Path | string {
  const context = source.startsWith('$$');
  if (!source.startsWith('$')) return `expected a path that begins with \`$\`, found \`${source}\``;
  const steps: Step[] = [];
  let rest = source.slice(context ? 2 : 1);
  while (rest.length > 0) {
    const taken = takeStep(rest);
    if (!taken) return `expected \`.name\`, \`['name']\`, \`[0]\` or \`[*]\`, found \`${rest}\` in \`${source}\``;
    steps.push(taken.step);
    rest = rest.slice(taken.length);
  }
  const singular = steps.every((step) => !('wildcard' in step));
  return { source, root: context ? 'context' : 'input', steps, singular };
}

function takeStep(text: string): { step: Step; length: number } | null {
  if (text.startsWith('.')) {
    if (text.startsWith('.*')) return { step: { wildcard: true }, length: 2 };
    const name = NAME.exec(text.slice(1))?.[0];
    return name ? { step: { name }, length: name.length + 1 } : null;
  }
  if (text.startsWith('[*]')) return { step: { wildcard: true }, length: 3 };
  const index = /^\[(\d+)\]/.exec(text);
  if (index) return { step: { index: Number(index[1]) }, length: index[0].length };
  const quoted = /^\[(?:'([^'\\]*)'|"([^"\\]*)")\]/.exec(text);
  return quoted ? { step: { name: quoted[1] ?? quoted[2] ?? '' }, length: quoted[0].length } : null;
}

export type Lookup = { readonly found: true; readonly value: Json } | { readonly found: false };

/** The node a path names; with a wildcard, the list of nodes it names, which may be empty. */
export function lookUp(path: Path, input: Json, context: Json): Lookup {
  let nodes: Json[] = [path.root === 'context' ? context : input];
  let many = false;
  for (const step of path.steps) {
    const next = nodes.flatMap((node) => children(node, step));
    if ('wildcard' in step) many = true;
    else if (!many && next.length === 0) return { found: false };
    nodes = next;
  }
  if (many) return { found: true, value: nodes };
  const [value] = nodes;
  return value === undefined ? { found: false } : { found: true, value };
}

function children(node: Json, step: Step): Json[] {
  if ('wildcard' in step) return isArray(node) ? [...node] : isObject(node) ? Object.values(node) : [];
  if ('index' in step) {
    const item = isArray(node) ? node[step.index] : undefined;
    return item === undefined ? [] : [item];
  }
  return isObject(node) && Object.hasOwn(node, step.name) ? [node[step.name] as Json] : [];
}

/** A copy of `target` with `value` at the path, making objects on the way; null where something else stands there. */
export function place(path: Path, target: Json, value: Json): Json | null {
  return placeAt(path.steps, 0, target, value);
}

function placeAt(steps: readonly Step[], at: number, target: Json | undefined, value: Json): Json | null {
  const step = steps[at];
  if (!step) return value;
  // INVARIANT: the validator admits only names in a ResultPath.
  if (!('name' in step)) return null;
  if (target !== undefined && !isObject(target)) return null;
  const old = target !== undefined && Object.hasOwn(target, step.name) ? target[step.name] : undefined;
  const inner = at === steps.length - 1 ? value : placeAt(steps, at + 1, old, value);
  if (inner === null && at !== steps.length - 1) return null;
  return { ...(target ?? {}), [step.name]: inner };
}
