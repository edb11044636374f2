import { expect, test } from 'vitest';
import type { Terminal } from '../cli/command.ts';
import { Progress } from './progress.ts';

function drawnOn(interactive: boolean): string {
  let drawn = '';
  const err = (text: string): void => {
    drawn += text;
  };
  const terminal: Terminal = { in: process.stdin, out: () => {}, err, interactive };
  const progress = new Progress(terminal, 2);
  progress.begin('night 2026-11-18');
  progress.called();
  progress.accountEnded();
  progress.clear();
  return drawn;
}

test('a bar on a terminal, taken off at the end', () => {
  const drawn = drawnOn(true);
  expect(drawn).toContain('night 2026-11-18 ████████████░░░░░░░░░░░░ 1/2 accounts, 1 steps');
  expect(drawn.endsWith('\r\u001b[K')).toBe(true);
});

test('nothing at all where there is no terminal', () => {
  expect(drawnOn(false)).toBe('');
});
