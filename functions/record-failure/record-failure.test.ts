import { expect, test } from 'vitest';
import { claimItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { failureClassOf } from '../../shared/contract/errors.ts';
import { LEASE_SECONDS } from '../../shared/contract/lease.ts';
import { type RecordFailureEvent, recordFailureEventSchema } from '../../shared/contract/payloads.ts';
import { failureItemSchema, runItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { AccountNight, runOf, sweep } from '../testing/account-night.ts';
import { listing, sampleAccount, sampleCustomer } from '../testing/sample.ts';
import { World } from '../testing/world.ts';
import { recordFailure } from './record-failure.ts';

const A = '111111111111';
const RUN = runOf('C000001', A, '2026-11-20');

async function begun(): Promise<World> {
  const world = new World('2026-11-20T02:00:00Z');
  await world.add(sampleCustomer('C000001', [sampleAccount(A)]));
  await sweep(world);
  await new AccountNight(world, listing, RUN).acquire();
  return world;
}

const caught = (name: string): RecordFailureEvent => ({
  run: RUN,
  holder: 'execution',
  caught: { Error: name, Cause: 'text' },
});
const event = (status: 'FAILED' | 'TIMED_OUT' | 'ABORTED', more: object = {}): RecordFailureEvent =>
  recordFailureEventSchema.parse({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: { executionArn: 'execution', stateMachineArn: 'machine', status, input: JSON.stringify(RUN), ...more },
  });
const claim = (world: World) => world.directory.get(directoryKeys.claim('2026-11-20', 'C000001', A), claimItemSchema);
const failure = (world: World) =>
  world.tenants.rowsOf('C000001').get(tenantKeys.failure(A, '2026-11-20', 1), failureItemSchema);

test.each([
  ['the state machine’s catch', caught('Throttled'), 'Throttled', 'throttled'],
  ['an event: failed', event('FAILED', { error: 'States.DataLimitExceeded' }), 'States.DataLimitExceeded', 'quota'],
  ['an event: failed without a name', event('FAILED'), 'ExecutionDied', 'died'],
  ['an event: timed out', event('TIMED_OUT'), 'TimedOut', 'timeout'],
  ['an event: aborted', event('ABORTED'), 'ExecutionDied', 'died'],
])('%s is recorded with its class', async (_title, told, errorName, failureClass) => {
  const world = await begun();
  expect(await recordFailure(told, world.ports())).toEqual({ recorded: true, failureClass });
  expect(await failure(world)).toMatchObject({ errorName, failureClass, execution: 'execution' });
  const rows = world.tenants.rowsOf('C000001');
  expect(await rows.get(tenantKeys.run(A, '2026-11-20'), runItemSchema)).toMatchObject({ state: 'failed' });
  expect(await claim(world)).toMatchObject({ state: 'failed', retryAt: '2026-11-20T02:17:00Z' });
});

test('the first to tell is believed', async () => {
  const world = await begun();
  await recordFailure(caught('Throttled'), world.ports());
  expect(await recordFailure(event('FAILED', { error: 'NightFailed' }), world.ports())).toMatchObject({
    recorded: false,
  });
  expect(await failure(world)).toMatchObject({ errorName: 'Throttled' });
});

test('told twice at once, it is recorded once', async () => {
  const world = await begun();
  const told = await Promise.all([1, 2].map(() => recordFailure(caught('Throttled'), world.ports())));
  expect(told.filter(({ recorded }) => recorded)).toHaveLength(1);
});

test.each(['AccessDenied', 'AccountMismatch', 'CustomerMismatch', 'InvalidSnapshot', 'VersionMismatch'])(
  '%s is not tried again',
  async (name) => {
    const world = await begun();
    await recordFailure(caught(name), world.ports());
    expect((await claim(world))?.retryAt).toBeUndefined();
  },
);

test('an attempt whose lease has run out may be followed at once', async () => {
  const world = await begun();
  world.clock.advance(LEASE_SECONDS + 60);
  await recordFailure(caught('Unexpected'), world.ports());
  expect(await claim(world)).toMatchObject({ retryAt: world.clock.now() });
});

test('a failure of an earlier attempt changes nothing of the later one', async () => {
  const world = await begun();
  await recordFailure(caught('Throttled'), world.ports());
  world.clock.time = '2026-11-20T02:30:00Z';
  const [next] = await sweep(world);
  if (next === undefined) throw new Error('expected a second attempt');
  await new AccountNight(world, listing, next).acquire();
  await recordFailure(event('ABORTED'), world.ports());
  expect(await claim(world)).toMatchObject({ state: 'open', attempt: 2 });
});

test.each([
  ['another machine’s input', '{"scheduledTime":"2026-11-20T02:00:00Z"}'],
  ['no JSON', 'x'],
  ['left out for its size', null],
])('an event with %s is no account’s night', async (_title, input) => {
  const world = await begun();
  expect(await recordFailure(event('FAILED', { input }), world.ports())).toMatchObject({ recorded: false });
  expect(await claim(world)).toMatchObject({ state: 'open' });
});

test('what nobody foresaw is a bug', () => {
  expect(failureClassOf('TypeError')).toBe('bug');
});
