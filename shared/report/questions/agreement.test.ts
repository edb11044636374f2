import { describe, expect, test } from 'vitest';
import { canReach } from '../../access/can-reach.ts';
import { disagreements } from '../testing/agreement.ts';
import { runOf } from '../testing/memory-run.ts';
import { smallWorld } from '../testing/small-world.ts';
import { Asking } from './asking.ts';

/** One fixture, every question: each answer is held against all the others that say the same thing. */
describe('every question about a small world agrees with every other', () => {
  const [own, other] = smallWorld();
  const asking = new Asking(runOf(own, other));
  const found = disagreements(asking, { everyNth: 1, canReach });

  test('who-can, what-can, explain and single decisions', () => {
    expect(found.lines).toEqual([]);
  });

  test('the questions were many, and their answers of every kind', () => {
    expect(found.asked).toBeGreaterThan(1000);
    for (const verdict of ['allowed', 'conditional', 'never'] as const)
      expect(found.verdicts[verdict]).toBeGreaterThan(10);
    expect(found.beyondTheShown).toBeGreaterThan(0);
  });
});
