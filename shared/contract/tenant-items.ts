import { z } from 'zod';
import {
  accountIdSchema,
  attemptSchema,
  countSchema,
  fenceSchema,
  hashSchema,
  itemIdSchema,
  localDateSchema,
  runIdSchema,
  timeSchema,
} from './ids.ts';
import { isTimeZone } from './night-calendar.ts';
import { OUTBOX_KINDS, OUTBOX_STATES, RUN_RESULTS, RUN_STATES } from './run-status.ts';

/**
 * Items of the tenant table without their key. What a customer owns is enveloped; the plain attributes hold ids,
 * times, counts and keyed hashes.
 */

export const timeZoneSchema = z.string().refine(isTimeZone, 'expected an IANA time zone');
export const reportTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected bytes');

/** A ciphertext under one data key, which is itself under the customer's key. */
export const envelopeSchema = z.strictObject({
  /** KMS's ciphertext of the data key. */
  wrappedKey: bytesSchema,
  /** 96 bits, never used twice under a data key. */
  iv: bytesSchema,
  /** AES-256-GCM with its tag, of the compressed payload. */
  ciphertext: bytesSchema,
});
export type Envelope = z.infer<typeof envelopeSchema>;

export const customerItemSchema = z.object({
  timeZone: timeZoneSchema,
  reportTime: reportTimeSchema,
  /** Id of the customer's KMS key. */
  keyId: z.string().min(1),
  /** Under purpose `hash-key`: what content hashes are keyed with. */
  hashKey: envelopeSchema,
});
export type CustomerItem = z.infer<typeof customerItemSchema>;

export const accountItemSchema = z.object({ accountId: accountIdSchema, organization: z.boolean() });
export type AccountItem = z.infer<typeof accountItemSchema>;

/** The enveloped text of a link. */
export const linkSchema = z.strictObject({
  accountId: accountIdSchema,
  roleArn: z.string().min(20),
  externalId: z.string().min(2),
});
export type Link = z.infer<typeof linkSchema>;
export const linkItemSchema = z.object({ link: envelopeSchema });

export const leaseItemSchema = z.object({ holder: z.string(), fence: fenceSchema, expiresAt: timeSchema });
export type LeaseItem = z.infer<typeof leaseItemSchema>;

export const runItemSchema = z.object({
  runId: runIdSchema,
  localDate: localDateSchema,
  /** The report time on the local date: the analysis time of the run. */
  deadline: timeSchema,
  state: z.enum(RUN_STATES),
  attempt: attemptSchema,
  /** Once published. */
  result: z.enum(RUN_RESULTS).optional(),
  manifest: hashSchema.optional(),
});
export type RunItem = z.infer<typeof runItemSchema>;

export const planItemSchema = z.object({ items: z.array(itemIdSchema) });
export type PlanItem = z.infer<typeof planItemSchema>;

export const collectedItemSchema = z.object({
  itemId: itemIdSchema,
  /** Content hashes of the pages, in order. */
  pages: z.array(hashSchema),
  bytes: countSchema,
});
export type CollectedItem = z.infer<typeof collectedItemSchema>;

export const snapshotItemSchema = z.object({
  runId: runIdSchema,
  items: z.array(collectedItemSchema),
});
export type SnapshotItem = z.infer<typeof snapshotItemSchema>;

/** A page: its envelope here, or in the bucket when it is too large for an item. */
export const cacheItemSchema = z.object({
  version: z.number().int().positive(),
  bytes: countSchema,
  /** Its ciphertext is empty where the page lies in the bucket. */
  envelope: envelopeSchema,
  objectKey: z.string().optional(),
});
export type CacheItem = z.infer<typeof cacheItemSchema>;

export const pointerItemSchema = z.object({
  runId: runIdSchema,
  fence: fenceSchema,
  manifest: hashSchema,
  result: z.enum(RUN_RESULTS),
});
export type PointerItem = z.infer<typeof pointerItemSchema>;

export const outboxItemSchema = z.object({
  kind: z.enum(OUTBOX_KINDS),
  state: z.enum(OUTBOX_STATES),
  accountId: accountIdSchema.optional(),
  runId: runIdSchema.optional(),
  localDate: localDateSchema.optional(),
  fence: fenceSchema.optional(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

export const failureItemSchema = z.object({
  errorName: z.string(),
  failureClass: z.string(),
  execution: z.string(),
  recordedAt: timeSchema,
});
export type FailureItem = z.infer<typeof failureItemSchema>;
