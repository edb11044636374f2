import { type RenderedList, renderedListSchema } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { RUN_FILES } from '../../shared/contract/object-keys.ts';
import {
  type AccountRun,
  FORMATS,
  type Lease,
  type PublishReportEvent,
  type PublishReportResult,
} from '../../shared/contract/payloads.ts';
import {
  type OutboxItem,
  type PointerItem,
  pointerItemSchema,
  type RunItem,
  runItemSchema,
} from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { renderedListKey } from '../../shared/contract/work-keys.ts';
import { lineFile } from '../../shared/report/run-file.ts';
import { holds, leaseLost, renew } from '../lease/lease.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, all, any, below, type Condition, equals } from '../ports/condition.ts';
import type { TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import { customerOf } from '../snapshot/load-plan.ts';
import { Placing } from '../snapshot/placing.ts';

export interface PublishReportPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly clock: Clock;
}

/**
 * Puts the manifest in its place, last of the run's files, then makes the run visible in one transaction under the
 * fence: pointer, status, outbox. A run that is published stays as it is.
 */
export async function publishReport(
  event: PublishReportEvent,
  ports: PublishReportPorts,
): Promise<PublishReportResult> {
  const { run, lease } = event;
  const { bucket, clock } = ports;
  const rows = ports.tenants.rowsOf(run.customerId);
  const held = await renew(rows, run.accountId, lease, clock);
  const before = await publishedBefore(rows, run);
  if (before !== null) return before;
  const lists = await Promise.all(FORMATS.map((format) => renderedList(run, event.plan, format, bucket)));
  const { manifest, status } = lists[0] ?? {};
  if (manifest === undefined || status === undefined) {
    throw new StepError(ERRORS.missingInput, 'report: expected a manifest, found none');
  }
  for (const { key } of lists.flatMap((list) => list.files)) {
    if ((await bucket.head(key)) === null)
      throw new StepError(ERRORS.missingInput, 'report: expected its files in place');
  }
  const { keyId } = await customerOf(rows);
  const placing = new Placing({ run, rows, keyId, bucket, clock }, held);
  const { sha256 } = await placing.place(lineFile(RUN_FILES.manifest, [manifest]));
  const result: PublishReportResult = { manifest: sha256, status };
  await flip(rows, run, lease, result);
  return result;
}

/** What an earlier call, or an earlier attempt, published of this run. */
async function publishedBefore(rows: TenantRows, run: AccountRun): Promise<PublishReportResult | null> {
  const row = await rows.get(tenantKeys.run(run.accountId, run.runId), runItemSchema);
  if (row?.state !== 'published' || row.manifest === undefined || row.result === undefined) return null;
  return { manifest: row.manifest, status: row.result };
}

async function renderedList(run: AccountRun, plan: string, format: string, bucket: RunBucket): Promise<RenderedList> {
  const key = renderedListKey(run.customerId, run.accountId, run.runId, plan, format);
  const object = await bucket.get(key);
  if (object === null) throw new StepError(ERRORS.missingInput, `format \`${format}\`: expected it rendered`);
  return renderedListSchema.parse(JSON.parse(new TextDecoder().decode(object.body)));
}

/** The commit point. */
async function flip(rows: TenantRows, run: AccountRun, lease: Lease, result: PublishReportResult): Promise<void> {
  const runKey = tenantKeys.run(run.accountId, run.runId);
  const opened = await rows.get(runKey, runItemSchema);
  if (opened === null) throw new StepError(ERRORS.missingInput, 'run: expected its row, found none');
  const published: RunItem = { ...opened, state: 'published', result: result.status, manifest: result.manifest };
  const pointer: PointerItem = {
    runId: run.runId,
    fence: lease.fence,
    manifest: result.manifest,
    result: result.status,
  };
  const outbox: OutboxItem = {
    kind: 'publish-index',
    state: 'pending',
    accountId: run.accountId,
    runId: run.runId,
    fence: lease.fence,
  };
  const pointerKey = tenantKeys.pointer(run.accountId);
  const current = await rows.get(pointerKey, pointerItemSchema);
  const older = current !== null && current.runId > run.runId;
  const flipped = await rows.transact([
    { kind: 'check', key: tenantKeys.lease(run.accountId), when: holds(lease) },
    { kind: 'put', key: runKey, row: published, when: all(equals('state', 'open'), equals('attempt', run.attempt)) },
    // A night that is caught up on never moves the pointer back to an older date.
    ...(older ? [] : [{ kind: 'put', key: pointerKey, row: pointer, when: unchanged(current, lease) } as const]),
    {
      kind: 'put',
      key: tenantKeys.outbox('publish-index', `${run.accountId}#${run.runId}`),
      row: outbox,
      when: absent,
    },
  ]);
  if (flipped) return;
  // The same call, made twice at once: the other one was faster, and what it published is what this one would have.
  const before = await publishedBefore(rows, run);
  if (before?.manifest !== result.manifest) throw leaseLost(lease);
}

function unchanged(current: PointerItem | null, lease: Lease): Condition {
  if (current === null) return absent;
  return all(equals('runId', current.runId), any(below('fence', lease.fence), equals('fence', lease.fence)));
}
