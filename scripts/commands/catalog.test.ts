import { expect, test } from 'vitest';
import type { Terminal } from '../cli/command.ts';
import { command } from './catalog.ts';

/** Runs the command and returns its exit code, data and words. */
async function check(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    in: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
  };
  const code = await command.run(args, terminal);
  return { code, out, err };
}

test('lists the actions of a service with their capabilities', async () => {
  const { code, out, err } = await check('RDS-DB');
  expect(code).toBe(0);
  expect(out).toBe('rds-db:connect  read-data, write-data, delete-data, use-resource\n');
  expect(err).toMatch(/^1 actions, catalogue \d/);
});

test('one JSON line per action', async () => {
  const { out } = await check('sqs', '--json');
  const lines = out.trimEnd().split('\n');
  const send = lines.map((line) => JSON.parse(line)).find((line) => line.action === 'sqs:SendMessage');
  expect(send).toEqual({
    action: 'sqs:SendMessage',
    accessLevel: 'Write',
    capabilities: ['write-data'],
    resourceTypes: ['queue'],
    canGrantItself: [],
    limitedBy: null,
    trustOnly: false,
    placed: { by: 'override', reason: 'creates messages' },
  });
});

test('--diff compares with the installed package', async () => {
  const { code, out, err } = await check('--diff');
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain('0 added, 0 removed, 0 changed');
});

test('an unknown service is refused with what is near', async () => {
  await expect(check('s3vector')).rejects.toThrow(
    'expected the action prefix of a service, found `s3vector`; known are s3, s3vectors',
  );
});
