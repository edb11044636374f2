/**
 * `npm start [-- --no-serve]`: plays the demonstration estate's nights into a work folder of their own and serves the
 * dashboard over them.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError, type Terminal } from './cli/command.ts';
import { command as serve } from './commands/serve.ts';
import { datesOf, openEstate } from './night/estate-night.ts';
import { outcomeLine } from './night/line.ts';
import { lockFolder } from './night/lock.ts';
import { playNights, stateFolderOf } from './night/nights.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ESTATE = join(ROOT, 'scripts/demo/estate');
const OUT = join(ROOT, '.nightjar/demo');

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const unknown = args.find((arg) => arg !== '--no-serve');
  if (unknown !== undefined) throw new InputError(`expected \`--no-serve\` or nothing, found \`${unknown}\``);
  startAfresh();
  const estate = await openEstate(ESTATE);
  const started = performance.now();
  const outcomes = await playNights({
    estate,
    dates: datesOf(estate),
    out: OUT,
    terminal,
    onOutcome: (outcome, seconds) => void terminal.out(outcomeLine(outcome, seconds)),
  });
  terminal.err(`${outcomes.length} account nights in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  if (outcomes.some((outcome) => outcome.status !== 'complete')) return 1;
  return args.includes('--no-serve') ? 0 : serve.run([OUT], terminal);
}

/** Always the whole of it: what is shown is what this checkout computes. Not under another start's feet. */
function startAfresh(): void {
  const state = stateFolderOf(OUT);
  mkdirSync(state, { recursive: true });
  const unlock = lockFolder(state);
  for (const folder of [OUT, state]) rmSync(folder, { recursive: true, force: true });
  unlock();
}

const terminal: Terminal = {
  in: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true && process.env['CI'] === undefined,
};

try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  terminal.err(`${error.message}\n`);
  process.exitCode = 2;
}
