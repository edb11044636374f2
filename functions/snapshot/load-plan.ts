import { type AnalysisPlan, analysisPlanSchema, type PlannedSnapshot } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import type { AccountRun } from '../../shared/contract/payloads.ts';
import { type CustomerItem, customerItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { planKey } from '../../shared/contract/work-keys.ts';
import type { AnalysisInput, SnapshotText } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { TenantRows } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';
import { assemble } from './assemble.ts';
import { sha256 } from './keyed-hash.ts';
import { pageCache } from './page-cache.ts';

export interface SnapshotPorts {
  readonly rows: TenantRows;
  readonly bucket: RunBucket;
  readonly vault: Vault;
}

/** The customer's row; without it nothing of the customer can be read. */
export async function customerOf(rows: TenantRows): Promise<CustomerItem> {
  const customer = await rows.get(tenantKeys.customer(), customerItemSchema);
  if (customer === null) throw new StepError(ERRORS.missingInput, 'customer: expected its row, found none');
  return customer;
}

/** The plan of a run, by the hash of its text. */
export async function loadPlan(run: AccountRun, plan: string, bucket: RunBucket): Promise<AnalysisPlan> {
  const object = await bucket.get(planKey(run.customerId, run.accountId, run.runId, plan));
  if (object === null || sha256(object.body) !== plan) {
    throw new StepError(ERRORS.missingInput, 'plan: expected the one of the event, found none');
  }
  const read = analysisPlanSchema.parse(JSON.parse(new TextDecoder().decode(object.body)));
  // The event comes from outside: a plan of another customer must not be computed on this one's keys.
  if (read.customerId !== run.customerId || read.accountId !== run.accountId) {
    throw new StepError(ERRORS.customerMismatch, 'plan: expected one of the account of the event');
  }
  return read;
}

/** Opens every page that the plan pins. */
export async function loadInput(plan: Unplanned, ports: SnapshotPorts): Promise<AnalysisInput> {
  const customer = await customerOf(ports.rows);
  const snapshots: SnapshotText[] = [];
  for (const snapshot of plan.snapshots) snapshots.push(await loadSnapshot(snapshot, customer, ports));
  const { customerId, accountId, runId, analysisTime } = plan;
  return { customerId, accountId, runId, analysisTime, snapshots };
}

/** A plan before it is known how its principals are divided. */
export type Unplanned = Omit<AnalysisPlan, 'principals' | 'shards'>;

async function loadSnapshot(
  planned: PlannedSnapshot,
  customer: CustomerItem,
  ports: SnapshotPorts,
): Promise<SnapshotText> {
  const cache = await pageCache({ ...ports, accountId: planned.accountId, customer });
  const items = await Promise.all(
    planned.items.map(async (item) => ({
      itemId: item.itemId,
      pages: await Promise.all(item.pages.map(async (hash) => new TextDecoder().decode(await cache.read(hash)))),
    })),
  );
  return { accountId: planned.accountId, files: assemble(items) };
}
