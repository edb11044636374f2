import { conditionKeyTypes, globalConditionKeyNames, serviceData } from './generated-data.ts';

/**
 * Whether a condition key carries several values in one request (F19, F24): its type is an `ArrayOf…` in AWS's lists.
 * Null where no list names the key. Compared without case (F03); `aws:RequestTag/Team` is found under the template
 * `aws:RequestTag/${TagKey}`.
 */
export function conditionKeyIsMultivalued(key: string): boolean | null {
  const type = conditionKeyType(key);
  return type === null ? null : type.startsWith('ArrayOf');
}

/** The type of a condition key as AWS prints it (`String`, `ArrayOfString`, `Bool` …); null where no list names it. */
export function conditionKeyType(key: string): string | null {
  table ??= buildTable();
  const wanted = key.toLowerCase();
  const exact = table.exact.get(wanted);
  if (exact !== undefined) return exact;
  for (const template of table.templates) {
    if (
      wanted.length > template.before.length + template.after.length &&
      wanted.startsWith(template.before) &&
      wanted.endsWith(template.after)
    ) {
      return template.type;
    }
  }
  return null;
}

/** The keys that AWS documents for a service, without the global ones; empty for a prefix that is not known. */
export function conditionKeysKnown(service: string): readonly string[] {
  return serviceData(service.toLowerCase())?.conditionKeys ?? [];
}

/** AWS's global condition keys, sorted, e.g. `aws:PrincipalTag/${TagKey}`. */
export function globalConditionKeys(): readonly string[] {
  return globalConditionKeyNames;
}

interface KeyTable {
  readonly exact: ReadonlyMap<string, string>;
  /** Keys with a place for a name, the longest fixed text first, so that the closest template answers. */
  readonly templates: readonly { readonly before: string; readonly after: string; readonly type: string }[];
}

let table: KeyTable | null = null;

function buildTable(): KeyTable {
  const exact = new Map<string, string>();
  const templates: { before: string; after: string; type: string }[] = [];
  for (const [name, type] of conditionKeyTypes()) {
    const key = name.toLowerCase();
    exact.set(key, type);
    const place = placeholder(key);
    if (place !== null) templates.push({ ...place, type });
  }
  templates.sort((a, b) => b.before.length + b.after.length - a.before.length - a.after.length);
  return { exact, templates };
}

/** AWS writes the place of a name as `${TagKey}` or `<key>`; where there are two, what lies between them is free. */
function placeholder(key: string): { before: string; after: string } | null {
  const opens = [key.indexOf('${'), key.indexOf('<')].filter((at) => at >= 0);
  if (opens.length === 0) return null;
  const closes = Math.max(key.lastIndexOf('}'), key.lastIndexOf('>'));
  return { before: key.slice(0, Math.min(...opens)), after: key.slice(closes + 1) };
}
