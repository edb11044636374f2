import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../shared/account/model.ts';
import { type KeptShard, openAnalysis } from '../../shared/report/analysis.ts';
import { type Manifest, manifestText } from '../../shared/report/manifest.ts';
import type { WrittenFile } from '../../shared/report/run-file.ts';
import { sha256, writeFileInto } from './folder-store.ts';

export interface RunToWrite {
  readonly customerId: string;
  readonly runId: string;
  readonly analysisTime: string;
  /** The run's own account first. */
  readonly accounts: readonly [Account, ...Account[]];
  /** Where the run's files go. */
  readonly runFolder: string;
  /** Where the tables go. */
  readonly tablesFolder: string;
}

/** Computes one account's run and writes its folder and tables; the night does the same in steps. */
export function writeRun(run: RunToWrite): Manifest {
  const analysis = openAnalysis({ ...run, hash: sha256 });
  const shard = analysis.shard({ shard: 0, from: 0, to: analysis.principals }, 1);
  const written: WrittenFile[] = [];
  const texts = new Map<string, string>();
  for (const content of shard.files) {
    written.push(writeFileInto(run.runFolder, content));
    texts.set(content.name, readFileSync(join(run.runFolder, content.name), 'utf8'));
  }
  const shards: readonly KeptShard[] = [{ digest: shard.digest(), texts }];
  for (const content of analysis.runFiles(shards)) written.push(writeFileInto(run.runFolder, content));
  for (const { content, table } of analysis.tables(shards)) {
    const stamp = content.name.slice(content.name.lastIndexOf(`/${table}.`) + 1);
    writeFileInto(run.tablesFolder, content, stamp);
  }
  const manifest = analysis.manifest(shards, written);
  writeFileSync(join(run.runFolder, 'manifest.json'), manifestText(manifest));
  return manifest;
}
