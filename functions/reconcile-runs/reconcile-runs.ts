import { type OpenRunItem, openRunItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { accountExecutionName } from '../../shared/contract/execution-names.ts';
import { LEASE_SECONDS } from '../../shared/contract/lease.ts';
import type { ReconcileResult } from '../../shared/contract/payloads.ts';
import { leaseItemSchema, runItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { VERSIONS } from '../../shared/contract/versions.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { Executions } from '../ports/executions.ts';
import type { Directory, TenantTable } from '../ports/rows.ts';
import { publishIndex } from '../publish-index/publish-index.ts';
import { recordAttempt } from '../record-failure/record-failure.ts';

export interface ReconcilePorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly bucket: RunBucket;
  readonly executions: Executions;
  readonly clock: Clock;
  /** Told of a run that could not be finished. */
  stuck(run: OpenRunItem, error: unknown): void;
}

/** Most runs that one sweep finishes; the rest is found by the next. */
const MOST_PER_SWEEP = 100;

/**
 * Finishes what an execution that died left behind. A run is touched only when nobody can be at work on it any more:
 * its claim and its lease are old, and its execution is closed. Published and not announced: the index is brought up.
 * Anything else: the attempt is recorded as died, and the sweep claims the next one.
 */
export async function reconcileRuns(ports: ReconcilePorts): Promise<ReconcileResult> {
  const open = await ports.directory.query(directoryKeys.openList(), openRunItemSchema);
  const result = { looked: 0, finished: 0, failed: 0, stuck: 0 };
  for (const { row } of open) {
    if (result.finished + result.failed >= MOST_PER_SWEEP) break;
    result.looked += 1;
    try {
      const outcome = await reconcileRun(row, ports);
      if (outcome !== null) result[outcome] += 1;
    } catch (error) {
      // One run that cannot be finished must not keep the others, nor the sweep's claims, from going on.
      ports.stuck(row, error);
      result.stuck += 1;
    }
  }
  return result;
}

async function reconcileRun(open: OpenRunItem, ports: ReconcilePorts): Promise<'finished' | 'failed' | null> {
  if (isYoung(open.claimedAt, ports.clock)) return null;
  const rows = ports.tenants.rowsOf(open.customerId);
  const lease = await rows.get(tenantKeys.lease(open.accountId), leaseItemSchema);
  if (lease !== null && lease.expiresAt > ports.clock.now()) return null;
  const name = accountExecutionName(open.customerId, open.accountId, open.runId, open.attempt);
  if ((await ports.executions.status(name)) === 'running') return null;

  const run = await rows.get(tenantKeys.run(open.accountId, open.runId), runItemSchema);
  if (run?.state === 'published') {
    await publishIndex(open, ports);
    return 'finished';
  }
  const { customerId, accountId, runId, attempt } = open;
  const failed = { customerId, accountId, runId, attempt, versions: { ...VERSIONS } };
  await recordAttempt({ run: failed, execution: name, errorName: ERRORS.executionDied }, ports);
  return 'failed';
}

/** Claimed so recently that its execution may be on its way. */
function isYoung(claimedAt: string, clock: Clock): boolean {
  return Date.parse(clock.now()) - Date.parse(claimedAt) < LEASE_SECONDS * 1000;
}
