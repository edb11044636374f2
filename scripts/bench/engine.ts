import { InputError } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';
import { measureLines } from './engine/lines.ts';
import { measurePrepared } from './engine/prepared.ts';

/**
 * `npm run bench [-- --seed S --requests N --lines N]`: how fast one core decides. Ends with exit 0 only where the
 * answers are the reference's and the three figures below are reached; the figures stand in the last line.
 */
const DECISIONS = 1_000_000;
const WITH_REASONS = 300_000;
const TIMES_PARSE = 4;

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { values: ['seed', 'requests', 'lines', 'sets'] });
  const number = (name: string, otherwise: number): number => {
    const value = Number(options.value(name) ?? otherwise);
    if (Number.isInteger(value) && value > 0) return value;
    throw new InputError(`expected a whole number for \`--${name}\`, found \`${options.value(name)}\``);
  };
  const seed = number('seed', 20261121);
  process.stdout.write(`seed ${seed}\n`);

  const prepared = measurePrepared(seed, number('requests', 1_000_000));
  const { least, most, withConditions } = prepared.statements;
  process.stdout.write(
    [
      `${prepared.worlds} worlds of ${least} to ${most} statements, ${percent(withConditions)} with conditions`,
      `${prepared.requests} distinct requests, ${percent(prepared.allowed)} allowed, checksum ${prepared.checksum}`,
      `${thousands(prepared.decisionsPerSecond)} decisions/s, ${thousands(prepared.withReasonsPerSecond)} with reasons, reference ${thousands(prepared.referencePerSecond)}`,
      `${prepared.sample} answers put to the reference, ${prepared.disagreements} differ`,
      '',
    ].join('\n'),
  );

  const lines = await measureLines(seed, number('lines', 60_000), number('sets', 5_000));
  process.stdout.write(
    `${lines.lines} lines of ${Math.round(lines.bytesPerLine)} bytes, ${lines.policySets} policy sets\n`,
  );

  const holds =
    prepared.disagreements === 0 &&
    prepared.decisionsPerSecond >= DECISIONS &&
    prepared.withReasonsPerSecond >= WITH_REASONS &&
    lines.timesParse <= TIMES_PARSE;
  process.stdout.write(
    `${thousands(prepared.decisionsPerSecond)} decisions/s (asked: ${thousands(DECISIONS)}), ` +
      `${thousands(prepared.withReasonsPerSecond)} with reasons (asked: ${thousands(WITH_REASONS)}), ` +
      `lines at ${thousands(lines.linesPerSecond)}/s, ${lines.timesParse.toFixed(2)} times parsing (asked: at most ${TIMES_PARSE})\n`,
  );
  return holds ? 0 : 1;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
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
