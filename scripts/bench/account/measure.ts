import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Manifest } from '../../../shared/report/manifest.ts';
import type { BenchOptions } from './options.ts';
import { accessBytes } from './run-rows.ts';
import type { Timed } from './timed.ts';
import { sumOf } from './words.ts';

/** What the timed processes took, and what they left. */
export interface Measured {
  /** From snapshot to complete run folders, as `nightjar analyze` does it. */
  readonly whole: Timed;
  /** Reading and computing alone; null where that was not asked for. */
  readonly compute: Timed | null;
  /** One per account, in the order of the snapshots. */
  readonly folders: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly rows: number;
  readonly bytesPerRow: number;
  readonly compressedPerRow: number;
}

/** The measured process did not come to its end: too little memory, or a bug. */
export class MeasureError extends Error {
  override readonly name = 'MeasureError';
}

export function measure(run: string, snapshots: readonly string[], options: BenchOptions): Measured {
  const { cpuProfile } = options;
  const profiled = cpuProfile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProfile}`];
  const whole = timed(['whole', run, ...snapshots], profiled);
  const compute = options.compute ? timed(['compute', ...snapshots], []) : null;
  // `analyze` of several accounts leaves one folder per account.
  const folders = snapshots.length === 1 ? [run] : snapshots.map((path) => join(run, basename(dirname(path))));
  const manifests = folders.map(
    (folder) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest, // a run folder of ours
  );
  const rows = sumOf(manifests, ({ counts }) => counts.accessRows);
  const sizes = folders.map(accessBytes);
  return {
    whole,
    compute,
    folders,
    manifests,
    rows,
    bytesPerRow: sumOf(sizes, ({ bytes }) => bytes) / rows,
    compressedPerRow: sumOf(sizes, ({ compressed }) => compressed) / rows,
  };
}

const SCRIPT = join(import.meta.dirname, 'timed.ts');

/** Runs the timed part in a process of its own, so that generating and checking count in neither time nor memory. */
function timed(args: readonly string[], nodeOptions: readonly string[]): Timed {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, SCRIPT, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) {
    const found = /^(?:FATAL ERROR|\w*Error)\b.*$/m.exec(stderr)?.[0] ?? signal ?? `exit code ${status}`;
    throw new MeasureError(`expected the measured process to end well, found \`${found}\``);
  }
  return JSON.parse(stdout) as Timed; // written by timed.ts
}
