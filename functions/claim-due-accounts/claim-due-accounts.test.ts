import { expect, test } from 'vitest';
import { claimItemSchema, openRunItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { runOf, sweep } from '../testing/account-night.ts';
import { sampleAccount, sampleCustomer } from '../testing/sample.ts';
import { World } from '../testing/world.ts';

const A = '111111111111';
const B = '222222222222';

async function world(time: string): Promise<World> {
  const made = new World(time);
  await made.add(sampleCustomer('C000001', [sampleAccount(A), sampleAccount(B)]));
  return made;
}

const claimOf = (made: World, accountId = A, localDate = '2026-11-20') =>
  made.directory.get(directoryKeys.claim(localDate, 'C000001', accountId), claimItemSchema);

test.each([
  ['four hours before the report time and earlier: nothing is due', '2026-11-20T01:45:00Z', 0],
  ['four hours before the report time', '2026-11-20T02:00:00Z', 2],
  ['late', '2026-11-20T17:45:00Z', 2],
  ['twelve hours late: given up', '2026-11-20T18:00:00Z', 0],
  ['before the first night', '2026-11-19T05:00:00Z', 0],
])('%s', async (_title, time, claims) => {
  expect(await sweep(await world(time))).toHaveLength(claims);
});

test('a claim is exactly the start input of an execution, and the run is open', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  expect(await sweep(made)).toEqual([runOf('C000001', A, '2026-11-20'), runOf('C000001', B, '2026-11-20')]);
  expect(await claimOf(made)).toMatchObject({ state: 'open', attempt: 1, deadline: '2026-11-20T06:00:00Z' });
  expect(await made.directory.query(directoryKeys.openList(), openRunItemSchema)).toHaveLength(2);
});

test('the same sweep again lists its own claims again; the next one finds nothing', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  const first = await sweep(made);
  expect(await sweep(made)).toEqual(first);
  made.clock.advance(900);
  expect(await sweep(made)).toEqual([]);
});

test('two sweeps at once claim each account once', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  await Promise.all([sweep(made), sweep(made)]);
  expect((await claimOf(made))?.attempt).toBe(1);
  expect(await made.directory.query(directoryKeys.openList(), openRunItemSchema)).toHaveLength(2);
});

test('at most the given number of runs is open; the rest is claimed when one has ended', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  expect((await sweep(made, 1)).map((run) => run.accountId)).toEqual([A]);
  made.clock.advance(900);
  expect(await sweep(made, 1)).toEqual([]);
  await made.directory.delete(directoryKeys.openRun('C000001', A, '2026-11-20'));
  made.clock.advance(900);
  expect((await sweep(made, 1)).map((run) => run.accountId)).toEqual([B]);
});

test('the earliest deadline goes first', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  await made.add({ ...sampleCustomer('C000002', [sampleAccount('333333333333')]), reportTime: '05:00' });
  expect((await sweep(made, 1)).map((run) => run.customerId)).toEqual(['C000002']);
});

test.each([
  ['before its time: not yet', '2026-11-20T02:30:00Z', 1, []],
  ['from its time on: the next attempt', '2026-11-20T02:15:00Z', 1, [2]],
  ['after the last attempt: not again', '2026-11-20T02:15:00Z', 4, []],
])('a failed claim %s', async (_title, retryAt, attempt, attempts) => {
  const made = await world('2026-11-20T02:00:00Z');
  await sweep(made);
  const claim = await claimOf(made);
  const key = directoryKeys.claim('2026-11-20', 'C000001', A);
  await made.directory.put(key, { ...claim, state: 'failed', attempt, retryAt });
  made.clock.time = '2026-11-20T02:15:00Z';
  expect((await sweep(made)).map((run) => run.attempt)).toEqual(attempts);
});

test('a failed claim without a time is the customer’s to act on: not again', async () => {
  const made = await world('2026-11-20T02:00:00Z');
  await sweep(made);
  const key = directoryKeys.claim('2026-11-20', 'C000001', A);
  await made.directory.put(key, { ...(await claimOf(made)), state: 'failed' });
  made.clock.advance(3600);
  expect(await sweep(made)).toEqual([]);
});
