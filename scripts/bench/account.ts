import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../shared/account/model.ts';
import { PROFILES } from '../../shared/generate/profile.ts';
import type { Manifest } from '../../shared/report/manifest.ts';
import type { PrincipalRow } from '../../shared/report/view/rows.ts';
import { InputError } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';
import { readInput } from '../snapshot/read.ts';
import { type DecisionCheck, DecisionChecker } from './account/check-decisions.ts';
import { ContentHash } from './account/content-hash.ts';
import { writeEstate } from './account/estate-folder.ts';
import { timed } from './account/measure.ts';
import { accessBytes, visitRows } from './account/run-rows.ts';
import { BYTES_FROM_ROWS, BYTES_PER_ROW, targetOf } from './account/targets.ts';
import { tripleLoop } from './account/triple-loop.ts';

const USAGE = `npm run bench:account -- --principals N --resources M [--profile ordinary|hard|templated] [--seed S] [--out DIR]

  --out DIR        leaves DIR/estate (for night) and DIR/run (for serve and questions); absent or empty
  --nights 2       a second night in the estate, with a policy in a hundred changed
  --decisions N    random decisions put to the reference (default 100,000)
  --triples N      decisions of the plain triple loop that are measured (default 20,000)
  --no-compute     do not measure computing apart from writing
  --cpu-prof DIR   writes a profile of the measured process`;

