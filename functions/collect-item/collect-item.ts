import type { EncryptionContext } from '../../shared/contract/encryption-context.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { accountExecutionName } from '../../shared/contract/execution-names.ts';
import type { AccountRun, CollectItemEvent, CollectItemResult } from '../../shared/contract/payloads.ts';
import {
  type CollectedItem,
  collectedItemSchema,
  customerItemSchema,
  linkItemSchema,
  linkSchema,
} from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { type WorkItemKind, workItemKind } from '../../shared/contract/work-items.ts';
import { type HeldLease, hasTimeLeft, holds, leaseLost, renew } from '../lease/lease.ts';
import type { AccountReader, AccountReaders } from '../ports/account-reader.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import { absent } from '../ports/condition.ts';
import type { TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';
import { type PageCache, pageCache } from '../snapshot/page-cache.ts';

export interface CollectItemPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly readers: AccountReaders;
  readonly clock: Clock;
}

/**
 * Reads one work item through the customer's role and caches its pages, sealed and named by content. An item that was
 * collected for this run is not read again; a page that is cached already is not written again.
 */
export async function collectItem(event: CollectItemEvent, ports: CollectItemPorts): Promise<CollectItemResult> {
  const { run, lease, item } = event;
  const kind = workItemKind(item.itemId);
  if (kind === null) {
    throw new StepError(ERRORS.invalidEvent, `item: expected a work item, found \`${item.itemId}\``);
  }
  const rows = ports.tenants.rowsOf(run.customerId);
  const held = await renew(rows, run.accountId, lease, ports.clock);
  const key = tenantKeys.collected(run.accountId, run.runId, kind.id);
  const before = await rows.get(key, collectedItemSchema);
  if (before !== null) return { itemId: kind.id, pages: before.pages.length, written: 0, bytes: before.bytes };

  const reader = await openReader(rows, run, kind, ports);
  const cache = await cacheOf(rows, run, ports);
  const { collected, written } = await readPages({ rows, run, kind, held, reader, cache, clock: ports.clock });
  const committed = await rows.transact([
    { kind: 'check', key: tenantKeys.lease(run.accountId), when: holds(lease) },
    { kind: 'put', key, row: collected, when: absent },
  ]);
  if (!committed && !(await rows.has(key))) throw leaseLost(lease);
  return { itemId: kind.id, pages: collected.pages.length, written, bytes: collected.bytes };
}

interface Reading {
  readonly rows: TenantRows;
  readonly run: AccountRun;
  readonly kind: WorkItemKind;
  readonly held: HeldLease;
  readonly reader: AccountReader;
  readonly cache: PageCache;
  readonly clock: Clock;
}

async function readPages(reading: Reading): Promise<{ collected: CollectedItem; written: number }> {
  const { rows, run, kind, reader, cache, clock } = reading;
  let held = reading.held;
  const pages: string[] = [];
  let bytes = 0;
  let written = 0;
  const iterator = reader.pages(kind.id)[Symbol.asyncIterator]();
  for (;;) {
    // A reader that was frozen and wakes up finds its lease short or gone here, before it asks AWS again.
    if (!hasTimeLeft(held, clock)) held = await renew(rows, run.accountId, held, clock);
    const page = await nextPage(iterator);
    if (page === 'denied') return { collected: { itemId: kind.id, pages: [], bytes: 0 }, written };
    if (page.done === true) break;
    const content = new TextEncoder().encode(page.value);
    const kept = await cache.keep(content);
    pages.push(kept.hash);
    bytes += content.length;
    if (kept.written) written += 1;
  }
  return { collected: { itemId: kind.id, pages, bytes }, written };
}

/**
 * The next page, or that the customer's role does not allow the read: that is a gap of the customer's making, which
 * the report names as not collected while the night goes on.
 */
async function nextPage(iterator: AsyncIterator<string>): Promise<IteratorResult<string> | 'denied'> {
  try {
    return await iterator.next();
  } catch (error) {
    if (error instanceof Error && DENIED.has(error.name)) return 'denied';
    throw error;
  }
}

const DENIED: ReadonlySet<string> = new Set([ERRORS.accessDenied, 'AccessDeniedException']);

/** Opens the link that the item is read through. */
async function openReader(
  rows: TenantRows,
  run: AccountRun,
  kind: WorkItemKind,
  ports: CollectItemPorts,
): Promise<AccountReader> {
  const key = kind.through === 'account' ? tenantKeys.accountLink(run.accountId) : tenantKeys.organizationLink();
  const row = await rows.get(key, linkItemSchema);
  if (row === null) throw new StepError(ERRORS.missingInput, `link: expected one to the ${kind.through}, found none`);
  const context: EncryptionContext = {
    customerId: run.customerId,
    accountId: kind.through === 'account' ? run.accountId : 'organization',
    purpose: 'link',
  };
  const text = new TextDecoder().decode(await ports.vault.open(context, row.link));
  const link = linkSchema.parse(JSON.parse(text));
  if (kind.through === 'account' && link.accountId !== run.accountId) {
    throw new StepError(ERRORS.accountMismatch, 'link: expected the account of the run, found another');
  }
  return ports.readers.open(link, accountExecutionName(run.customerId, run.accountId, run.runId, run.attempt));
}

async function cacheOf(rows: TenantRows, run: AccountRun, ports: CollectItemPorts): Promise<PageCache> {
  const customer = await rows.get(tenantKeys.customer(), customerItemSchema);
  if (customer === null) throw new StepError(ERRORS.missingInput, 'customer: expected its row, found none');
  return pageCache({ rows, accountId: run.accountId, customer, bucket: ports.bucket, vault: ports.vault });
}
