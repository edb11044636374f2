import { z } from 'zod';
import { type RenderedFile, renderedFileSchema } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import type { AccountRun } from '../../shared/contract/payloads.ts';
import { shardKey } from '../../shared/contract/work-keys.ts';
import type { ShardInput, ShardOutput } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import { StepError } from '../ports/step-error.ts';
import { sha256 } from './keyed-hash.ts';
import type { Placing } from './placing.ts';

/** What is kept of a shard beside its files: where they lie, and what the rest of the run needs to know of them. */
const keptShardSchema = z.strictObject({ files: z.array(renderedFileSchema), summary: z.unknown() });

export interface ShardPlace {
  readonly run: AccountRun;
  readonly plan: string;
  readonly shard: number;
  readonly bucket: RunBucket;
}

/** Keeps a computed shard; its rows are those of its first file, the access lines. */
export async function keepShard(
  place: ShardPlace,
  output: ShardOutput,
  placing: Placing,
  keyId: string,
): Promise<{ readonly rows: number }> {
  const files: RenderedFile[] = [];
  for (const content of output.files) files.push(await placing.place(content));
  const body = new TextEncoder().encode(JSON.stringify({ files, summary: output.summary() }));
  await place.bucket.put(keyOf(place), body, { keyId, contentType: 'application/json' });
  return { rows: files[0]?.rows ?? 0 };
}

/** A kept shard; the texts of its files only where they are asked for. */
export async function readShard(
  place: ShardPlace,
  texts: 'with texts' | 'without texts',
): Promise<{ readonly placed: readonly RenderedFile[]; readonly input: ShardInput }> {
  const object = await place.bucket.get(keyOf(place));
  if (object === null) throw new StepError(ERRORS.missingInput, `shard \`${place.shard}\`: expected it, found none`);
  const kept = keptShardSchema.parse(JSON.parse(new TextDecoder().decode(object.body)));
  const read = texts === 'with texts' ? kept.files : [];
  const files = await Promise.all(read.map(async (file) => ({ ...file, text: await textOf(file, place) })));
  return { placed: kept.files, input: { summary: kept.summary, files } };
}

async function textOf(file: RenderedFile, place: ShardPlace): Promise<string> {
  const object = await place.bucket.get(file.key);
  if (object === null || sha256(object.body) !== file.sha256) {
    throw new StepError(ERRORS.missingInput, `shard \`${place.shard}\`: expected its files as they were placed`);
  }
  return new TextDecoder().decode(object.body);
}

function keyOf({ run, plan, shard }: ShardPlace): string {
  return shardKey(run.customerId, run.accountId, run.runId, plan, shard);
}
