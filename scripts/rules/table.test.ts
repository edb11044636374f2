import { expect, test } from 'vitest';
import { idsIn, rulesTable, unheld } from './table.ts';

test.each([
  ['one id', 'deny wins (A02)', ['A02']],
  ['several', 'A04, B11: union', ['A04', 'B11']],
  ['a range', 'forms B01–B04', ['B01', 'B02', 'B03', 'B04']],
  ['a short range', 'F12-14', ['F12', 'F13', 'F14']],
  ['letters beyond the sections are no rules', 'N01, A1, XA01', []],
])('ids in a title: %s', (_what, title, ids) => {
  expect(idsIn(title)).toEqual(ids);
});

test('a rule is shown by the files of its tests, or stands as held elsewhere', () => {
  const page = rulesTable([{ file: 'shared/x.test.ts', title: 'A01 implicit deny' }]);
  expect(page).toMatch(/\| A01 \| .* \| `shared\/x\.test\.ts` \|/);
  expect(page).toMatch(/\| M16 \| .* \| not evaluated: access grants \|/);
  expect(page).toMatch(/\| A02 \| .* \| \*\*nothing\*\* \|/);
});

test('rules that nothing holds are named', () => {
  expect(unheld([{ file: 'x', title: 'A01–A11' }])).toContain('A12');
  expect(unheld([{ file: 'x', title: 'A01–A12' }])).not.toContain('A12');
});
