import { expect, test } from 'vitest';
import { LEASE_SECONDS } from '../../shared/contract/lease.ts';
import { cacheItemSchema, collectedItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { planCollection } from '../plan-collection/plan-collection.ts';
import type { AccountReaders } from '../ports/account-reader.ts';
import { customerOf } from '../snapshot/load-plan.ts';
import { pageCache } from '../snapshot/page-cache.ts';
import { AccountNight, runOf, sweep } from '../testing/account-night.ts';
import { listing, sampleAccount, sampleCustomer } from '../testing/sample.ts';
import { World } from '../testing/world.ts';
import { collectItem } from './collect-item.ts';

const A = '111111111111';
const RUN = runOf('C000001', A, '2026-11-20');

async function begun() {
  const world = new World('2026-11-20T02:00:00Z');
  await world.add(sampleCustomer('C000001', [sampleAccount(A)]));
  await sweep(world);
  const lease = await new AccountNight(world, listing, RUN).acquire();
  await planCollection({ run: RUN, lease }, world);
  return { world, lease, rows: world.tenants.rowsOf('C000001') };
}

/** A reader whose pages are made while they are read. */
const reading = (pages: () => AsyncIterable<string>): AccountReaders => ({ open: async () => ({ pages }) });
const item = { itemId: 'iam-users' };

test('a denied read is a gap: nothing collected, and the night goes on', async () => {
  const { world, lease, rows } = await begun();
  const readers = reading(async function* () {
    yield 'a page';
    throw Object.assign(new Error('no'), { name: 'AccessDenied' });
  });
  expect(await collectItem({ run: RUN, lease, item }, { ...world.ports(), readers })).toMatchObject({ pages: 0 });
  expect(await rows.get(tenantKeys.collected(A, RUN.runId, 'iam-users'), collectedItemSchema)).toMatchObject({
    pages: [],
  });
});

test('any other error leaves the item to be read again', async () => {
  const { world, lease, rows } = await begun();
  const readers = reading(async function* () {
    yield 'a page';
    throw Object.assign(new Error('slow down'), { name: 'Throttling' });
  });
  await expect(collectItem({ run: RUN, lease, item }, { ...world.ports(), readers })).rejects.toThrow('slow down');
  expect(await rows.has(tenantKeys.collected(A, RUN.runId, 'iam-users'))).toBe(false);
});

test('a reader that was frozen between two pages makes no further call once the account is somebody else’s', async () => {
  const { world, lease } = await begun();
  const asked: string[] = [];
  const readers = reading(async function* () {
    asked.push('first');
    yield 'one';
    world.clock.advance(LEASE_SECONDS);
    await world.tenants
      .rowsOf('C000001')
      .put(tenantKeys.lease(A), { holder: 'other', fence: 2, expiresAt: '2026-11-20T09:00:00Z' });
    yield 'two';
    asked.push('after the takeover');
    yield 'three';
  });
  await expect(collectItem({ run: RUN, lease, item }, { ...world.ports(), readers })).rejects.toMatchObject({
    name: 'LeaseLost',
  });
  expect(asked).toEqual(['first']);
});

test('an item that is none is refused', async () => {
  const { world, lease } = await begun();
  await expect(collectItem({ run: RUN, lease, item: { itemId: 'everything' } }, world)).rejects.toMatchObject({
    name: 'InvalidEvent',
  });
});

test('a page that is too large for an item lies in the bucket, and is read like any other', async () => {
  const { world, rows } = await begun();
  const customer = await customerOf(rows);
  const cache = await pageCache({ ...world.ports(), rows, accountId: A, customer });
  const large = new Uint8Array(400_000).map((_, at) => (at * 7919) % 251);
  const { hash, written } = await cache.keep(large);
  expect(written).toBe(true);
  expect(await cache.keep(large)).toEqual({ hash, written: false });
  const row = await rows.get(tenantKeys.cache(A, hash), cacheItemSchema);
  expect(row?.envelope.ciphertext).toHaveLength(0);
  expect(
    [...world.bucket.objects.keys()].filter((key) => key.startsWith(`customers/C000001/cache/${A}/`)),
  ).toHaveLength(1);
  expect(Buffer.compare(await cache.read(hash), large)).toBe(0);
});

test('a row that was swapped for another is not read as what it is named', async () => {
  const { world, rows } = await begun();
  const cache = await pageCache({ ...world.ports(), rows, accountId: A, customer: await customerOf(rows) });
  const one = await cache.keep(new TextEncoder().encode('one'));
  const other = await cache.keep(new TextEncoder().encode('other'));
  const swapped = await rows.get(tenantKeys.cache(A, other.hash), cacheItemSchema);
  await rows.put(tenantKeys.cache(A, one.hash), { ...swapped });
  await expect(cache.read(one.hash)).rejects.toMatchObject({ name: 'Undecryptable' });
});
