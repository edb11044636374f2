import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Timed } from './timed.ts';

const SCRIPT = join(import.meta.dirname, 'timed.ts');

/** Runs the timed part in a process of its own, so that generating and checking count in neither time nor memory. */
export function timed(args: readonly string[], nodeOptions: readonly string[]): Timed {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, SCRIPT, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) {
    const last = stderr.trim().split('\n').slice(-12).join('\n');
    throw new Error(`expected the measured process to end well, found ${signal ?? `exit code ${status}`}:\n${last}`);
  }
  return JSON.parse(stdout) as Timed; // written by timed.ts
}
