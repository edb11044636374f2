import { parseJsonLines } from '../json-text.ts';
import type { LastAccessed } from '../model.ts';
import { check, type Read } from '../problem.ts';
import { lastAccessedSchema } from '../schema/last-accessed.ts';
import { utc } from '../time.ts';

/** Reads last-accessed.jsonl: by principal, services first, then the actions AWS tracks (rule L04). */
export function readLastAccessed(text: string, file: string): Read<ReadonlyMap<string, readonly LastAccessed[]>> {
  const lines = parseJsonLines(text, file);
  if ('problem' in lines) return lines;
  const byPrincipal = new Map<string, LastAccessed[]>();
  for (const { line, value } of lines.value) {
    const read = check(lastAccessedSchema, value, file, line);
    if ('problem' in read) return read;
    const entries = byPrincipal.get(read.value.arn) ?? [];
    for (const used of read.value.servicesLastAccessed) {
      const service = used.serviceNamespace;
      entries.push({ service, action: null, at: timeOf(used.lastAuthenticated) });
      for (const { actionName, lastAccessedTime } of used.trackedActionsLastAccessed ?? []) {
        entries.push({ service, action: actionName, at: timeOf(lastAccessedTime) });
      }
    }
    byPrincipal.set(read.value.arn, entries);
  }
  const principals = [...byPrincipal.keys()].sort();
  return { value: new Map(principals.map((arn) => [arn, (byPrincipal.get(arn) ?? []).sort(byServiceAndAction)])) };
}

function byServiceAndAction(a: LastAccessed, b: LastAccessed): number {
  const left = `${a.service} ${a.action ?? ''}`;
  const right = `${b.service} ${b.action ?? ''}`;
  return left < right ? -1 : left > right ? 1 : 0;
}

function timeOf(text: string | null | undefined): string | null {
  return typeof text === 'string' ? utc(text) : null;
}
