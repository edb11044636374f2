import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from './main.ts';
import { COMMANDS } from './registry.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Commands whose example cannot be run here, and why. */
const SKIPPED: Readonly<Record<string, string>> = {
  serve: 'serves until interrupted; the browser tests start it',
  night: 'plays a whole night; its own tests do',
};

/** What examples name beside `out`, which the example of analyze makes. */
const REQUEST = {
  id: '1',
  request: {
    principal: 'arn:aws:iam::111111111111:role/app',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::data/k',
    resourceAccount: '111111111111',
  },
  identityPolicies: [
    {
      name: 'inline',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
    },
  ],
};

let folder: string;
let analysed: ReturnType<typeof check>;

/** Runs a command line as a person does, in a folder that looks like a checkout. */
function check(line: string): { readonly status: number | null; readonly out: string; readonly err: string } {
  const [name, ...args] = line.split(' ');
  expect(name).toBe('nightjar');
  const run = spawnSync(process.execPath, [join(ROOT, 'scripts/nightjar.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-examples-'));
  mkdirSync(join(folder, 'scripts/demo'), { recursive: true });
  symlinkSync(join(ROOT, 'scripts/demo/estate'), join(folder, 'scripts/demo/estate'));
  writeFileSync(join(folder, 'requests.jsonl'), `${JSON.stringify(REQUEST)}\n`);
  const { command } = await (COMMANDS['analyze']?.() ?? Promise.reject(new Error('no command analyze')));
  const yesterday = command.example.replace('2026-11-19', '2026-11-18').replace('--out out', '--out yesterday');
  analysed = check(command.example);
  expect(check(yesterday)).toMatchObject({ status: 0 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(COMMANDS))('nightjar %s', (name, load) => {
  const reason = SKIPPED[name];

  test('--help tells usage and example', async () => {
    const { command } = await load();
    expect(command.name).toBe(name);
    const told: string[] = [];
    const terminal = {
      in: (async function* () {})(),
      out: (text: string) => void told.push(text),
      err: () => {},
      interactive: false,
    };
    expect(await main([name, '--help'], terminal)).toBe(0);
    expect(told.join('')).toContain(`usage: nightjar ${command.usage}`);
    expect(told.join('')).toContain(`example: ${command.example}`);
  });

  test.skipIf(reason !== undefined)(
    `the example runs${reason === undefined ? '' : ` (skipped: ${reason})`}`,
    async () => {
      const { command } = await load();
      const { status, out, err } = name === 'analyze' ? analysed : check(command.example);
      // 1 is an answer ("they differ"), not a failure.
      expect([0, 1], err).toContain(status);
      expect(out + err).not.toBe('');
      expect(err).not.toMatch(/^ {4}at /m);
    },
  );
});
