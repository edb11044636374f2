import { z } from 'zod';
import { accountIdSchema, countSchema, customerIdSchema, runIdSchema, timeSchema } from './ids.ts';
import { shardSchema } from './payloads.ts';
import { collectedItemSchema } from './tenant-items.ts';

/**
 * What a run is computed from, pinned before anything is computed: the cache items of the account and of its
 * companions. Whoever computes from the same plan writes the same bytes. Holds ids, counts and keyed hashes.
 */
export const analysisPlanSchema = z.strictObject({
  version: z.literal(1),
  customerId: customerIdSchema,
  accountId: accountIdSchema,
  runId: runIdSchema,
  analysisTime: timeSchema,
  /** The account's own first, then its companions by account id. `runId`: the night that read it. */
  snapshots: z
    .array(z.strictObject({ accountId: accountIdSchema, runId: runIdSchema, items: z.array(collectedItemSchema) }))
    .min(1),
  principals: countSchema,
  shards: z.array(shardSchema),
});
export type AnalysisPlan = z.infer<typeof analysisPlanSchema>;
export type PlannedSnapshot = AnalysisPlan['snapshots'][number];

/** A rendered file in its place. */
export const renderedFileSchema = z.strictObject({
  /** Key in the run bucket. */
  key: z.string(),
  /** A table's newest copy lies here too. */
  latestKey: z.string().optional(),
  name: z.string(),
  rows: countSchema,
  bytes: countSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RenderedFile = z.infer<typeof renderedFileSchema>;

/** What one format consists of. The run's manifest stands apart as text: it is placed last. */
export const renderedListSchema = z.strictObject({
  files: z.array(renderedFileSchema),
  manifest: z.string().optional(),
  status: z.enum(['complete', 'partial', 'failed']).optional(),
});
export type RenderedList = z.infer<typeof renderedListSchema>;
