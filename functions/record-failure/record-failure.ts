import { ERRORS, failureClassOf, isTriedAgain } from '../../shared/contract/errors.ts';
import {
  type AccountRun,
  accountRunSchema,
  type RecordFailureEvent,
  type RecordFailureResult,
} from '../../shared/contract/payloads.ts';
import { type FailureItem, leaseItemSchema, type RunItem, runItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { settleClaim } from '../lease/settle-claim.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, all, equals } from '../ports/condition.ts';
import type { Directory, TenantRows, TenantTable } from '../ports/rows.ts';

export interface RecordFailurePorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** A failed attempt, whichever of the three ways told of it. */
export interface FailedAttempt {
  readonly run: AccountRun;
  readonly execution: string;
  readonly errorName: string;
}

/**
 * The one place where every failure ends: the failed attempt with its class, the run's state, and when the next
 * attempt may begin. The first to tell of an attempt is believed; a published run is never made a failed one.
 */
export async function recordFailure(
  event: RecordFailureEvent,
  ports: RecordFailurePorts,
): Promise<RecordFailureResult> {
  const failed = failedAttempt(event);
  if (failed === null) return { recorded: false, failureClass: failureClassOf(ERRORS.invalidEvent) };
  return recordAttempt(failed, ports);
}

/** As `recordFailure`, for whoever knows the attempt. */
export async function recordAttempt(failed: FailedAttempt, ports: RecordFailurePorts): Promise<RecordFailureResult> {
  const { run, errorName, execution } = failed;
  const rows = ports.tenants.rowsOf(run.customerId);
  const failureClass = failureClassOf(errorName);
  const runKey = tenantKeys.run(run.accountId, run.runId);
  const opened = await rows.get(runKey, runItemSchema);
  // Published and not yet in the index: the sweep's reconciling finishes it, and it stays open until then.
  if (opened?.state === 'published') return { recorded: false, failureClass };

  const failure: FailureItem = { errorName, failureClass, execution, recordedAt: ports.clock.now() };
  const recorded = await rows.put(tenantKeys.failure(run.accountId, run.runId, run.attempt), { ...failure }, absent);
  if (opened?.state === 'open' && opened.attempt === run.attempt) {
    const closed: RunItem = { ...opened, state: 'failed' };
    await rows.put(runKey, { ...closed }, all(equals('state', 'open'), equals('attempt', run.attempt)));
  }
  await settleClaim(
    ports.directory,
    run,
    'failed',
    isTriedAgain(errorName) ? await leaseEnd(rows, run, ports.clock) : undefined,
  );
  return { recorded, failureClass };
}

/** The next attempt waits for the lease to expire: somebody may still be reading under it. */
async function leaseEnd(rows: TenantRows, run: AccountRun, clock: Clock): Promise<string> {
  const lease = await rows.get(tenantKeys.lease(run.accountId), leaseItemSchema);
  const now = clock.now();
  return lease !== null && lease.expiresAt > now ? lease.expiresAt : now;
}

/** The attempt that an event speaks of; null for an execution that is no account's night. */
function failedAttempt(event: RecordFailureEvent): FailedAttempt | null {
  if ('run' in event) return { run: event.run, execution: event.holder, errorName: event.caught.Error };
  const { detail } = event;
  const run = accountRunSchema.safeParse(parsed(detail.input ?? ''));
  if (!run.success) return null;
  const byStatus = detail.status === 'TIMED_OUT' ? ERRORS.timedOut : ERRORS.executionDied;
  const errorName = detail.status === 'FAILED' && detail.error ? detail.error : byStatus;
  return { run: run.data, execution: detail.executionArn, errorName };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not an account's night: the caller answers so.
    return null;
  }
}
