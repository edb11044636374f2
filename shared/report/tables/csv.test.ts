import { expect, test } from 'vitest';
import { type CsvCell, csvRecord, csvTime } from './csv.ts';

const CELLS: readonly (readonly [what: string, cells: readonly CsvCell[], record: string])[] = [
  ['plain cells', ['a', 'b'], 'a,b\r\n'],
  ['none is blank', [null, 'b', null], ',b,\r\n'],
  ['booleans as k9 writes them', [true, false], 'True,False\r\n'],
  ['a comma is quoted', ['a,b'], '"a,b"\r\n'],
  ['a quote is doubled', ['{"k":"v"}'], '"{""k"":""v""}"\r\n'],
  ['a line break is quoted', ['a\nb'], '"a\nb"\r\n'],
  ['a formula is disarmed', ['=1+1'], "'=1+1\r\n"],
  ['a formula with a comma is disarmed and quoted', ['=HYPERLINK("x",1)'], '"\'=HYPERLINK(""x"",1)"\r\n'],
  ['plus, minus and at are disarmed', ['+1', '-1', '@x'], "'+1,'-1,'@x\r\n"],
  ['a tab at the start is disarmed', ['\tx'], "'\tx\r\n"],
  ['a minus inside stays', ['a-b'], 'a-b\r\n'],
];

test.each(CELLS)('csv: %s', (_what, cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});

const TIMES: readonly (readonly [time: string | null | undefined, cell: string | null])[] = [
  ['2022-12-21T07:15:36.947776Z', '2022-12-21T07:15:36.947776+00:00'],
  ['2022-12-21T07:15:36Z', '2022-12-21T07:15:36.000000+00:00'],
  ['2022-12-21T07:15:36.9+00:00', '2022-12-21T07:15:36.900000+00:00'],
  [null, null],
  [undefined, null],
  ['', null],
];

test.each(TIMES)('csv: the time %s', (time, cell) => {
  expect(csvTime(time)).toBe(cell);
});
