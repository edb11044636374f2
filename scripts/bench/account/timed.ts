import { analyzeAccess } from '../../../shared/access/analyze.ts';
import { decide } from '../../../shared/authorization/decide.ts';
import { command } from '../../commands/analyze.ts';
import { readInput } from '../../snapshot/read.ts';

/**
 * The part that is timed, in a process of its own: what was measured stands in one JSON line on standard output.
 * `whole OUT SNAPSHOT…`: what `nightjar analyze` does, to complete run folders. `compute SNAPSHOT…`: reading the
 * snapshots and computing every row, nothing written.
 */
export interface Timed {
  /** Seconds since the process began, up to each point. */
  readonly started: number;
  readonly read: number;
  readonly done: number;
  /** Processor time of all threads of the process, in seconds. */
  readonly processor: number;
  /** Highest resident memory, in bytes. */
  readonly peakMemory: number;
  readonly rows: number;
}

const [mode, ...rest] = process.argv.slice(2);
const started = performance.now() / 1000;
const measured = mode === 'whole' ? await whole(rest) : await compute(rest);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const timed: Timed = {
  started,
  read: measured.read,
  done: performance.now() / 1000,
  processor: (userCPUTime + systemCPUTime) / 1e6,
  peakMemory: maxRSS * 1024,
  rows: measured.rows,
};
process.stdout.write(`${JSON.stringify(timed)}\n`);

interface Measured {
  readonly read: number;
  readonly rows: number;
}

async function whole([out = '', ...snapshots]: readonly string[]): Promise<Measured> {
  const silent = { in: nothing(), out: () => {}, err: () => {}, interactive: false };
  const code = await command.run([...snapshots, '--out', out, '--customer', 'C000001'], silent);
  if (code !== 0) throw new Error(`expected exit code 0 of analyze, found ${code}`);
  return { read: started, rows: 0 };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function compute(snapshots: readonly string[]): Promise<Measured> {
  const accounts = [];
  for (const folder of snapshots) accounts.push(await readInput(folder));
  const read = performance.now() / 1000;
  let rows = 0;
  for (const account of accounts) {
    const analysis = analyzeAccess({
      accounts: [account, ...accounts.filter((other) => other !== account)],
      subject: account.accountId,
      decide,
    });
    for (const block of analysis.blocks()) {
      for (const { entries } of block.services) rows += entries.rows.length;
      block.pairs((_, entries) => {
        rows += entries.rows.length;
      });
    }
  }
  return { read, rows };
}
