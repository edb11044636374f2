import { expect, test } from 'vitest';
import { LEASE_SECONDS } from '../../shared/contract/lease.ts';
import { World } from '../testing/world.ts';
import { acquire, hasTimeLeft, renew } from './lease.ts';

const ACCOUNT = '111111111111';

function setUp() {
  const world = new World('2026-11-20T02:00:00Z');
  return { world, rows: world.tenants.rowsOf('C000001'), clock: world.clock };
}

test('the first holder has fence 1, and keeps it when it asks again', async () => {
  const { rows, clock } = setUp();
  expect(await acquire(rows, ACCOUNT, 'one', clock)).toEqual({ holder: 'one', fence: 1 });
  clock.advance(60);
  expect(await acquire(rows, ACCOUNT, 'one', clock)).toEqual({ holder: 'one', fence: 1 });
});

test('another holder waits until the lease has expired, then has the next fence', async () => {
  const { rows, clock } = setUp();
  await acquire(rows, ACCOUNT, 'one', clock);
  clock.advance(LEASE_SECONDS - 1);
  await expect(acquire(rows, ACCOUNT, 'two', clock)).rejects.toMatchObject({ name: 'LeaseHeld' });
  clock.advance(1);
  expect(await acquire(rows, ACCOUNT, 'two', clock)).toEqual({ holder: 'two', fence: 2 });
});

test('renewing holds others off, and fails closed once the lease is somebody else’s', async () => {
  const { rows, clock } = setUp();
  const lease = await acquire(rows, ACCOUNT, 'one', clock);
  clock.advance(LEASE_SECONDS - 1);
  await renew(rows, ACCOUNT, lease, clock);
  clock.advance(LEASE_SECONDS - 1);
  await expect(acquire(rows, ACCOUNT, 'two', clock)).rejects.toMatchObject({ name: 'LeaseHeld' });
  clock.advance(2);
  await acquire(rows, ACCOUNT, 'two', clock);
  await expect(renew(rows, ACCOUNT, lease, clock)).rejects.toMatchObject({ name: 'LeaseLost' });
});

test('of several holders at once exactly one gets a free lease', async () => {
  const { rows, clock } = setUp();
  const tries = await Promise.allSettled(
    ['one', 'two', 'three'].map((holder) => acquire(rows, ACCOUNT, holder, clock)),
  );
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

test('a call is made only with 30 seconds left', async () => {
  const { rows, clock } = setUp();
  const lease = await renew(rows, ACCOUNT, await acquire(rows, ACCOUNT, 'one', clock), clock);
  clock.advance(LEASE_SECONDS - 30);
  expect(hasTimeLeft(lease, clock)).toBe(true);
  clock.advance(1);
  expect(hasTimeLeft(lease, clock)).toBe(false);
});
