import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type PackedResource,
  type PrincipalLine,
  packedFileOf,
  type RowSet,
  visitPrincipal,
} from '../../../shared/report/view/packed-access.ts';

/** Called for each pair with access: who, where (null: a service as a whole), and the rows that hold there. */
export type RowVisit = (who: PrincipalLine, resourceArn: string | null, set: RowSet) => void;

/** Walks the access of a run folder shard by shard and line by line, so that no file need fit into one text. */
export function visitRows(folder: string, visit: RowVisit): void {
  for (const { access, terms, resources } of shardsIn(folder)) {
    const sets = new Map<string, RowSet>();
    for (const line of linesOfFile(join(folder, terms))) {
      const set = JSON.parse(line) as RowSet; // a run folder of ours
      sets.set(set.id, set);
    }
    const arns = [...linesOfFile(join(folder, resources))].map((line) => (JSON.parse(line) as PackedResource).arn); // likewise
    for (const line of linesOfFile(join(folder, access))) {
      const who = JSON.parse(line) as PrincipalLine; // likewise
      visitPrincipal(who, (place, id) => {
        const set = sets.get(id);
        const arn = place === null ? null : arns[place];
        if (set === undefined || arn === undefined) throw new Error(`${access}: expected set ${id}, found none`);
        visit(who, arn, set);
      });
    }
  }
}

/** Bytes of the access files of a run folder, as they lie and as gzip makes them. */
export function accessBytes(folder: string): { readonly bytes: number; readonly compressed: number } {
  let bytes = 0;
  let compressed = 0;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('access')) continue;
    const path = join(folder, name);
    bytes += statSync(path).size;
    if (name.endsWith('.gz')) compressed += statSync(path).size;
    else for (const chunk of chunksOf(path)) compressed += gzipSync(chunk).length;
  }
  return { bytes, compressed };
}

interface ShardNames {
  readonly access: string;
  readonly terms: string;
  readonly resources: string;
}

function shardsIn(folder: string): readonly ShardNames[] {
  const shards = new Map<number, Partial<Record<string, string>>>();
  for (const name of readdirSync(folder).sort()) {
    const packed = packedFileOf(name.replace(/\.gz$/, ''));
    if (packed !== null) shards.set(packed.shard, { ...shards.get(packed.shard), [packed.file]: name });
  }
  return [...shards]
    .sort(([a], [b]) => a - b)
    .map(([shard, { access, terms, resources }]) => {
      if (access === undefined || terms === undefined || resources === undefined) {
        throw new Error(`${folder}: expected three access files of shard ${shard}, found fewer`);
      }
      return { access, terms, resources };
    });
}

const CHUNK = 1 << 26;

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

function* linesOfFile(path: string): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const chunks = path.endsWith('.gz') ? [gunzipSync(readFileSync(path))] : chunksOf(path);
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
  }
  if (rest !== '') yield rest;
}
