import { expect, test } from 'vitest';
import { canReach } from '../../shared/access/can-reach.ts';
import { Asking } from '../../shared/report/questions/asking.ts';
import { disagreements } from '../../shared/report/testing/agreement.ts';
import { runOf } from '../../shared/report/testing/memory-run.ts';
import { readInput } from '../snapshot/read.ts';

const ESTATE = `${import.meta.dirname}/../demo/estate`;
const NIGHT = '2026-11-19';

/** Every 67th pair is asked action by action: a few hundred thousand single decisions would say no more. */
const EVERY_NTH = 67;

test('the demonstration estate: who-can, what-can, explain and single decisions agree', async () => {
  const organization = `${ESTATE}/larkspur-organization/${NIGHT}`;
  const read = (name: string) => readInput(`${ESTATE}/larkspur-${name}/${NIGHT}`, organization);
  const accounts = [await read('production'), await read('management'), await read('development')] as const;
  const found = disagreements(new Asking(runOf(...accounts)), { everyNth: EVERY_NTH, canReach });
  expect(found.lines).toEqual([]);
  expect(found.verdicts.conditional).toBeGreaterThan(100);
});
