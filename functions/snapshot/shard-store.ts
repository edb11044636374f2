import { z } from 'zod';
import { type RenderedFile, renderedFileSchema } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { runPrefix } from '../../shared/contract/object-keys.ts';
import type { AccountRun } from '../../shared/contract/payloads.ts';
import { renderedKey, shardKey } from '../../shared/contract/work-keys.ts';
import type { RunFileContent } from '../../shared/report/run-file.ts';
import type { ShardInput, ShardOutput } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import { StepError } from '../ports/step-error.ts';
import { writeFile } from './write-file.ts';

/** A shard as it lies in the bucket: a list of files under their hashes, and what the rest needs to know of it. */
const keptShardSchema = z.strictObject({ files: z.array(renderedFileSchema), summary: z.unknown() });

export interface ShardPlace {
  readonly run: AccountRun;
  readonly plan: string;
  readonly shard: number;
  readonly bucket: RunBucket;
}

/** Keeps a computed shard; its rows are those of its first file, the access lines. */
export async function keepShard(
  place: ShardPlace & { readonly output: ShardOutput; readonly keyId: string },
): Promise<{ readonly rows: number }> {
  const { run, bucket, output, keyId } = place;
  const files: RenderedFile[] = [];
  for (const content of output.files) files.push(await keepFile(run, content, bucket, keyId));
  const body = new TextEncoder().encode(JSON.stringify({ files, summary: output.summary() }));
  await bucket.put(keyOf(place), body, { keyId, contentType: 'application/json' });
  return { rows: files[0]?.rows ?? 0 };
}

/** Keeps one file of the run under its hash, to be put in its place when the run is published. */
export async function keepFile(
  run: AccountRun,
  content: RunFileContent,
  bucket: RunBucket,
  keyId: string,
): Promise<RenderedFile> {
  const { bytes, written } = writeFile(content);
  await bucket.put(renderedKey(run.customerId, run.accountId, run.runId, written.sha256), bytes, {
    keyId,
    contentType: 'application/octet-stream',
    when: { kind: 'absent' },
  });
  return { ...written, key: `${runPrefix(run.customerId, run.accountId, run.runId)}${content.name}` };
}

/** The files of a kept shard, as they will lie in the run folder. */
export async function shardFiles(place: ShardPlace): Promise<readonly RenderedFile[]> {
  return (await keptShard(place)).files;
}

/** A kept shard with its text. */
export async function readShard(place: ShardPlace): Promise<ShardInput> {
  const { run, bucket } = place;
  const kept = await keptShard(place);
  const files = await Promise.all(
    kept.files.map(async ({ name, rows, bytes, sha256 }) => {
      const object = await bucket.get(renderedKey(run.customerId, run.accountId, run.runId, sha256));
      if (object === null) throw new StepError(ERRORS.missingInput, `shard \`${place.shard}\`: expected its files`);
      return { name, rows, bytes, sha256, text: new TextDecoder().decode(object.body) };
    }),
  );
  return { summary: kept.summary, files };
}

async function keptShard(place: ShardPlace) {
  const object = await place.bucket.get(keyOf(place));
  if (object === null) throw new StepError(ERRORS.missingInput, `shard \`${place.shard}\`: expected it, found none`);
  return keptShardSchema.parse(JSON.parse(new TextDecoder().decode(object.body)));
}

function keyOf({ run, plan, shard }: ShardPlace): string {
  return shardKey(run.customerId, run.accountId, run.runId, plan, shard);
}
