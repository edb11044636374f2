import { z } from 'zod';
import {
  accountIdSchema,
  attemptSchema,
  countSchema,
  customerIdSchema,
  localDateSchema,
  runIdSchema,
  timeSchema,
} from './ids.ts';
import { CLAIM_STATES, NIGHT_STATES } from './run-status.ts';
import { reportTimeSchema, timeZoneSchema } from './tenant-items.ts';

/** Items of the directory table without their key: ids and times, and nothing that a customer owns. */

export const scheduleItemSchema = z.object({
  customerId: customerIdSchema,
  accountId: accountIdSchema,
  timeZone: timeZoneSchema,
  reportTime: reportTimeSchema,
  /** The local date of its first night: none before it is due, or missed. */
  firstNight: localDateSchema,
});
export type ScheduleItem = z.infer<typeof scheduleItemSchema>;

export const claimItemSchema = z.object({
  customerId: customerIdSchema,
  accountId: accountIdSchema,
  runId: runIdSchema,
  localDate: localDateSchema,
  deadline: timeSchema,
  state: z.enum(CLAIM_STATES),
  attempt: attemptSchema,
  claimedAt: timeSchema,
  /** Attempts that may be made of it; a replay raises it. Absent: what the schedule makes. */
  allowed: attemptSchema.optional(),
  /** When a failed attempt may be followed by the next: its lease has expired by then. */
  retryAt: timeSchema.optional(),
});
export type ClaimItem = z.infer<typeof claimItemSchema>;

export const openRunItemSchema = z.object({
  customerId: customerIdSchema,
  accountId: accountIdSchema,
  runId: runIdSchema,
  attempt: attemptSchema,
  claimedAt: timeSchema,
});
export type OpenRunItem = z.infer<typeof openRunItemSchema>;

/** Id of the customer's KMS key: what a session for the customer is tagged with. */
export const keyItemSchema = z.object({ keyId: z.string().min(1) });

export const ownerItemSchema = z.object({ customerId: customerIdSchema });

export const ledgerItemSchema = z.object({
  customerId: customerIdSchema,
  localDate: localDateSchema,
  deadline: timeSchema,
  state: z.enum(NIGHT_STATES),
  accounts: countSchema,
  published: countSchema,
  settledAt: timeSchema,
});
export type LedgerItem = z.infer<typeof ledgerItemSchema>;
