import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RUN_FILES, runPrefix } from '../../shared/contract/object-keys.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import type { Terminal } from '../cli/command.ts';
import { NIGHTS } from '../demo/authoring/account-source.ts';
import { ESTATE_FOLDER } from '../demo/build.ts';
import { compareFindings } from '../demo/compare-findings.ts';
import { compareRows, ofRun, readExpected } from '../demo/expected.ts';
import { openRunFolder } from '../run-folder/open.ts';
import { openEstate } from './estate-night.ts';
import { playNights } from './nights.ts';

/** The whole pipeline on the demonstration estate, held to what was written from the rules before there was output. */
const root = mkdtempSync(join(tmpdir(), 'night-demo-'));
const out = join(root, 'out');
const expected = readExpected();
const RUNS = NIGHTS.flatMap((night) =>
  [
    ['C000001', '110000000001'],
    ['C000001', '110000000002'],
    ['C000001', '110000000003'],
    ['C000002', '220000000001'],
  ].map(([customerId = '', accountId = '']) => ({ night, customerId, accountId })),
);
/** Many processes of their own: on a busy machine they take their time. */
const MINUTES = 600_000;
const silent: Terminal = { in: process.stdin, out: () => {}, err: () => {}, interactive: false };

beforeAll(async () => {
  const outcomes = await playNights({
    estate: await openEstate(ESTATE_FOLDER),
    dates: NIGHTS,
    out,
    terminal: silent,
    onOutcome: () => {},
  });
  expect(outcomes.map(({ status }) => status)).toEqual(RUNS.map(() => 'complete'));
}, MINUTES);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(RUNS)('$night $accountId', (run) => {
  const folder = join(out, runPrefix(run.customerId, run.accountId, run.night));

  test('its rows are those expected', () => {
    const rows = ofRun(expected.rows, run);
    expect(rows.length).toBeGreaterThan(0);
    expect(compareRows(rows, openRunFolder(folder, undefined).accessLines())).toEqual([]);
  });

  test('its findings are those expected, and no other', () => {
    const findings = readFileSync(join(folder, RUN_FILES.findings), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Finding); // the run's own file
    expect(compareFindings(ofRun(expected.findings, run), findings, expected.findingTypes)).toEqual([]);
  });

  test('every term has its witness, and each was confirmed', () => {
    const { witnesses } = openRunFolder(folder, undefined).manifest;
    expect(witnesses.made).toBeGreaterThan(0);
    expect(witnesses).toMatchObject({ confirmed: witnesses.made, failed: 0 });
  });
});
