import { expect, test } from 'vitest';
import { NightClock } from './night-clock.ts';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('time stands still while somebody works, and jumps to the end of the earliest wait when nobody does', async () => {
  const clock = new NightClock(1000);
  const order: string[] = [];
  let finish: () => void = () => {};
  const work = clock.during(() => new Promise<void>((resolve) => (finish = resolve)));
  const long = clock.sleep(60_000).then(() => order.push(`long at ${clock.now()}`));
  const short = clock.sleep(5_000).then(() => order.push(`short at ${clock.now()}`));
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect([order, clock.now()]).toEqual([[], 1000]);
  finish();
  await Promise.all([work, long, short]);
  expect(order).toEqual(['short at 6000', 'long at 61000']);
});

test('work that begins after a wait is waited for before the next', async () => {
  const clock = new NightClock(0);
  const order: string[] = [];
  const first = clock.sleep(10).then(() =>
    clock.during(async () => {
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      order.push('worked');
    }),
  );
  const second = clock.sleep(20).then(() => order.push('woke'));
  await Promise.all([first, second]);
  expect(order).toEqual(['worked', 'woke']);
});

test('it is never set back', () => {
  const clock = new NightClock(5000);
  clock.moveTo(4000);
  expect(clock.now()).toBe(5000);
  clock.moveTo(6000);
  expect(clock.now()).toBe(6000);
});

test('a wait that is given up ends without moving the time', async () => {
  const clock = new NightClock(0);
  const given = new AbortController();
  const waits = clock.sleep(1000, given.signal);
  given.abort();
  await waits;
  expect(clock.now()).toBe(0);
});
