import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ESTATE_FOLDER } from '../demo/build.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Commands of the README that another check runs, or that nothing here can. */
const ELSEWHERE: readonly { readonly starts: string; readonly why: string }[] = [
  { starts: 'npm ci', why: 'the continuous integration script runs it' },
  { starts: 'npm start', why: 'the continuous integration script runs it without serving' },
  { starts: 'aws ', why: 'needs an AWS account; its output is a file of the demonstration here' },
  { starts: 'npx nightjar serve', why: 'serves until interrupted; the browser tests serve' },
];

const commands = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap((block) => (block[1] ?? '').split('\n'))
  .filter((line) => line.trim() !== '');
const ours = commands.filter((command) => !ELSEWHERE.some(({ starts }) => command.startsWith(starts)));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-readme-'));
  copyFileSync(
    join(ESTATE_FOLDER, 'heron-analytics/2026-11-19/authorization-details.json'),
    join(folder, 'account.json'),
  );
  const question = {
    id: '1',
    request: { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' },
  };
  writeFileSync(join(folder, 'requests.jsonl'), `${JSON.stringify(question)}\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the README holds commands that are run here', () => {
  expect(ours.length).toBeGreaterThan(8);
});

test.each(ours)('README: %s', (command) => {
  expect(command).toMatch(/^npx nightjar /);
  const args = command
    .replace(/^npx nightjar /, '')
    .split(' ')
    .map((arg) =>
      arg.startsWith('out/') || arg === 'account.json' || arg === 'requests.jsonl' ? join(folder, arg) : arg,
    );
  const run = spawnSync(process.execPath, [join(ROOT, 'scripts/nightjar.mjs'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(run.stderr).not.toMatch(/^\s+at /m);
  // `explain` of access that there is not answers "no", which is 1.
  expect(run.status, run.stderr).toBeLessThanOrEqual(command.includes('explain kate.lark') ? 1 : 0);
  expect(run.stdout.length + run.stderr.length).toBeGreaterThan(0);
});
