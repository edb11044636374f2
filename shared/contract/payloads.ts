import { z } from 'zod';
import {
  accountIdSchema,
  attemptSchema,
  countSchema,
  customerIdSchema,
  fenceSchema,
  hashSchema,
  itemIdSchema,
  localDateSchema,
  runIdSchema,
  slotSchema,
} from './ids.ts';
import { RUN_RESULTS } from './run-status.ts';

/**
 * Event and result of every step. Pointers and counts only: what a customer owns never enters a state machine,
 * whose history is kept for 90 days under no key of the customer's.
 */

const versionsSchema = z.strictObject({ payload: z.number().int().positive(), cache: z.number().int().positive() });

/** Start input of one execution of the account machine: exactly this. */
export const accountRunSchema = z.strictObject({
  customerId: customerIdSchema,
  accountId: accountIdSchema,
  runId: runIdSchema,
  attempt: attemptSchema,
  versions: versionsSchema,
});
export type AccountRun = z.infer<typeof accountRunSchema>;

/** Who holds the account's lease, and under which fence. */
export const leaseSchema = z.strictObject({ holder: z.string().min(1).max(2048), fence: fenceSchema });
export type Lease = z.infer<typeof leaseSchema>;

const step = { run: accountRunSchema, lease: leaseSchema };

/** The sweep: the quarter hour it stands for, as EventBridge Scheduler gives it. */
export const sweepEventSchema = z.object({ scheduledTime: z.iso.datetime() });
export type SweepEvent = z.infer<typeof sweepEventSchema>;

export const reconcileResultSchema = z.strictObject({
  looked: countSchema,
  finished: countSchema,
  failed: countSchema,
  /** Could not be finished; the log says why. */
  stuck: countSchema,
});
export type ReconcileResult = z.infer<typeof reconcileResultSchema>;

export const claimResultSchema = z.strictObject({
  slot: slotSchema,
  /** Key of the list in the run bucket; empty when nothing was claimed. */
  key: z.string(),
  count: countSchema,
  due: countSchema,
});
export type ClaimResult = z.infer<typeof claimResultSchema>;

/** The list that the nightly machine's Map reads. */
export const sweepListSchema = z.array(accountRunSchema);

export const acquireLeaseEventSchema = z.strictObject({ run: accountRunSchema, holder: leaseSchema.shape.holder });
export type AcquireLeaseEvent = z.infer<typeof acquireLeaseEventSchema>;

export const planCollectionEventSchema = z.strictObject(step);
export type PlanCollectionEvent = z.infer<typeof planCollectionEventSchema>;
export const workItemSchema = z.strictObject({ itemId: itemIdSchema });
export type WorkItem = z.infer<typeof workItemSchema>;
export const planCollectionResultSchema = z.strictObject({ items: z.array(workItemSchema), count: countSchema });
export type PlanCollectionResult = z.infer<typeof planCollectionResultSchema>;

export const collectItemEventSchema = z.strictObject({ ...step, item: workItemSchema });
export type CollectItemEvent = z.infer<typeof collectItemEventSchema>;
export const collectItemResultSchema = z.strictObject({
  itemId: itemIdSchema,
  pages: countSchema,
  written: countSchema,
  bytes: countSchema,
});
export type CollectItemResult = z.infer<typeof collectItemResultSchema>;

/** A contiguous range of the sorted principals: `from` inclusive, `to` exclusive. */
export const shardSchema = z.strictObject({ shard: countSchema, from: countSchema, to: countSchema });
export type Shard = z.infer<typeof shardSchema>;

/** `alone`: the companions were waited for long enough; go on with what is known of them. */
export const planAnalysisEventSchema = z.strictObject({ ...step, alone: z.boolean() });
export type PlanAnalysisEvent = z.infer<typeof planAnalysisEventSchema>;
export const planAnalysisResultSchema = z.strictObject({
  plan: hashSchema,
  shards: z.array(shardSchema),
  formats: z.array(z.enum(['run', 'tables'])),
  principals: countSchema,
});
export type PlanAnalysisResult = z.infer<typeof planAnalysisResultSchema>;

export const analyseShardEventSchema = z.strictObject({ ...step, plan: hashSchema, shard: shardSchema });
export type AnalyseShardEvent = z.infer<typeof analyseShardEventSchema>;
export const analyseShardResultSchema = z.strictObject({ shard: countSchema, rows: countSchema });
export type AnalyseShardResult = z.infer<typeof analyseShardResultSchema>;

export const FORMATS = ['run', 'tables'] as const;
export type Format = (typeof FORMATS)[number];
export const renderReportEventSchema = z.strictObject({
  ...step,
  plan: hashSchema,
  format: z.enum(FORMATS),
});
export type RenderReportEvent = z.infer<typeof renderReportEventSchema>;
export const renderReportResultSchema = z.strictObject({
  format: z.enum(FORMATS),
  files: countSchema,
  bytes: countSchema,
});
export type RenderReportResult = z.infer<typeof renderReportResultSchema>;

export const publishReportEventSchema = z.strictObject({ ...step, plan: hashSchema });
export type PublishReportEvent = z.infer<typeof publishReportEventSchema>;
export const publishReportResultSchema = z.strictObject({ manifest: hashSchema, status: z.enum(RUN_RESULTS) });
export type PublishReportResult = z.infer<typeof publishReportResultSchema>;

export const publishIndexEventSchema = z.strictObject(step);
export type PublishIndexEvent = z.infer<typeof publishIndexEventSchema>;
export const publishIndexResultSchema = z.strictObject({ published: z.boolean(), runs: countSchema });
export type PublishIndexResult = z.infer<typeof publishIndexResultSchema>;

/** What Catch leaves: `Cause` is text of whoever failed, so it is classified and dropped, never stored. */
export const caughtSchema = z.object({ Error: z.string(), Cause: z.string().optional() });

/** From the account machine's Catch. */
export const recordCaughtEventSchema = z.strictObject({
  run: accountRunSchema,
  holder: leaseSchema.shape.holder,
  caught: caughtSchema,
});
/** From EventBridge: an execution failed, timed out or was aborted. */
export const executionEventSchema = z.object({
  source: z.literal('aws.states'),
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({
    executionArn: z.string(),
    stateMachineArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    /** The start input as text; null where AWS left it out because of its size. */
    input: z.string().nullable().optional(),
    error: z.string().nullable().optional(),
  }),
});
export const recordFailureEventSchema = z.union([recordCaughtEventSchema, executionEventSchema]);
export type RecordFailureEvent = z.infer<typeof recordFailureEventSchema>;
export const recordFailureResultSchema = z.strictObject({
  recorded: z.boolean(),
  failureClass: z.string(),
});
export type RecordFailureResult = z.infer<typeof recordFailureResultSchema>;

/** One customer's night that close-night looks at. */
export const dueNightSchema = z.strictObject({ customerId: customerIdSchema, localDate: localDateSchema });
export type DueNight = z.infer<typeof dueNightSchema>;
export const listNightsResultSchema = z.strictObject({ nights: z.array(dueNightSchema), count: countSchema });
export type ListNightsResult = z.infer<typeof listNightsResultSchema>;
export const closeNightEventSchema = z.strictObject({ night: dueNightSchema });
export type CloseNightEvent = z.infer<typeof closeNightEventSchema>;
export const closeNightResultSchema = z.strictObject({ state: z.string() });
export type CloseNightResult = z.infer<typeof closeNightResultSchema>;
