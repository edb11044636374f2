import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits, canonicalJson } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';
import type { PrincipalRow, ResourceRow } from '../view/rows.ts';

/** What one list of rows gained, lost and kept with another content, each sorted by key. */
export interface ListDiff<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
}

/** Access lines by principal, resource, service and capability; how a line is proven and granted is no difference. */
export function accessDiff(before: Run, after: Run): ListDiff<AccessLine> {
  return listDiff(before.accessLines(), after.accessLines(), keyOfLine, contentOfLine);
}

/** Principals; what every night changes (when something was last used) is no difference. */
export function principalDiff(before: Run, after: Run): ListDiff<PrincipalRow> {
  return listDiff(before.principals(), after.principals(), ({ arn }) => arn, contentOfPrincipal);
}

export function resourceDiff(before: Run, after: Run): ListDiff<ResourceRow> {
  return listDiff(before.resources(), after.resources(), ({ arn }) => arn, canonicalJson);
}

/** Compares two lists by key and content. */
export function listDiff<T>(
  before: Iterable<T>,
  after: Iterable<T>,
  keyOf: (row: T) => string,
  contentOf: (row: T) => string,
): ListDiff<T> {
  const old = new Map<string, T>();
  for (const row of before) old.set(keyOf(row), row);
  const added: T[] = [];
  const changed: { before: T; after: T }[] = [];
  for (const row of after) {
    const key = keyOf(row);
    const known = old.get(key);
    old.delete(key);
    if (known === undefined) added.push(row);
    else if (contentOf(known) !== contentOf(row)) changed.push({ before: known, after: row });
  }
  const sorted = (rows: Iterable<T>) => [...rows].sort((a, b) => byCodeUnits(keyOf(a), keyOf(b)));
  changed.sort((a, b) => byCodeUnits(keyOf(a.after), keyOf(b.after)));
  return { added: sorted(added), removed: sorted(old.values()), changed };
}

function keyOfLine({ principalArn, resourceArn, service, capability }: AccessLine): string {
  return [principalArn, resourceArn ?? '', service, capability].join('\n');
}

function contentOfLine({ verdict, terms, moreTerms, canGrantItself }: AccessLine): string {
  const ways = terms.map(({ actions, scope, conditions, path }) => ({ actions, scope, conditions, path }));
  return canonicalJson({ verdict, ways, moreTerms, canGrantItself });
}

function contentOfPrincipal({ lastUsedAt: _, credentials, ...row }: PrincipalRow): string {
  const password = credentials?.password;
  return canonicalJson({
    ...row,
    password: password == null ? password : { enabled: password.enabled, lastChangedAt: password.lastChangedAt },
    mfa: credentials?.mfa,
    accessKeys: credentials?.accessKeys.map(({ active, lastRotatedAt }) => ({ active, lastRotatedAt })),
  });
}
