import { byCodeUnits } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';
import type { PrincipalRow, ResourceRow } from '../view/rows.ts';

/** A text that names nothing, or more than one thing; at most ten candidates for the person who asked. */
export interface Unresolved {
  readonly reason: 'unknown' | 'ambiguous';
  readonly candidates: readonly string[];
}

export type Resolved<T> = { readonly found: T } | { readonly unresolved: Unresolved };

const MOST_CANDIDATES = 10;

/** A principal by ARN or unique name. */
export function resolvePrincipal(run: Run, text: string): Resolved<PrincipalRow> {
  const rows = run.principals();
  const exact = rows.find((row) => row.arn === text);
  if (exact !== undefined) return { found: exact };
  return pick(rows, (row) => row.name === text, text);
}

/** A resource as a question names it: a collected one, or something inside it (an object, an index, a version). */
export interface NamedResource {
  readonly row: ResourceRow;
  /** The ARN that was asked about; equal to the row's for the resource itself. */
  readonly arn: string;
}

/** A resource by ARN, by an ARN inside it, or by unique name. */
export function resolveResource(run: Run, text: string): Resolved<NamedResource> {
  const rows = run.resources();
  const exact = rows.find((row) => row.arn === text);
  if (exact !== undefined) return { found: { row: exact, arn: text } };
  if (text.startsWith('arn:')) {
    // The longest ARN wins: an access point's path may begin with its bucket's.
    const around = rows.filter((row) => liesInside(text, row.arn)).sort((a, b) => b.arn.length - a.arn.length)[0];
    if (around !== undefined) return { found: { row: around, arn: text } };
  }
  const named = pick(rows, (row) => row.name === text, text);
  return 'found' in named ? { found: { row: named.found, arn: named.found.arn } } : named;
}

/** What lies inside a resource continues its ARN after `/` or `:`. */
function liesInside(arn: string, container: string): boolean {
  return arn.startsWith(container) && (arn[container.length] === '/' || arn[container.length] === ':');
}

function pick<T extends { readonly arn: string; readonly name: string }>(
  rows: readonly T[],
  matches: (row: T) => boolean,
  text: string,
): Resolved<T> {
  const found = rows.filter(matches);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { found: only };
  if (found.length > 1) return { unresolved: { reason: 'ambiguous', candidates: candidates(found) } };
  const wanted = text.toLowerCase();
  const similar = rows.filter(
    (row) => row.arn.toLowerCase().includes(wanted) || wanted.includes(row.name.toLowerCase()),
  );
  return { unresolved: { reason: 'unknown', candidates: candidates(similar) } };
}

function candidates(rows: readonly { readonly arn: string }[]): readonly string[] {
  return rows
    .map((row) => row.arn)
    .sort(byCodeUnits)
    .slice(0, MOST_CANDIDATES);
}
