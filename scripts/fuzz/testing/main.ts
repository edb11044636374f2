import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { PreparedWorld } from '../../../shared/authorization/decide.ts';
import type { World } from '../../../shared/authorization/request.ts';
import { answer, type Engine } from '../../../shared/authorization/testing/engines.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';
import { type FoundDisagreement, fuzz } from './fuzz.ts';

const HELP = `compares the engine with the reference on generated worlds

  npm run fuzz -- --seconds 60 --seed 1

  --seconds N   how long (30)
  --worlds N    ends after so many worlds, whatever the time
  --seed S      repeats a run (1)
  --most N      ends after so many disagreements (20)
  --engine F    a module that exports decide(world, request), instead of the product's
  --corpus DIR  where disagreements are written (shared/authorization/corpus)
`;

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** Runs the fuzzer as the command line says. Exit code: 0 without disagreement, 1 with one, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`);
    return options === HELP ? 0 : 2;
  }
  const { decide, prepare } = await importEngine(options.engine);
  const started = Date.now();
  const elapsed = (): number => (Date.now() - started) / 1000;
  process.stdout.write(`seed ${options.seed}\n`);
  let written = 0;
  const result = fuzz({
    engine: decide,
    prepare: prepare ?? null,
    seed: options.seed,
    most: options.most,
    goesOn: (worlds) => (options.worlds === null ? elapsed() < options.seconds : worlds < options.worlds),
    found: (disagreement) => {
      written += 1;
      const file = write(disagreement, options.corpus, `seed-${options.seed}-${written}`);
      process.stdout.write(`${disagreement.difference}\n  ${file}\n`);
    },
  });
  const decisions = Object.entries(result.byDecision).map(([decision, count]) => `${decision} ${count}`);
  process.stdout.write(`${decisions.sort().join(', ')}; ${Math.round(result.worlds / elapsed())} worlds per second\n`);
  process.stdout.write(
    `${result.worlds} worlds compared, ${result.disagreements} disagreements (seed ${options.seed})\n`,
  );
  return result.disagreements === 0 ? 0 : 1;
}

interface Options {
  readonly seconds: number;
  readonly worlds: number | null;
  readonly seed: number;
  readonly most: number;
  readonly engine: string;
  readonly corpus: string;
}

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string', default: '30' },
        worlds: { type: 'string' },
        seed: { type: 'string', default: '1' },
        most: { type: 'string', default: '20' },
        engine: { type: 'string', default: resolve(REPOSITORY, 'shared/authorization/decide.ts') },
        corpus: { type: 'string', default: resolve(REPOSITORY, 'shared/authorization/corpus') },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return HELP;
    const { engine, corpus } = values;
    const numbers = { seconds: values.seconds, worlds: values.worlds ?? '0', seed: values.seed, most: values.most };
    for (const [name, text] of Object.entries(numbers)) {
      if (!/^\d+$/.test(text)) return `expected a whole number for --${name}, found \`${text}\``;
    }
    const worlds = values.worlds === undefined ? null : Number(values.worlds);
    return {
      seconds: Number(values.seconds),
      worlds,
      seed: Number(values.seed),
      most: Number(values.most),
      engine,
      corpus,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface EngineModule {
  readonly decide: Engine;
  readonly prepare?: (world: World) => PreparedWorld;
}

async function importEngine(file: string): Promise<EngineModule> {
  const module: Partial<EngineModule> = await import(pathToFileURL(resolve(file)).href);
  const { decide, prepare } = module;
  if (typeof decide !== 'function') throw new Error(`expected a module that exports decide, found \`${file}\``);
  return { decide, ...(prepare === undefined ? {} : { prepare }) };
}

/** A corpus case: the question, and the reference's answer, to be checked against the documentation by hand. */
function write({ question, difference }: FoundDisagreement, folder: string, name: string): string {
  const file = resolve(folder, `${name}.json`);
  const expected = answer(referenceDecide, question).decision;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ title: difference, expected, question }, null, 1)}\n`);
  return file;
}
