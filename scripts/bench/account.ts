import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../shared/account/model.ts';
import { InputError } from '../cli/command.ts';
import { readInput } from '../snapshot/read.ts';
import { type CheckedRuns, checkRuns, firstOf } from './account/check-run.ts';
import { writeEstate } from './account/estate-folder.ts';
import { type Measured, MeasureError, measure } from './account/measure.ts';
import { type BenchOptions, readOptions, USAGE } from './account/options.ts';
import { BYTES_FROM_ROWS, BYTES_PER_ROW, targetOf } from './account/targets.ts';
import { tripleLoop } from './account/triple-loop.ts';
import { megabytes, seconds, sumOf, thousands } from './account/words.ts';

/**
 * A generated account to a complete run: how long, how much memory, how many rows; then, untimed, whether the rows are
 * right. Exit 0 only where every check holds and what was promised of the size is reached.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folder = options.out === null ? mkdtempSync(join(tmpdir(), 'nightjar-bench-')) : emptyFolder(options.out);
  try {
    print(`seed ${options.seed}`);
    const { snapshots } = writeEstate(join(folder, 'estate'), options, options.nights);
    const measured = measure(join(folder, 'run'), snapshots, options);
    printMeasured(measured);
    const accounts: Account[] = [];
    for (const snapshot of snapshots) accounts.push(await readInput(snapshot));
    const checked = checkRuns(measured.folders, accounts, options.seed, options.decisions);
    printChecked(checked);
    printTripleLoop(accounts, options, measured);
    const breaches = breachesOf(options, measured, checked);
    for (const breach of breaches) print(`not reached: ${breach}`);
    const { whole, rows } = measured;
    const size = `${options.profile} ${options.principals} × ${options.resources}`;
    print(
      `${size}: ${seconds(whole.done)} (${seconds(whole.processor)} of processor), ${megabytes(whole.peakMemory)}, ${thousands(rows)} rows`,
    );
    return breaches.length === 0 ? 0 : 1;
  } finally {
    if (options.out === null) rmSync(folder, { recursive: true, force: true });
  }
}

function printMeasured({ whole, compute, manifests, rows, bytesPerRow, compressedPerRow }: Measured): void {
  if (compute !== null) {
    const write = Math.max(0, whole.done - compute.done);
    print(
      `compute ${seconds(compute.done - compute.read)}, write ${seconds(write)}; start ${seconds(compute.started)}, read ${seconds(compute.read - compute.started)}`,
    );
  }
  print(
    `${thousands(rows)} rows, ${thousands(rows / whole.done)} rows/s, ${bytesPerRow.toFixed(1)} bytes per row, ${compressedPerRow.toFixed(1)} compressed`,
  );
  const made = sumOf(manifests, ({ witnesses }) => witnesses.made);
  print(`${thousands(made)} witnesses made, ${thousands(failedWitnesses(manifests))} failed`);
  const failures = manifests.flatMap(({ completeness }) =>
    completeness.notEvaluated.filter(({ code }) => code === 'witness-failed'),
  );
  for (const { subject, meaning } of failures.slice(0, 5)) print(`  ${subject}: ${meaning}`);
}

function printChecked({ hash, lines, decisions }: CheckedRuns): void {
  print(`content hash ${hash} over ${thousands(lines)} expanded lines`);
  const of = (name: 'decisions' | 'witnesses' | 'allowed' | 'never' | 'unconditional' | 'conditional'): string =>
    thousands(sumOf(decisions, (check) => check[name]));
  print(
    `${of('decisions')} random decisions and ${of('witnesses')} witnesses put to the reference: ${of('allowed')} allowed; ` +
      `rows said ${of('never')} never, ${of('unconditional')} allowed, ${of('conditional')} conditional; ` +
      `${thousands(sumOf(decisions, (check) => check.disagreements))} differ`,
  );
  for (const example of decisions.flatMap(({ examples }) => examples)) print(`  ${example}`);
}

function printTripleLoop(accounts: readonly Account[], { seed, triples }: BenchOptions, measured: Measured): void {
  const each = Math.ceil(triples / accounts.length);
  const loops = accounts.map((_, at) => tripleLoop(firstOf(accounts, at), seed, each));
  const plain = sumOf(loops, (loop) => loop.seconds);
  const { whole, compute } = measured;
  const ours = compute === null ? whole.done : compute.done - compute.read;
  print(
    `triple loop: ${thousands(sumOf(loops, (loop) => loop.sample))} of ${thousands(sumOf(loops, (loop) => loop.triples))} decided, ` +
      `${thousands(sumOf(loops, (loop) => loop.perSecond) / loops.length)} per second; all would take ${seconds(plain)}, ${thousands(plain / ours)} times as long`,
  );
}

function breachesOf(options: BenchOptions, measured: Measured, checked: CheckedRuns): readonly string[] {
  const { whole, manifests, rows, compressedPerRow } = measured;
  const differ = sumOf(checked.decisions, ({ disagreements }) => disagreements);
  const failed = failedWitnesses(manifests);
  const target = targetOf(options.profile, options.principals, options.resources);
  return [
    ...(differ > 0 ? [`expected the reference's answers, found ${differ} others`] : []),
    ...(failed > 0 ? [`expected every witness to be confirmed, found ${failed} that are not`] : []),
    ...manifests.flatMap(({ accountId, status }) =>
      status === 'complete' ? [] : [`expected a complete run of ${accountId}, found \`${status}\``],
    ),
    ...(checked.lines === rows ? [] : [`expected ${rows} expanded lines, found ${checked.lines}`]),
    ...(rows >= BYTES_FROM_ROWS && compressedPerRow > BYTES_PER_ROW
      ? [`expected at most ${BYTES_PER_ROW} compressed bytes per row`]
      : []),
    ...(target !== null && whole.processor > target.seconds
      ? [`expected at most ${target.seconds} s of processor, found ${seconds(whole.processor)}`]
      : []),
    ...(target !== null && target.memory !== null && whole.peakMemory > target.memory
      ? [`expected at most ${megabytes(target.memory)}, found ${megabytes(whole.peakMemory)}`]
      : []),
  ];
}

function failedWitnesses(manifests: Measured['manifests']): number {
  return sumOf(manifests, ({ witnesses }) => witnesses.failed);
}

function emptyFolder(path: string): string {
  if (existsSync(path) && readdirSync(path).length > 0)
    throw new InputError(`--out: expected an absent or empty folder, found \`${path}\` with files`);
  mkdirSync(path, { recursive: true });
  return path;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError || error instanceof MeasureError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof InputError ? 2 : 1;
}
