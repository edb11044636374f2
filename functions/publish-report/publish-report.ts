import { type RenderedFile, type RenderedList, renderedListSchema } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
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
import { renderedKey, renderedListKey } from '../../shared/contract/work-keys.ts';
import { type HeldLease, hasTimeLeft, holds, leaseLost, renew } from '../lease/lease.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, all, any, below, type Condition, equals } from '../ports/condition.ts';
import type { TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import { customerOf } from '../snapshot/load-plan.ts';

export interface PublishReportPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly clock: Clock;
}

/**
 * Puts the rendered files in their place, the manifest last, then makes the run visible in one transaction under the
 * fence: pointer, status, outbox. A run that is published stays as it is.
 */
export async function publishReport(
  event: PublishReportEvent,
  ports: PublishReportPorts,
): Promise<PublishReportResult> {
  const { run, lease } = event;
  const rows = ports.tenants.rowsOf(run.customerId);
  const held = await renew(rows, run.accountId, lease, ports.clock);
  const before = await publishedBefore(rows, run);
  if (before !== null) return before;
  const lists = await Promise.all(FORMATS.map((format) => renderedList(run, event.plan, format, ports.bucket)));
  const { manifest, status } = lists[0] ?? {};
  if (manifest === undefined || status === undefined) {
    throw new StepError(ERRORS.missingInput, 'report: expected a manifest, found none');
  }
  const { keyId } = await customerOf(rows);
  const placing: Placing = { run, rows, keyId, bucket: ports.bucket, clock: ports.clock };
  let lasting = held;
  for (const file of lists.flatMap((list) => list.files)) lasting = await place(file, lasting, placing);
  await place(manifest, lasting, placing);

  const result: PublishReportResult = { manifest: manifest.sha256, status };
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

interface Placing {
  readonly run: AccountRun;
  readonly rows: TenantRows;
  readonly keyId: string;
  readonly bucket: RunBucket;
  readonly clock: Clock;
}

/**
 * Puts one file in its place. What lies there already was left by an attempt that died before it published: the same
 * bytes stay, others are replaced while the lease is held.
 */
async function place(file: RenderedFile, held: HeldLease, placing: Placing): Promise<HeldLease> {
  const { run, rows, bucket, keyId, clock } = placing;
  const lease = hasTimeLeft(held, clock) ? held : await renew(rows, run.accountId, held, clock);
  const rendered = await bucket.get(renderedKey(run.customerId, run.accountId, run.runId, file.sha256));
  if (rendered === null) throw new StepError(ERRORS.missingInput, 'report: expected a rendered file, found none');
  const options = { keyId, contentType: contentTypeOf(file.key) };
  if (await bucket.put(file.key, rendered.body, { ...options, when: { kind: 'absent' } })) return lease;
  const left = await bucket.get(file.key);
  if (left !== null && sameBytes(left.body, rendered.body)) return lease;
  const renewed = await renew(rows, run.accountId, lease, clock);
  const when = left === null ? ({ kind: 'absent' } as const) : ({ kind: 'unchanged', etag: left.etag } as const);
  if (await bucket.put(file.key, rendered.body, { ...options, when })) return renewed;
  throw new StepError(ERRORS.unavailable, 'report: expected a file to stay as it was read, found it changed');
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

function contentTypeOf(key: string): string {
  if (key.endsWith('.json')) return 'application/json';
  if (key.endsWith('.jsonl')) return 'application/x-ndjson';
  return key.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/octet-stream';
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
