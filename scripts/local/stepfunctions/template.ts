import { runtimeError } from './errors.ts';
import { evaluateIntrinsic } from './evaluate-intrinsic.ts';
import { type Expression, parseIntrinsic } from './intrinsic.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { lookUp, type Path, parsePath } from './path.ts';

/** A payload template (Parameters, ItemSelector, ResultSelector), parsed: fields ending in `.$` are computed. */
export type Template =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'object'; readonly fields: readonly { readonly name: string; readonly value: Template }[] }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'computed'; readonly field: string; readonly value: Computed };

/** A path or a call of an intrinsic function. */
export type Computed = Expression & { readonly kind: 'path' | 'call' };

/** What templates are evaluated against. */
export interface TemplateData {
  readonly input: Json;
  readonly context: JsonObject;
  readonly uuid?: (() => string) | undefined;
}

type Report = (where: string, message: string) => void;

/** Parses a template; problems are reported with their place, and the field is left out. */
export function parseTemplate(source: Json, where: string, report: Report): Template {
  if (isArray(source)) {
    return { kind: 'array', items: source.map((item, at) => parseTemplate(item, `${where}/${at}`, report)) };
  }
  if (!isObject(source)) return { kind: 'literal', value: source };
  const fields: { name: string; value: Template }[] = [];
  for (const [key, value] of Object.entries(source)) {
    const place = `${where}/${key}`;
    if (!key.endsWith('.$')) {
      fields.push({ name: key, value: parseTemplate(value, place, report) });
      continue;
    }
    const name = key.slice(0, -2);
    const computed =
      typeof value === 'string' ? parseComputed(value) : `expected text, found \`${JSON.stringify(value)}\``;
    if (typeof computed === 'string') report(place, computed);
    else fields.push({ name, value: { kind: 'computed', field: key, value: computed } });
    if (Object.hasOwn(source, name)) report(place, `expected one of \`${name}\` and \`${key}\`, found both`);
  }
  return { kind: 'object', fields };
}

/** A path or an intrinsic function; a string result says what is wrong. */
export function parseComputed(source: string): Computed | string {
  if (!source.startsWith('$')) {
    const call = parseIntrinsic(source);
    return typeof call === 'string' || call.kind !== 'call' ? (typeof call === 'string' ? call : source) : call;
  }
  const path = parsePath(source);
  return typeof path === 'string' ? path : { kind: 'path', path };
}

export function fillTemplate(template: Template, data: TemplateData): Json {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'array':
      return template.items.map((item) => fillTemplate(item, data));
    case 'object':
      return Object.fromEntries(template.fields.map(({ name, value }) => [name, fillTemplate(value, data)]));
    case 'computed':
      return compute(template.value, template.field, data);
  }
}

/** A missing path in a template is the uncatchable `States.Runtime`, as AWS reports it. */
export function compute(expression: Computed, field: string, data: TemplateData): Json {
  const readPath = (path: Path): Json => {
    const node = lookUp(path, data.input, data.context);
    if (node.found) return node.value;
    const input = JSON.stringify(path.root === 'context' ? data.context : data.input).slice(0, 1000);
    throw runtimeError(
      `The JSONPath '${path.source}' specified for the field '${field}' could not be found in the input '${input}'`,
    );
  };
  return evaluateIntrinsic(expression, { readPath, uuid: data.uuid });
}
