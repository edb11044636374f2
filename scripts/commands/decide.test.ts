import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError, type Terminal } from '../cli/command.ts';
import { command } from './decide.ts';

const folder = mkdtempSync(join(tmpdir(), 'decide-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command on bytes cut into chunks of that size; gives exit code, answers and what was said to people. */
async function run(args: readonly string[], input = '', chunk = 64) {
  let out = '';
  let err = '';
  const bytes = new TextEncoder().encode(input);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += chunk) yield bytes.slice(from, from + chunk);
  }
  const terminal: Terminal = {
    in: chunks(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
  };
  const code = await command.run(args, terminal);
  const answers: unknown[] = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { code, answers, err };
}

const question = (id: string): string =>
  JSON.stringify({
    id,
    request: { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/ü-€-😀' },
  });

describe('nightjar decide', () => {
  test('answers keep the order of the lines, whatever the chunks', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `line ${i}`);
    const input = ids.map(question).join('\n');
    for (const chunk of [1, 7, 1000, 1_000_000]) {
      const { code, answers } = await run(['-'], input, chunk);
      expect(code).toBe(0);
      expect(answers.map((answer) => (answer as { id: string }).id)).toEqual(ids);
    }
  });

  test('bad lines are answered in their place, and the exit code says so after the last', async () => {
    const input = [question('a'), 'not json', question('b'), '{"id":"x","request":{"principal":7}}', '[]', ''].join(
      '\n',
    );
    const { code, answers, err } = await run([], input);
    expect(code).toBe(2);
    expect(answers).toMatchObject([
      { id: 'a', decision: 'implicit-deny' },
      { id: null, line: 2, error: { code: 'not-json' } },
      { id: 'b', decision: 'implicit-deny' },
      { id: 'x', line: 4, error: { code: 'wrong-type' } },
      { id: null, line: 5, error: { code: 'wrong-type' } },
    ]);
    expect(err).toContain('3 of 5 lines');
  });

  test('a file, with and without a line end at its end', async () => {
    const file = join(folder, 'lines.jsonl');
    writeFileSync(file, `${question('a')}\r\n\n${question('b')}`);
    const { code, answers } = await run([file]);
    expect({ code, n: answers.length }).toEqual({ code: 0, n: 2 });
  });

  test('no lines, no answers', async () => {
    expect(await run(['-'], '')).toEqual({ code: 0, answers: [], err: '' });
  });

  test('a file that is not there is wrong input', async () => {
    await expect(run([join(folder, 'none')])).rejects.toThrow(InputError);
    await expect(run([join(folder, 'none')])).rejects.toThrow('ENOENT');
  });

  test('two files are wrong usage', async () => {
    await expect(run(['a', 'b'])).rejects.toThrow(InputError);
  });
});
