import { expect, test } from 'vitest';
import { claimItemSchema, ledgerItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { outboxItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { listDueNights } from '../list-due-nights/list-due-nights.ts';
import { recordAttempt } from '../record-failure/record-failure.ts';
import { AccountNight, runOf, sweep } from '../testing/account-night.ts';
import { listing, sampleAccount, sampleCustomer } from '../testing/sample.ts';
import { World } from '../testing/world.ts';
import { closeNight } from './close-night.ts';

const A = '111111111111';
const B = '222222222222';
const NIGHT = { customerId: 'C000001', localDate: '2026-11-20' };

/** A world in which A was published before the report time; B where it is named. */
async function night(published: readonly string[]): Promise<World> {
  const world = new World('2026-11-20T02:00:00Z');
  await world.add(sampleCustomer('C000001', [sampleAccount(A), sampleAccount(B)]));
  await sweep(world);
  await publish(world, published);
  world.clock.time = '2026-11-20T06:00:00Z';
  return world;
}

async function publish(world: World, accounts: readonly string[]): Promise<void> {
  for (const accountId of accounts) {
    const each = new AccountNight(world, listing, runOf('C000001', accountId, '2026-11-20'));
    const lease = await each.acquire();
    await each.collect(lease);
    await each.report(lease, await each.plan(lease, true));
    await each.index();
  }
}

const close = (world: World) => closeNight({ night: NIGHT }, world.ports());
const ledger = (world: World) => world.directory.get(directoryKeys.ledger('2026-11-20', 'C000001'), ledgerItemSchema);
const mails = async (world: World) => {
  const rows = await world.tenants
    .rowsOf('C000001')
    .query(tenantKeys.outboxPrefix('mail-report-ready'), outboxItemSchema);
  const late = await world.tenants
    .rowsOf('C000001')
    .query(tenantKeys.outboxPrefix('mail-report-late'), outboxItemSchema);
  return [...rows, ...late].map(({ row }) => row.kind);
};
const due = async (world: World) => (await listDueNights(world.ports())).nights;

test('every account published by the report time: one mail, and the ledger says on time', async () => {
  const world = await night([A, B]);
  expect(await due(world)).toEqual([NIGHT]);
  expect(await close(world)).toEqual({ state: 'on-time' });
  expect(await ledger(world)).toMatchObject({ accounts: 2, published: 2, deadline: '2026-11-20T06:00:00Z' });
  expect(await mails(world)).toEqual(['mail-report-ready']);
  expect(await due(world)).toEqual([]);
});

test('not every account: one mail that it is late, and another when it is ready', async () => {
  const world = await night([A]);
  expect(await close(world)).toEqual({ state: 'late' });
  expect(await close(world)).toEqual({ state: 'late' });
  expect(await mails(world)).toEqual(['mail-report-late']);
  expect(await due(world)).toEqual([NIGHT]);
  world.clock.advance(1800);
  await publish(world, [B]);
  expect(await close(world)).toEqual({ state: 'closed-late' });
  expect(await mails(world)).toEqual(['mail-report-ready', 'mail-report-late']);
  expect(await due(world)).toEqual([]);
});

test('twelve hours late: missed, and the claims say so', async () => {
  const world = await night([A]);
  await recordAttempt(
    { run: runOf('C000001', B, '2026-11-20'), execution: 'e', errorName: 'AccessDenied' },
    world.ports(),
  );
  await close(world);
  world.clock.time = '2026-11-20T18:00:00Z';
  expect(await close(world)).toEqual({ state: 'missed' });
  expect(await world.directory.get(directoryKeys.claim('2026-11-20', 'C000001', B), claimItemSchema)).toMatchObject({
    state: 'missed',
  });
  expect(await mails(world)).toEqual(['mail-report-late']);
});

test('a night that nobody claimed is marked as missed, never silently skipped', async () => {
  const world = new World('2026-11-20T18:00:00Z');
  await world.add(sampleCustomer('C000001', [sampleAccount(A)]));
  expect(await close(world)).toEqual({ state: 'missed' });
  expect(await world.directory.get(directoryKeys.claim('2026-11-20', 'C000001', A), claimItemSchema)).toMatchObject({
    state: 'missed',
  });
});

test('two closings at once leave one mail and one line in the ledger', async () => {
  const world = await night([A, B]);
  const states = await Promise.all([close(world), close(world)]);
  expect(states).toEqual([{ state: 'on-time' }, { state: 'on-time' }]);
  expect(await mails(world)).toEqual(['mail-report-ready']);
});

test.each([
  ['before the report time', '2026-11-20T05:59:59Z', []],
  ['at the report time', '2026-11-20T06:00:00Z', ['2026-11-20']],
  ['the day after, if nobody looked', '2026-11-21T06:00:00Z', ['2026-11-20', '2026-11-21']],
])('%s the nights to close are %s', async (_title, time, dates) => {
  const world = new World(time);
  await world.add(sampleCustomer('C000001', [sampleAccount(A)]));
  expect((await due(world)).map(({ localDate }) => localDate)).toEqual(dates);
});

test('a customer without accounts has no night', async () => {
  expect(
    await closeNight(
      { night: { customerId: 'C000009', localDate: '2026-11-20' } },
      new World('2026-11-20T06:00:00Z').ports(),
    ),
  ).toEqual({
    state: 'none',
  });
});
