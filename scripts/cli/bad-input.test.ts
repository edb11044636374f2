import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallWorld } from '../../shared/report/testing/small-world.ts';
import { writeRun } from '../analysis/write-run.ts';
import type { Terminal } from './command.ts';
import { main } from './main.ts';
import { COMMANDS } from './registry.ts';

let folder: string;

/** Wrong usage and unreadable input, and what the one line says. RUN, OTHER, FILE and GONE stand for paths. */
const WRONG: readonly (readonly [line: string, says: string | RegExp])[] = [
  ['nothing', 'expected a command (analyze, catalog'],
  ['--version', 'expected a command'],

  ['analyze', 'expected the option `--out`, found none'],
  ['analyze --out', '--out'],
  ['analyze --out GONE', 'expected at least one INPUT, found none'],
  ['analyze GONE --out GONE', 'expected a snapshot folder or an authorization-details file, found nothing'],
  ['analyze FILE --out GONE', 'FILE'],
  ['analyze RUN --out GONE', 'account.json'],
  ['analyze FILE --out RUN', 'expected an absent or empty folder'],
  ['analyze FILE --out FILE', 'expected a folder, found the file'],
  ['analyze FILE --out GONE --customer 7', '--customer: expected C and six digits, found `7`'],
  ['analyze FILE --out GONE --as-of yesterday', '--as-of: expected a time'],

  ['catalog nosuchservice', 'nosuchservice'],
  ['catalog --format x', '--format'],

  ['decide GONE', 'GONE'],
  ['decide FILE FILE', 'expected one file, found 2'],

  ['diff RUN', 'expected RUN RUN, found 1 arguments'],
  ['diff RUN GONE', 'expected a run folder'],
  ['diff RUN OTHER', 'expected a run of account 111122223333, found one of 444455556666'],

  ['explain alice read-data data', 'expected the option `--in`, found none'],
  ['explain alice read-data --in RUN', 'expected PRINCIPAL CAPABILITY|ACTION RESOURCE, found 2 arguments'],
  [
    'explain nobody read-data data --in RUN',
    'principal `nobody`: expected an ARN or a unique name of the run, found none',
  ],
  ['explain alice read-data * --in RUN', 'expected an action with the resource *, found `read-data`'],
  ['explain alice sqs:SendMessage data --in RUN', 'expected an action on `arn:aws:s3:::data`, found `sqs:SendMessage`'],

  ['export --in RUN --format xml', '--format: expected jsonl or csv, found `xml`'],
  ['export RUN', 'expected options alone, found 1 arguments'],
  ['export --in GONE', 'expected a run folder with manifest.json, found none'],
  ['export --in FILE', 'FILE'],
  ['export --in RUN --account 999999999999', 'expected a run of account 999999999999, found one of 111122223333'],

  ['night', 'expected the option `--estate`, found none'],
  ['night --estate GONE', 'expected an estate, found nothing'],

  ['serve', 'expected DIR, found 0 arguments'],
  ['serve GONE', 'expected a folder with runs, found none'],
  ['serve RUN --port many', '--port: expected a number from 0 to 65535, found `many`'],

  ['what-can --in RUN', 'expected PRINCIPAL, found 0 arguments'],
  ['what-can ali --in RUN', /found none; candidates: arn:aws:iam::111122223333:user\/alice$/],
  ['what-can alice --in RUN --jsn', '--jsn'],

  ['who-can read-data data', 'expected the option `--in`, found none'],
  ['who-can peek data --in RUN', 'expected one of administer-resource, read-config'],
  ['who-can s3:Peek data --in RUN', 'or an action such as s3:GetObject, found `s3:Peek`'],
  [
    'who-can read-data vault --in RUN',
    'resource `vault`: expected an ARN or a unique name of the run, found several; candidates: arn:aws:kms:',
  ],
  ['who-can s3:PutObject orders --in RUN', 'expected an action on `arn:aws:sqs:eu-west-1:111122223333:orders`'],
  [
    'who-can iam:CreateUser * --in RUN',
    'expected an action on a request without a collected resource, found `iam:CreateUser`',
  ],
  ['who-can read-data data --in GONE', 'expected a run folder with manifest.json, found none'],
];

/** Runs a command line in this process. */
async function check(line: string): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const told: { out: string[]; err: string[] } = { out: [], err: [] };
  const terminal: Terminal = {
    in: (async function* () {})(),
    out: (text) => void told.out.push(text),
    err: (text) => void told.err.push(text),
    interactive: false,
  };
  const args = line.split(' ').map((word) => (/^(RUN|OTHER|FILE|GONE)$/.test(word) ? join(folder, word) : word));
  const status = await main(args, terminal);
  return { status, out: told.out.join(''), err: told.err.join('') };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-bad-input-'));
  const [own, other] = smallWorld();
  for (const [name, accounts] of [
    ['RUN', [own, other]],
    ['OTHER', [other]],
  ] as const) {
    const [subject, ...others] = accounts;
    writeRun({
      customerId: 'C000001',
      runId: '2026-11-20',
      analysisTime: '2026-11-20T06:00:00Z',
      accounts: [subject, ...others],
      runFolder: join(folder, name),
      tablesFolder: join(folder, name, 'tables'),
    });
  }
  writeFileSync(join(folder, 'FILE'), 'no snapshot, no run, no estate');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('wrong usage and unreadable input: exit 2, one line, no stack', () => {
  test.each(WRONG)('nightjar %s', async (line, says) => {
    const { status, out, err } = await check(line);
    expect({ status, out: out.length }).toEqual({ status: 2, out: 0 });
    expect(err).toMatch(/^nightjar[^\n]*\n$/);
    if (typeof says === 'string') expect(err).toContain(says);
    else expect(err.trimEnd()).toMatch(says);
  });

  test.each(Object.keys(COMMANDS))('nightjar %s with an option that it does not have', async (name) => {
    const { status, err } = await check(`${name} --no-such-option`);
    expect(status).toBe(2);
    expect(err).toMatch(/^nightjar[^\n]*--no-such-option[^\n]*\n$/);
  });

  test('every command has a row of its own', () => {
    const named = new Set(WRONG.map(([line]) => line.split(' ')[0]));
    expect(Object.keys(COMMANDS).filter((name) => !named.has(name))).toEqual([]);
  });

  test('no command at all: what there is, and exit 2', async () => {
    const told: string[] = [];
    const terminal: Terminal = {
      in: (async function* () {})(),
      out: (text) => void told.push(text),
      err: () => {},
      interactive: false,
    };
    expect(await main([], terminal)).toBe(2);
    expect(told.join('')).toContain('usage: nightjar COMMAND');
  });
});
