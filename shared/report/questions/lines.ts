import type { AccessLine } from '../../access/verdict.ts';
import type { PartsOfResources } from './parts.ts';
import type { NamedResource } from './resolve.ts';
import { type LineSummary, summaryOf } from './summary.ts';

/** Columns under each other, two spaces apart, nothing behind the last; a column that is empty throughout takes no place. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .filter((_, i) => widths[i] !== 0)
      .join('  ')
      .trimEnd(),
  );
}

/** The answer to who-can: principal, verdict, conditions, scope where it is not the whole, path. */
export function whoCanLines(
  lines: readonly AccessLine[],
  resource: NamedResource,
  parts: PartsOfResources,
): readonly string[] {
  const arn = resource.kind === 'none' ? '*' : resource.arn;
  return aligned(
    lines.map((line) => {
      const { conditions, scope, path } = summaryOf(line, parts);
      return [line.principalArn, line.verdict, conditions, scope === arn ? '' : scope, path];
    }),
  );
}

/** The answer to what-can: one line for each resource and way, with the capabilities that are had in that way. */
export function whatCanLines(lines: readonly AccessLine[], parts: PartsOfResources): readonly string[] {
  const rows = new Map<string, { readonly line: AccessLine; readonly summary: LineSummary; capabilities: string[] }>();
  for (const line of lines) {
    const summary = summaryOf(line, parts);
    const key = [whereOf(line), line.verdict, summary.conditions, summary.scope, summary.path].join('\n');
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { line, summary, capabilities: [line.capability] });
    else known.capabilities.push(line.capability);
  }
  return aligned(
    [...rows.values()].map(({ line, summary: { conditions, scope, path }, capabilities }) => [
      whereOf(line),
      capabilities.join(','),
      line.verdict,
      conditions,
      scope,
      path,
    ]),
  );
}

/** A service-level line is about what was not listed, or about the service as such. */
function whereOf(line: AccessLine): string {
  return line.resourceArn ?? `${line.service}:*`;
}
