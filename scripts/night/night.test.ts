import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Terminal } from '../cli/command.ts';
import { openEstate } from './estate-night.ts';
import { outcomeLine } from './line.ts';
import { playNights } from './nights.ts';
import type { AccountOutcome } from './outcome.ts';
import { customerOf, writeEstate } from './testing/small-estate.ts';

const root = mkdtempSync(join(tmpdir(), 'night-test-'));
const estate = join(root, 'estate');
const DATE = '2026-11-18';
const ACCOUNTS = [
  { accountId: '111111111111', users: ['ada', 'bob'] },
  { accountId: '222222222222', users: ['eve'] },
];

/** Processes of their own are started by the dozen; on a machine that is busy they take their time. */
const MINUTES = 600_000;

const silent: Terminal = { in: process.stdin, out: () => {}, err: () => {}, interactive: false };

async function play(
  out: string,
  dates: readonly string[] = [DATE],
  folder = estate,
): Promise<readonly AccountOutcome[]> {
  return playNights({
    estate: await openEstate(folder),
    dates,
    out: join(root, out),
    terminal: silent,
    onOutcome: () => {},
  });
}

/** Every file of a mirrored bucket with its text. */
function filesOf(out: string): Record<string, string> {
  const folder = join(root, out);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** What may differ between two dates over the same snapshots, and what is computed from it. */
function withoutDates(text: string): string {
  return text.replaceAll(/2026-11-(18|20)/g, 'DATE').replaceAll(/"sha256":"[0-9a-f]{64}"/g, '"sha256":"…"');
}

beforeAll(() => writeEstate(estate, ACCOUNTS));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a night', () => {
  let calm: Record<string, string>;
  beforeAll(async () => {
    const outcomes = await play('calm');
    expect(outcomes.map(({ accountId, status, principals }) => [accountId, status, principals > 0])).toEqual([
      ['111111111111', 'complete', true],
      ['222222222222', 'complete', true],
    ]);
    calm = filesOf('calm');
  }, MINUTES);

  test('leaves what customers see and nothing else', () => {
    const names = Object.keys(calm);
    expect(names).toContain('customers/C000001/index.json');
    expect(names).toContain(`customers/C000001/runs/111111111111/${DATE}/manifest.json`);
    expect(names).toContain('customers/C000001/reports/aws/222222222222/2026/11/principals.2026-11-18-0600.csv');
    expect(names).toContain('customers/C000001/reports/aws/222222222222/latest/principals.latest.csv');
    expect(names.filter((name) => !/^customers\/C000001\/(index\.json|runs\/|reports\/)/.test(name))).toEqual([]);
  });

  test('each account is judged with the customer’s other accounts, whichever was read first', () => {
    for (const accountId of ['111111111111', '222222222222']) {
      const manifest = JSON.parse(calm[`customers/C000001/runs/${accountId}/${DATE}/manifest.json`] ?? '');
      expect(manifest.snapshots.map((snapshot: { accountId: string }) => snapshot.accountId).sort()).toEqual([
        '111111111111',
        '222222222222',
      ]);
    }
  });

  test(
    'played again elsewhere, and a second date after it: the same bytes, then the same but for ids, times and ages',
    async () => {
      await play('again', [DATE, '2026-11-20']);
      const again = filesOf('again');
      const first = Object.entries(calm).filter(([name]) => name.includes(DATE));
      expect(first.length).toBeGreaterThan(10);
      for (const [name, text] of first) {
        expect(again[name], name).toBe(text);
        const second = again[name.replaceAll(DATE, '2026-11-20')];
        expect(second, name).toBeDefined();
        expect(withoutDates(second ?? ''), name).toBe(withoutDates(text));
      }
    },
    MINUTES,
  );

  test(
    'asked for again over the same folder: nothing is done twice',
    async () => {
      const seconds: (number | null)[] = [];
      await playNights({
        estate: await openEstate(estate),
        dates: [DATE],
        out: join(root, 'calm'),
        terminal: silent,
        onOutcome: (_outcome, took) => seconds.push(took),
      });
      expect(seconds).toEqual([null, null]);
      expect(filesOf('calm')).toEqual(calm);
    },
    MINUTES,
  );

  test(
    'killed again and again, at any call, and started again: the same bytes',
    () => {
      const killed = join(import.meta.dirname, 'testing/killed-night.ts');
      const runTo = (calls: number) =>
        spawnSync(process.execPath, [killed, estate, DATE, join(root, 'killed'), String(calls)], { encoding: 'utf8' });
      for (const calls of [60, 131, 307, 402]) {
        const { signal, stderr, stdout } = runTo(calls);
        expect([signal, stderr, stdout], `killed at call ${calls}`).toEqual(['SIGKILL', '', '']);
      }
      const last = runTo(0);
      expect([last.status, last.stderr]).toEqual([0, '']);
      expect(filesOf('killed')).toEqual(calm);
    },
    MINUTES,
  );
});

test(
  'an account that has no complete run: the line says why, the others have theirs',
  async () => {
    const folder = join(root, 'shared-account');
    writeEstate(folder, ACCOUNTS, { customers: [customerOf('C000002', ['222222222222'])] });
    const outcomes = await play('shared', [DATE], folder);
    const failed = outcomes.filter(({ status }) => status !== 'complete');
    expect(failed).toMatchObject([{ customerId: 'C000001', accountId: '222222222222', failure: 'CustomerMismatch' }]);
    expect(failed.map((outcome) => outcomeLine(outcome, null))).toEqual([
      `${DATE}  C000001  222222222222  failed    CustomerMismatch\n`,
    ]);
    // Asked for again once the cause is gone: tried again, and only what failed.
    writeEstate(folder, ACCOUNTS);
    expect((await play('shared', [DATE], folder)).map(({ status }) => status)).toEqual(['complete', 'complete']);
  },
  MINUTES,
);

test.each([
  ['a snapshot that is not JSON', (folder: string) => writeFileSync(join(folder, '111111111111/account.json'), '{')],
  ['a snapshot that is not there', (folder: string) => rmSync(join(folder, '111111111111'), { recursive: true })],
  ['an estate that is not there', (folder: string) => rmSync(join(folder, 'estate.json'))],
])('%s is refused before anything is played', async (_title, spoil) => {
  const folder = mkdtempSync(join(root, 'spoilt-'));
  writeEstate(folder, ACCOUNTS);
  spoil(folder);
  await expect(play('never', [DATE], folder)).rejects.toMatchObject({ name: 'InputError' });
  expect(readdirSync(root)).not.toContain('never');
});

test('a date before the first snapshot is refused', async () => {
  await expect(play('never', ['2026-11-17'])).rejects.toThrow(/expected a snapshot dated at or before 2026-11-17/);
});
