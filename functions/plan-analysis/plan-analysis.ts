import type { PlannedSnapshot } from '../../shared/contract/analysis-plan.ts';
import { claimItemSchema, scheduleItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { localDateOf } from '../../shared/contract/execution-names.ts';
import {
  type AccountRun,
  FORMATS,
  type PlanAnalysisEvent,
  type PlanAnalysisResult,
  type Shard,
} from '../../shared/contract/payloads.ts';
import {
  accountItemSchema,
  collectedItemSchema,
  planItemSchema,
  runItemSchema,
  type SnapshotItem,
  snapshotItemSchema,
} from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { planKey } from '../../shared/contract/work-keys.ts';
import { canonicalJson } from '../../shared/report/canonical-json.ts';
import { holds, leaseLost, renew } from '../lease/lease.ts';
import type { Analysis } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory, TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';
import { sha256 } from '../snapshot/keyed-hash.ts';
import { customerOf, loadInput, type Unplanned } from '../snapshot/load-plan.ts';

export interface PlanAnalysisPorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly analysis: Analysis;
  readonly clock: Clock;
  /** Principals per shard; a run of fewer has one. */
  readonly principalsPerShard: number;
}

/**
 * Pins what the run is computed from: the account's own pages and those of the customer's other accounts, of this
 * night where they are being read, else their newest. Waits for them with `CompanionsReading`, unless told to go on
 * alone. From the cache only: AWS is not asked any more.
 */
export async function planAnalysis(event: PlanAnalysisEvent, ports: PlanAnalysisPorts): Promise<PlanAnalysisResult> {
  const { run, lease } = event;
  const rows = ports.tenants.rowsOf(run.customerId);
  await renew(rows, run.accountId, lease, ports.clock);
  const own = await snapshotOf(rows, run.accountId, run.runId);
  if (own === null) throw new StepError(ERRORS.missingInput, 'items: expected all of the plan collected');
  const kept = await rows.transact([
    { kind: 'check', key: tenantKeys.lease(run.accountId), when: holds(lease) },
    { kind: 'put', key: tenantKeys.snapshot(run.accountId, run.runId), row: { ...own } },
  ]);
  if (!kept) throw leaseLost(lease);

  const opened = await rows.get(tenantKeys.run(run.accountId, run.runId), runItemSchema);
  if (opened === null) throw new StepError(ERRORS.missingInput, 'run: expected its row, found none');
  const unplanned: Unplanned = {
    version: 1,
    customerId: run.customerId,
    accountId: run.accountId,
    runId: run.runId,
    analysisTime: opened.deadline,
    snapshots: [
      { accountId: run.accountId, runId: run.runId, items: own.items },
      ...(await companions(rows, run, event.alone, ports.directory)),
    ],
  };
  const { principals } = ports.analysis.open(await loadInput(unplanned, { ...ports, rows }));
  const shards = shardsOf(principals, ports.principalsPerShard);
  const text = `${canonicalJson({ ...unplanned, principals, shards })}\n`;
  const plan = sha256(text);
  const { keyId } = await customerOf(rows);
  await ports.bucket.put(planKey(run.customerId, run.accountId, run.runId, plan), new TextEncoder().encode(text), {
    keyId,
    contentType: 'application/json',
  });
  return { plan, shards, formats: [...FORMATS], principals };
}

/** Everything of a run's plan, collected; null while an item is missing. */
async function snapshotOf(rows: TenantRows, accountId: string, runId: string): Promise<SnapshotItem | null> {
  const planned = await rows.get(tenantKeys.plan(accountId, runId), planItemSchema);
  if (planned === null || planned.items.length === 0) return null;
  const collected = await rows.query(tenantKeys.collectedPrefix(accountId, runId), collectedItemSchema);
  const byId = new Map(collected.map(({ row }) => [row.itemId, row]));
  const items = planned.items.flatMap((itemId) => byId.get(itemId) ?? []);
  return items.length === planned.items.length ? { runId, items } : null;
}

/** The snapshots of the customer's other accounts, by account id. */
async function companions(
  rows: TenantRows,
  run: AccountRun,
  alone: boolean,
  directory: Directory,
): Promise<readonly PlannedSnapshot[]> {
  const accounts = await rows.query(tenantKeys.accountPrefix(), accountItemSchema);
  const found: PlannedSnapshot[] = [];
  for (const { row } of accounts) {
    if (row.accountId === run.accountId) continue;
    const tonight = await snapshotOf(rows, row.accountId, run.runId);
    if (tonight === null && !alone && (await isBeingRead(run, row.accountId, directory))) {
      throw new StepError(ERRORS.companionsReading, 'companions: expected all of them read, found one being read');
    }
    const known = tonight ?? (await newestBefore(rows, row.accountId, run.runId));
    if (known !== null) found.push({ accountId: row.accountId, runId: known.runId, items: known.items });
  }
  return found;
}

/** The newest snapshot of an earlier night: run ids sort by date. */
async function newestBefore(rows: TenantRows, accountId: string, runId: string): Promise<SnapshotItem | null> {
  const snapshots = await rows.query(tenantKeys.snapshotPrefix(accountId), snapshotItemSchema);
  return snapshots.map(({ row }) => row).findLast((row) => row.runId < runId) ?? null;
}

/** True where the companion's night may still bring a snapshot: it is claimed and open, or not claimed yet. */
async function isBeingRead(run: AccountRun, accountId: string, directory: Directory): Promise<boolean> {
  const key = directoryKeys.claim(localDateOf(run.runId), run.customerId, accountId);
  const claim = await directory.get(key, claimItemSchema);
  if (claim === null)
    return (await directory.get(directoryKeys.schedule(run.customerId, accountId), scheduleItemSchema)) !== null;
  return claim.state === 'open' || (claim.state === 'failed' && claim.retryAt !== undefined);
}

function shardsOf(principals: number, perShard: number): Shard[] {
  const count = Math.max(1, Math.ceil(principals / perShard));
  return Array.from({ length: count }, (_, shard) => ({
    shard,
    from: Math.floor((shard * principals) / count),
    to: Math.floor(((shard + 1) * principals) / count),
  }));
}
