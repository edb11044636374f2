import { expect, test } from 'vitest';
import { claimItemSchema, openRunItemSchema } from '../shared/contract/directory-items.ts';
import { directoryKeys } from '../shared/contract/directory-keys.ts';
import { LEASE_SECONDS } from '../shared/contract/lease.ts';
import { outboxItemSchema, pointerItemSchema, runItemSchema } from '../shared/contract/tenant-items.ts';
import { tenantKeys } from '../shared/contract/tenant-keys.ts';
import { reconcileRuns } from './reconcile-runs/reconcile-runs.ts';
import { recordAttempt } from './record-failure/record-failure.ts';
import { AccountNight, runOf, sweep } from './testing/account-night.ts';
import { listing, sampleAccount, sampleCustomer } from './testing/sample.ts';
import { World } from './testing/world.ts';

const A = '111111111111';
const B = '222222222222';
const C1 = 'C000001';
const DATE = '2026-11-20';

async function claimed(accounts: readonly string[] = [A]): Promise<World> {
  const world = new World('2026-11-20T02:00:00Z');
  await world.add(
    sampleCustomer(
      C1,
      accounts.map((accountId) => sampleAccount(accountId)),
    ),
  );
  await sweep(world);
  return world;
}

const rowsOf = (world: World) => world.tenants.rowsOf(C1);
const pointer = (world: World) => rowsOf(world).get(tenantKeys.pointer(A), pointerItemSchema);
/** What a customer sees: everything but work and cache. */
const published = (world: World) =>
  [...world.bucket.objects]
    .filter(([key]) => key.startsWith('customers/') && !/\/(work|cache)\//.test(key))
    .map(([key, body]) => [key, new TextDecoder().decode(body)])
    .sort();
const reconcile = (world: World, status: 'running' | 'closed' | 'absent' = 'closed') => {
  const stuck: unknown[] = [];
  const executions = { status: async () => status };
  return reconcileRuns({ ...world.ports(), executions, stuck: (_run, error) => stuck.push(error) }).then((result) => ({
    ...result,
    errors: stuck,
  }));
};

test('a calm night ends in a published run, an index and a settled claim', async () => {
  const world = await claimed();
  const result = await new AccountNight(world, listing, runOf(C1, A, DATE)).play();
  expect(result.status).toBe('complete');
  expect(await pointer(world)).toMatchObject({ runId: DATE, fence: 1, manifest: result.manifest });
  const prefix = `customers/${C1}/runs/${A}/${DATE}/`;
  expect(world.bucket.text(`${prefix}access-0.jsonl`)).toBe(
    [`arn:aws:iam::${A}:role/app`, `arn:aws:iam::${A}:user/ada`, `arn:aws:iam::${A}:user/bob`, ''].join('\n'),
  );
  // The analysis time is the account's report time on that date, whenever the night ran.
  expect(JSON.parse(world.bucket.text(`${prefix}manifest.json`))).toMatchObject({
    analysisTime: '2026-11-20T06:00:00Z',
  });
  expect(JSON.parse(world.bucket.text(`customers/${C1}/index.json`))).toEqual({
    schemaVersion: 1,
    customerId: C1,
    accounts: [
      {
        accountId: A,
        runs: [
          { runId: DATE, prefix, analysisTime: '2026-11-20T06:00:00Z', status: 'complete', manifest: result.manifest },
        ],
      },
    ],
  });
  expect(await world.directory.get(directoryKeys.claim(DATE, C1, A), claimItemSchema)).toMatchObject({
    state: 'published',
  });
  expect(await world.directory.query(directoryKeys.openList(), openRunItemSchema)).toEqual([]);
  expect(await rowsOf(world).query(tenantKeys.outboxPrefix('publish-index'), outboxItemSchema)).toMatchObject([
    { row: { state: 'done' } },
  ]);
});

test('nothing is visible before the pointer flips', async () => {
  const world = await claimed();
  const night = new AccountNight(world, listing, runOf(C1, A, DATE));
  const lease = await night.acquire();
  await night.collect(lease);
  await night.plan(lease);
  expect(published(world)).toEqual([]);
  expect(await pointer(world)).toBeNull();
});

test('every step twice, one after the other, changes nothing', async () => {
  const once = await claimed();
  await new AccountNight(once, listing, runOf(C1, A, DATE)).play();
  const twice = await claimed();
  const night = new AccountNight(twice, listing, runOf(C1, A, DATE));
  await night.acquire();
  const lease = await night.acquire();
  await night.collect(lease);
  const reads = twice.reads.length;
  expect(await night.collect(lease)).toBe(0);
  expect(twice.reads).toHaveLength(reads);
  await night.plan(lease);
  const plan = await night.plan(lease);
  const first = await night.report(lease, plan);
  expect(await night.report(lease, plan)).toEqual(first);
  await night.index();
  await night.index();
  expect(published(twice)).toEqual(published(once));
});

test('every step twice at the same time has the same outcome', async () => {
  const once = await claimed();
  await new AccountNight(once, listing, runOf(C1, A, DATE)).play();
  const world = await claimed();
  const night = new AccountNight(world, listing, runOf(C1, A, DATE));
  const [lease] = await Promise.all([night.acquire()]);
  await Promise.all([night.collect(lease), night.collect(lease)]);
  const [plan, other] = await Promise.all([night.plan(lease), night.plan(lease)]);
  expect(other).toEqual(plan);
  const [first, second] = await Promise.all([night.report(lease, plan), night.report(lease, plan)]);
  expect(second).toEqual(first);
  await Promise.all([night.index(), night.index()]);
  expect(published(world)).toEqual(published(once));
});

test('shards of any size give the same rows', async () => {
  const rowsWith = async (perShard: number) => {
    const world = await claimed();
    await new AccountNight(world, listing, runOf(C1, A, DATE), { perShard }).play();
    return world.bucket.text(`customers/${C1}/reports/aws/${A}/principals.csv`);
  };
  expect(await rowsWith(1)).toBe(await rowsWith(1000));
  expect(await rowsWith(2)).toBe(await rowsWith(1000));
});

test('a reader that was frozen and wakes after a takeover changes nothing', async () => {
  const world = await claimed();
  const frozen = new AccountNight(world, listing, runOf(C1, A, DATE));
  const old = await frozen.acquire();
  await frozen.collect(old);
  const oldPlan = await frozen.plan(old);
  world.clock.advance(LEASE_SECONDS);
  await recordAttempt({ run: frozen.run, execution: 'e', errorName: 'ExecutionDied' }, world.ports());
  world.clock.time = '2026-11-20T02:30:00Z';
  const [next] = await sweep(world);
  if (next === undefined) throw new Error('expected a second attempt');
  const result = await new AccountNight(world, listing, next).play();
  await expect(frozen.report(old, oldPlan)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(await pointer(world)).toMatchObject({ fence: 2, manifest: result.manifest });
});

test('a later attempt goes on with what was collected', async () => {
  const world = await claimed();
  const first = new AccountNight(world, listing, runOf(C1, A, DATE));
  await first.collect(await first.acquire());
  const reads = world.reads.length;
  world.clock.advance(LEASE_SECONDS);
  expect(await reconcile(world)).toMatchObject({ failed: 1, errors: [] });
  world.clock.time = '2026-11-20T02:30:00Z';
  const [next] = await sweep(world);
  expect(next).toMatchObject({ attempt: 2, runId: DATE });
  if (next !== undefined) await new AccountNight(world, listing, next).play();
  expect(world.reads).toHaveLength(reads);
});

test.each([
  ['young', 60, 'closed'],
  ['old, and its execution still runs', LEASE_SECONDS + 60, 'running'],
] as const)('reconciling leaves a run alone that is %s', async (_title, seconds, status) => {
  const world = await claimed();
  await new AccountNight(world, listing, runOf(C1, A, DATE)).acquire();
  world.clock.advance(seconds);
  expect(await reconcile(world, status)).toMatchObject({ finished: 0, failed: 0 });
});

test('a run that was published and never announced is finished by the sweep, not failed', async () => {
  const world = await claimed();
  const night = new AccountNight(world, listing, runOf(C1, A, DATE));
  const lease = await night.acquire();
  await night.collect(lease);
  await night.report(lease, await night.plan(lease));
  expect(await recordAttempt({ run: night.run, execution: 'e', errorName: 'Unexpected' }, world.ports())).toMatchObject(
    {
      recorded: false,
    },
  );
  world.clock.advance(LEASE_SECONDS);
  expect(await reconcile(world)).toMatchObject({ finished: 1, failed: 0, errors: [] });
  expect(world.bucket.objects.has(`customers/${C1}/index.json`)).toBe(true);
  expect(await world.directory.query(directoryKeys.openList(), openRunItemSchema)).toEqual([]);
});

test('a claim whose execution never started is reconciled as died', async () => {
  const world = await claimed();
  world.clock.advance(LEASE_SECONDS);
  expect(await reconcile(world, 'absent')).toMatchObject({ failed: 1, errors: [] });
  expect(await world.directory.get(directoryKeys.claim(DATE, C1, A), claimItemSchema)).toMatchObject({
    state: 'failed',
  });
});

test('companions of the same night are waited for, then pinned, whoever was first', async () => {
  const world = await claimed([A, B]);
  const a = new AccountNight(world, listing, runOf(C1, A, DATE));
  const b = new AccountNight(world, listing, runOf(C1, B, DATE));
  const leaseA = await a.acquire();
  await a.collect(leaseA);
  await expect(a.plan(leaseA)).rejects.toMatchObject({ name: 'CompanionsReading' });
  expect((await a.plan(leaseA, true)).principals).toBe(3);
  await b.collect(await b.acquire());
  expect((await a.plan(leaseA)).principals).toBe(6);
});

test('a companion that only its customer can help is not waited for', async () => {
  const world = await claimed([A, B]);
  const failed = runOf(C1, B, DATE);
  await recordAttempt({ run: failed, execution: 'e', errorName: 'AccessDenied' }, world.ports());
  const a = new AccountNight(world, listing, runOf(C1, A, DATE));
  const lease = await a.acquire();
  await a.collect(lease);
  expect((await a.plan(lease)).principals).toBe(3);
});

test('an event for an account of another customer is refused', async () => {
  const world = await claimed();
  await world.add(sampleCustomer('C000002', [sampleAccount(B)]));
  const night = new AccountNight(world, listing, runOf('C000002', A, DATE));
  await expect(night.acquire()).rejects.toMatchObject({ name: 'CustomerMismatch' });
});

test('a plan of other versions is refused', async () => {
  const world = await claimed();
  const run = { ...runOf(C1, A, DATE), versions: { payload: 99, cache: 1 } };
  await expect(new AccountNight(world, listing, run).acquire()).rejects.toMatchObject({ name: 'VersionMismatch' });
});

test('an unchanged second night writes no page to the cache again', async () => {
  const world = await claimed();
  await new AccountNight(world, listing, runOf(C1, A, DATE)).play();
  world.clock.time = '2026-11-21T02:00:00Z';
  const [next] = await sweep(world);
  if (next === undefined) throw new Error('expected the second night');
  const night = new AccountNight(world, listing, next);
  expect(await night.collect(await night.acquire())).toBe(0);
});

test('a night that is caught up on never moves the pointer back', async () => {
  const world = await claimed();
  world.clock.time = '2026-11-20T05:00:00Z';
  const late = new AccountNight(world, listing, runOf(C1, A, DATE));
  world.clock.time = '2026-11-21T02:00:00Z';
  const [next] = await sweep(world);
  if (next === undefined) throw new Error('expected the second night');
  await new AccountNight(world, listing, next).play();
  world.clock.advance(LEASE_SECONDS);
  await late.play();
  expect(await pointer(world)).toMatchObject({ runId: '2026-11-21' });
  const index = JSON.parse(world.bucket.text(`customers/${C1}/index.json`));
  expect(index.accounts[0].runs.map((run: { runId: string }) => run.runId)).toEqual(['2026-11-21', DATE]);
});

test('files that a dead attempt left in the run folder are replaced, published ones never', async () => {
  const world = await claimed();
  const stale = `customers/${C1}/runs/${A}/${DATE}/principals.jsonl`;
  await world.bucket.put(stale, new TextEncoder().encode('left behind'), { keyId: null, contentType: 'text/plain' });
  const night = new AccountNight(world, listing, runOf(C1, A, DATE));
  await night.play();
  expect(world.bucket.text(stale)).not.toBe('left behind');
  expect(await rowsOf(world).get(tenantKeys.run(A, DATE), runItemSchema)).toMatchObject({ state: 'published' });
});