/** A generated account to a complete run: how long, how much memory, how many rows; then whether they are right. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, {
    values: ['principals', 'resources', 'profile', 'seed', 'out', 'nights', 'decisions', 'triples', 'cpu-prof'],
    flags: ['no-compute', 'help'],
  });
  if (options.flag('help')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const number = (name: string, otherwise: number): number => {
    const value = Number(options.value(name) ?? otherwise);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new InputError(`expected a whole number for \`--${name}\`, found \`${options.value(name)}\``);
  };
  const wanted = options.value('profile') ?? 'ordinary';
  const profile = PROFILES.find((each) => each === wanted);
  if (profile === undefined) throw new InputError(`--profile: expected ${PROFILES.join(', ')}, found \`${wanted}\``);
  const principals = number('principals', 100);
  const resources = number('resources', 200);
  const seed = options.value('seed') ?? '20261121';
  const out = options.value('out');
  const folder = out === undefined ? mkdtempSync(join(tmpdir(), 'nightjar-bench-')) : emptyFolder(out);
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    write(`seed ${seed}`);
    const size = { seed, principals, resources, profile };
    const { snapshots } = writeEstate(join(folder, 'estate'), size, options.value('nights') === '2' ? 2 : 1);
    const run = join(folder, 'run');
    const prof = options.value('cpu-prof');
    const nodeOptions = prof === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${prof}`];

    const whole = timed(['whole', run, ...snapshots], nodeOptions);
    const compute = options.flag('no-compute') ? null : timed(['compute', ...snapshots], []);
    const folders = snapshots.length === 1 ? [run] : snapshots.map((path) => join(run, path.split('/').at(-2) ?? ''));
    const manifests = folders.map(readManifest);
    const rows = sum(manifests.map(({ counts }) => counts.accessRows));
    const bytes = folders.map(accessBytes);
    const perRow = sum(bytes.map(({ bytes: plain }) => plain)) / rows;
    const compressedPerRow = sum(bytes.map(({ compressed }) => compressed)) / rows;
    if (compute !== null) {
      const computing = compute.done - compute.read;
      write(
        `compute ${seconds(computing)}, write ${seconds(Math.max(0, whole.done - compute.done))}, start ${seconds(compute.started)}, read ${seconds(compute.read - compute.started)}`,
      );
    }
    write(
      `${thousands(rows)} rows, ${thousands(rows / whole.done)} rows/s, ${perRow.toFixed(1)} bytes per row, ${compressedPerRow.toFixed(1)} compressed`,
    );
    const made = sum(manifests.map(({ witnesses }) => witnesses.made));
    const failed = sum(manifests.map(({ witnesses }) => witnesses.failed));
    write(
      `${thousands(made)} witnesses made, ${thousands(failed)} failed; ${manifests.map(({ status }) => status).join(', ')}`,
    );

    const accounts: Account[] = [];
    for (const snapshot of snapshots) accounts.push(await readInput(snapshot));
    const hash = new ContentHash();
    const checks = folders.map((path, at) =>
      checkOf(path, at, accounts, seed, Math.ceil(number('decisions', 100_000) / folders.length), hash),
    );
    write(`content hash ${hash.text} over ${thousands(hash.rows)} expanded lines`);
    const disagreements = sum(checks.map((check) => check.disagreements));
    write(
      `${thousands(sum(checks.map((c) => c.decisions)))} random decisions and ${thousands(sum(checks.map((c) => c.witnesses)))} witnesses put to the reference: ` +
        `${thousands(sum(checks.map((c) => c.allowed)))} allowed, verdicts ${thousands(sum(checks.map((c) => c.never)))} never, ` +
        `${thousands(sum(checks.map((c) => c.unconditional)))} allowed, ${thousands(sum(checks.map((c) => c.conditional)))} conditional; ${disagreements} differ`,
    );
    for (const example of checks.flatMap((check) => check.examples)) write(`  ${example}`);

    const computing = compute === null ? whole.done : compute.done - compute.read;
    const loops = accounts.map((account) =>
      tripleLoop(
        [account, ...accounts.filter((other) => other !== account)],
        seed,
        Math.ceil(number('triples', 20_000) / accounts.length),
      ),
    );
    const plain = sum(loops.map((loop) => loop.seconds));
    write(
      `triple loop: ${thousands(sum(loops.map((loop) => loop.sample)))} of ${thousands(sum(loops.map((loop) => loop.triples)))} decided, ${thousands(loops[0]?.perSecond ?? 0)} per second; all would take ${seconds(plain)}, ${thousands(plain / computing)} times as long`,
    );

    const target = targetOf(profile, principals, resources);
    const breaches = [
      ...(disagreements > 0 ? [`${disagreements} decisions differ`] : []),
      ...(failed > 0 ? [`${failed} witnesses failed`] : []),
      ...(manifests.some(({ status }) => status !== 'complete') ? ['a run is not complete'] : []),
      ...(hash.rows === rows ? [] : [`expected ${rows} expanded lines, found ${hash.rows}`]),
      ...(rows >= BYTES_FROM_ROWS && compressedPerRow > BYTES_PER_ROW
        ? [`expected at most ${BYTES_PER_ROW} compressed bytes per row`]
        : []),
      ...(target !== null && whole.processor > target.seconds ? [`expected at most ${target.seconds} s`] : []),
      ...(target?.memory != null && whole.peakMemory > target.memory
        ? [`expected at most ${target.memory / 1e6} MB`]
        : []),
    ];
    for (const breach of breaches) write(`not reached: ${breach}`);
    write(
      `${profile} ${principals} × ${resources}: ${seconds(whole.done)} (${seconds(whole.processor)} of processor), ${Math.round(whole.peakMemory / 1e6)} MB, ${thousands(rows)} rows`,
    );
    return breaches.length === 0 ? 0 : 1;
  } finally {
    if (out === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Walks one run once for its hash and the rows that are asked about, then asks. */
function checkOf(
  folder: string,
  at: number,
  accounts: readonly Account[],
  seed: string,
  decisions: number,
  hash: ContentHash,
): DecisionCheck {
  const subject = accounts[at];
  if (subject === undefined) throw new Error(`${folder}: expected an account of the estate, found none`);
  const rows = readFileSync(join(folder, 'principals.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const principals = rows.map((line) => JSON.parse(line) as PrincipalRow); // a run folder of ours
  const checker = new DecisionChecker(
    [subject, ...accounts.filter((other) => other !== subject)],
    principals,
    `${seed} ${at}`,
    decisions,
  );
  visitRows(folder, (who, resourceArn, set) => {
    hash.add(who, resourceArn, set);
    checker.collect(who, resourceArn, set);
  });
  return checker.check();
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest; // a run folder of ours
}

function emptyFolder(path: string): string {
  if (existsSync(path) && readdirSync(path).length > 0)
    throw new InputError(`--out: expected an absent or empty folder, found \`${path}\` with files`);
  mkdirSync(path, { recursive: true });
  return path;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en-US')} s`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
