import { ERRORS } from '../../shared/contract/errors.ts';
import type { IndexFile } from '../../shared/contract/index-file.ts';
import { indexKey, latestTableKey, runPrefix, TABLES, tableKey } from '../../shared/contract/object-keys.ts';
import type { AccountRun, PublishIndexEvent, PublishIndexResult } from '../../shared/contract/payloads.ts';
import {
  outboxItemSchema,
  pointerItemSchema,
  type RunItem,
  runItemSchema,
} from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { INDEX_SCHEMA_VERSION } from '../../shared/contract/versions.ts';
import { canonicalJson } from '../../shared/report/canonical-json.ts';
import { settleClaim } from '../lease/settle-claim.ts';
import type { RunBucket, StoredObject } from '../ports/bucket.ts';
import { equals } from '../ports/condition.ts';
import type { Directory, TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import { customerOf } from '../snapshot/load-plan.ts';

export interface PublishIndexPorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly bucket: RunBucket;
}

/** Tries of a copy that others keep changing, before the step gives up and is tried again as a whole. */
const TRIES = 10;

/**
 * Carries out the outbox row of a published run: brings `index.json` and `latest/` up to what the table says. Takes no
 * lease: the copies are made from the pointer as it stands, and put back only over what was read before it, so that
 * a slow writer can never set them back to a lower fence.
 */
export async function publishIndex(
  run: Pick<AccountRun, 'customerId' | 'accountId' | 'runId' | 'attempt'>,
  ports: PublishIndexPorts,
): Promise<PublishIndexResult> {
  const rows = ports.tenants.rowsOf(run.customerId);
  const opened = await rows.get(tenantKeys.run(run.accountId, run.runId), runItemSchema);
  if (opened?.state !== 'published') {
    throw new StepError(ERRORS.missingInput, 'run: expected it published, found it open');
  }
  const { keyId } = await customerOf(rows);
  const copy: Copying = { bucket: ports.bucket, keyId };
  let runs = 0;
  await bringUp(indexKey(run.customerId), 'application/json', copy, async () => {
    const index = await indexOf(rows);
    runs = index.accounts.reduce((total, account) => total + account.runs.length, 0);
    return new TextEncoder().encode(`${canonicalJson(index)}\n`);
  });
  for (const table of TABLES) {
    await bringUp(latestTableKey(run.customerId, run.accountId, table), 'text/csv; charset=utf-8', copy, async () => {
      const newest = await newestRun(rows, run.accountId);
      const dated = await ports.bucket.get(tableKey(run.customerId, run.accountId, table, newest.deadline));
      return dated?.body ?? null;
    });
  }
  await markDone(rows, run);
  await settleClaim(ports.directory, run, 'published');
  return { published: true, runs };
}

/** The handler's form: the lease of the event is history by now, and the outbox row says the rest. */
export async function publishIndexStep(
  event: PublishIndexEvent,
  ports: PublishIndexPorts,
): Promise<PublishIndexResult> {
  return publishIndex(event.run, ports);
}

interface Copying {
  readonly bucket: RunBucket;
  readonly keyId: string;
}

/**
 * Replaces a copy by what `content` says. INVARIANT: the object is read before the truth is, and put only where it is
 * still the one that was read; whoever saw older truth finds a changed object and looks again.
 */
async function bringUp(
  key: string,
  contentType: string,
  { bucket, keyId }: Copying,
  content: () => Promise<Uint8Array | null>,
): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before: StoredObject | null = await bucket.get(key);
    const body = await content();
    if (body === null || (before !== null && Buffer.compare(before.body, body) === 0)) return;
    const when = before === null ? ({ kind: 'absent' } as const) : ({ kind: 'unchanged', etag: before.etag } as const);
    if (await bucket.put(key, body, { keyId, contentType, when })) return;
  }
  throw new StepError(ERRORS.unavailable, `copy: expected it to rest, found it changed \`${TRIES}\` times`);
}

/** The published runs of each account, newest first. */
async function indexOf(rows: TenantRows): Promise<IndexFile> {
  const pointers = await rows.query(tenantKeys.pointerPrefix(), pointerItemSchema);
  const accounts: IndexFile['accounts'] = [];
  for (const { key } of pointers) {
    const accountId = key.slice(tenantKeys.pointerPrefix().length);
    const runs = await rows.query(tenantKeys.runPrefix(accountId), runItemSchema);
    accounts.push({
      accountId,
      runs: runs
        .map(({ row }) => row)
        .filter((row) => row.state === 'published')
        .sort((a, b) => (a.runId < b.runId ? 1 : -1))
        .map((row) => entryOf(rows.customerId, accountId, row)),
    });
  }
  return { schemaVersion: INDEX_SCHEMA_VERSION, customerId: rows.customerId, accounts };
}

function entryOf(customerId: string, accountId: string, row: RunItem): IndexFile['accounts'][number]['runs'][number] {
  if (row.result === undefined || row.manifest === undefined) {
    throw new StepError(ERRORS.unexpected, `run \`${row.runId}\`: expected its result beside \`published\``);
  }
  return {
    runId: row.runId,
    prefix: runPrefix(customerId, accountId, row.runId),
    analysisTime: row.deadline,
    status: row.result,
    manifest: row.manifest,
  };
}

/** The run that the account's pointer names. */
async function newestRun(rows: TenantRows, accountId: string): Promise<RunItem> {
  const pointer = await rows.get(tenantKeys.pointer(accountId), pointerItemSchema);
  const run = pointer === null ? null : await rows.get(tenantKeys.run(accountId, pointer.runId), runItemSchema);
  if (run === null) throw new StepError(ERRORS.missingInput, 'pointer: expected it to name a run, found none');
  return run;
}

async function markDone(rows: TenantRows, run: Pick<AccountRun, 'accountId' | 'runId'>): Promise<void> {
  const key = tenantKeys.outbox('publish-index', `${run.accountId}#${run.runId}`);
  const row = await rows.get(key, outboxItemSchema);
  if (row?.state === 'pending') await rows.put(key, { ...row, state: 'done' }, equals('state', 'pending'));
}
