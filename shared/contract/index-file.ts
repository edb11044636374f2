import { z } from 'zod';
import { accountIdSchema, customerIdSchema, hashSchema, runIdSchema, timeSchema } from './ids.ts';
import { RUN_RESULTS } from './run-status.ts';
import { INDEX_SCHEMA_VERSION } from './versions.ts';

/** `index.json` of a customer: the published runs of each account, newest first; where a browser starts. */
export const indexFileSchema = z.strictObject({
  schemaVersion: z.literal(INDEX_SCHEMA_VERSION),
  customerId: customerIdSchema,
  accounts: z.array(
    z.strictObject({
      accountId: accountIdSchema,
      runs: z.array(
        z.strictObject({
          runId: runIdSchema,
          /** Folder of the run, ending in a slash, as a key of the bucket. */
          prefix: z.string(),
          analysisTime: timeSchema,
          status: z.enum(RUN_RESULTS),
          /** SHA-256 of its manifest.json. */
          manifest: hashSchema,
        }),
      ),
    }),
  ),
});
export type IndexFile = z.infer<typeof indexFileSchema>;
