import { createHash } from 'node:crypto';
import type { Account } from '../../account/model.ts';
import { openAnalysis } from '../analysis.ts';
import { manifestText } from '../manifest.ts';
import { openRun, type Run } from '../read-run.ts';
import type { RunFileContent, WrittenFile } from '../run-file.ts';

/** The files of a run by name, as a store would hold them. */
export type MemoryRun = ReadonlyMap<string, string>;

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What the commands do with folders, in memory: one run of the first account, in `shards` shards; the tables as well. */
export function writeInMemory(
  accounts: readonly [Account, ...Account[]],
  { shards = 1, runId = '2026-11-20', customerId = 'C000001' } = {},
): { readonly files: MemoryRun; readonly tables: MemoryRun } {
  const analysis = openAnalysis({
    customerId,
    runId,
    analysisTime: `${runId.slice(0, 10)}T06:00:00Z`,
    accounts,
    hash: sha256,
  });
  const files = new Map<string, string>();
  const written: WrittenFile[] = [];
  const keep = (content: RunFileContent, into: Map<string, string>): string => {
    const text = [...content.chunks].join('');
    into.set(content.name, text);
    if (into === files)
      written.push({ name: content.name, rows: content.rows(), bytes: text.length, sha256: sha256(text) });
    return text;
  };
  const kept = Array.from({ length: shards }, (_, shard) => {
    const from = Math.floor((analysis.principals * shard) / shards);
    const to = Math.floor((analysis.principals * (shard + 1)) / shards);
    const made = analysis.shard({ shard, from, to }, shards);
    const texts = new Map<string, string>();
    for (const content of made.files) texts.set(content.name, keep(content, files));
    return { digest: made.digest(), texts };
  });
  for (const content of analysis.runFiles(kept)) keep(content, files);
  const tables = new Map<string, string>();
  for (const { content } of analysis.tables(kept)) keep(content, tables);
  files.set('manifest.json', manifestText(analysis.manifest(kept, written)));
  return { files, tables };
}

/** Opens what was written; a problem is the test's failure. */
export function opened(files: MemoryRun): Run {
  const found = openRun({ read: (name) => files.get(name) ?? null }, sha256);
  if ('problem' in found) throw new Error(`expected a run, found the problem ${JSON.stringify(found.problem)}`);
  return found.run;
}

/** A run of these accounts, read back from its files; its lines are read once, for tests that ask much. */
export function runOf(...accounts: readonly [Account, ...Account[]]): Run {
  const run = opened(writeInMemory(accounts).files);
  const [lines, principals, resources] = [[...run.accessLines()], run.principals(), run.resources()];
  return {
    manifest: run.manifest,
    principals: () => principals,
    resources: () => resources,
    accessLines: () => lines,
    linesOf: (arn) => run.linesOf(arn),
    linesOn: (arn) => run.linesOn(arn),
    statements: () => run.statements(),
    accounts: () => run.accounts(),
  };
}
