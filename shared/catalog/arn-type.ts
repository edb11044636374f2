import { type Arn, parseArn } from '../policy/arn.ts';
import type { ResourceType } from './action.ts';
import { resourceTypesOf, serviceNames } from './catalog.ts';

/**
 * Which resource types an ARN can be, e.g. `arn:aws:s3:::b/k` → `s3` object; the closest ones where a looser template
 * matches as well (`arn:aws:s3:::b/k` is no bucket, although a bucket's template ends in a free name). Several where
 * services share a type (`rds` and `rds-data` clusters) or AWS gives two types one form (an alias and a version of a
 * function); empty for text that is no known ARN.
 */
export function typeOfArn(arn: string): readonly ResourceType[] {
  const parsed = parseArn(arn);
  if (parsed === null) return [];
  templates ??= buildTemplates();
  const matching = (templates.get(parsed.service) ?? []).filter((template) => loosely(template, parsed));
  const strict = matching.filter((template) => strictly(template, parsed));
  const candidates = strict.length > 0 ? strict : matching;
  const best = Math.max(...candidates.map((template) => template.literals));
  return candidates.filter((template) => template.literals === best).map((template) => template.type);
}

interface Template {
  readonly type: ResourceType;
  /** Region and account: true where the template leaves them empty. */
  readonly emptyRegion: boolean;
  readonly emptyAccount: boolean;
  /** The sixth component, cut into fixed texts; between two of them lies a name. */
  readonly fixed: readonly string[];
  /** How many characters of the sixth component are fixed. */
  readonly literals: number;
}

/** By service segment of the ARN, which is not always the action prefix. */
let templates: ReadonlyMap<string, readonly Template[]> | null = null;

function buildTemplates(): ReadonlyMap<string, readonly Template[]> {
  const byService = new Map<string, Template[]>();
  for (const service of serviceNames()) {
    for (const type of resourceTypesOf(service)) {
      for (const arn of type.arns) {
        const parts = parseArn(arn);
        // A template for any service (`arn:${Partition}:${Vendor}:…`) says nothing about an ARN.
        if (parts === null || parts.service.includes('${')) continue;
        const fixed = cut(parts.resource);
        const template = {
          type,
          emptyRegion: parts.region === '',
          emptyAccount: parts.accountId === '',
          fixed,
          literals: fixed.reduce((sum, text) => sum + text.length, 0),
        };
        const list = byService.get(parts.service);
        if (list === undefined) byService.set(parts.service, [template]);
        else list.push(template);
      }
    }
  }
  return byService;
}

/** `table/${TableName}/index/*` → [`table/`, `/index/`, ``]. */
function cut(text: string): readonly string[] {
  const fixed: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const end = text.startsWith('${', at) ? text.indexOf('}', at) : text[at] === '*' ? at : -1;
    if (end < 0) {
      at += 1;
      continue;
    }
    fixed.push(text.slice(from, at));
    from = end + 1;
    at = from;
  }
  fixed.push(text.slice(from));
  return fixed;
}

function loosely(template: Template, arn: Arn): boolean {
  if (template.emptyRegion && arn.region !== '') return false;
  if (template.emptyAccount && arn.accountId !== '') return false;
  return namesBetween(template.fixed, arn.resource) !== null;
}

/** No name holds a `/` or a `:`: the ARN has as many levels as the template. */
function strictly(template: Template, arn: Arn): boolean {
  const names = namesBetween(template.fixed, arn.resource);
  return names?.every((name) => !name.includes('/') && !name.includes(':')) === true;
}

/** The names at the template's places, each as short as can be and not empty; null where the text does not fit. */
function namesBetween(fixed: readonly string[], text: string): readonly string[] | null {
  const [first = '', ...rest] = fixed;
  if (!text.startsWith(first)) return null;
  if (rest.length === 0) return text === first ? [] : null;
  const names: string[] = [];
  let at = first.length;
  for (const [index, next] of rest.entries()) {
    const last = index === rest.length - 1;
    const end = last ? text.length - next.length : text.indexOf(next, at + 1);
    if (end <= at || !text.startsWith(next, end)) return null;
    names.push(text.slice(at, end));
    at = end + next.length;
  }
  return at === text.length ? names : null;
}
