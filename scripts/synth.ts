/**
 * `npm run synth [-- --stage S] [--config FILE] [--out DIR]`: CloudFormation templates into `cdk.out`, offline.
 * Exit 2 with one line where the configuration is wrong.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BUNDLE_FOLDER } from '../infra/bundle/bundle-functions.ts';
import { ConfigError, readStageConfig, type StageConfig, stageConfig } from '../infra/stages.ts';
import { makeAssembly } from './assembly/assembly.ts';
import { summaryOf } from './assembly/summary.ts';

const ROOT = resolve(import.meta.dirname, '..');
const USAGE = 'usage: npm run synth -- [--stage development|staging|production] [--config FILE] [--out DIR]';

async function main(args: string[]): Promise<number> {
  let config: StageConfig;
  let outdir: string;
  try {
    const { values } = parseArgs({
      args,
      options: { stage: { type: 'string' }, config: { type: 'string' }, out: { type: 'string' } },
    });
    config = values.config === undefined ? stageConfig(values.stage ?? 'development') : fromFile(values.config);
    outdir = resolve(values.out ?? join(ROOT, 'cdk.out'));
  } catch (error) {
    if (!(error instanceof ConfigError) && !isUsageError(error)) throw error;
    console.error(error instanceof ConfigError ? error.message : `${error.message}\n${USAGE}`);
    return 2;
  }
  await makeAssembly(config, outdir, BUNDLE_FOLDER);
  const { resources, functions, machines } = summaryOf(outdir);
  console.log(
    `stage ${config.stage}: ${resources} resources, ${functions} functions, ${machines} state machines in ${outdir}`,
  );
  return 0;
}

function fromFile(path: string): StageConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path}: expected JSON, found ${error instanceof Error ? error.message : String(error)}`);
  }
  return readStageConfig(value);
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

process.exitCode = await main(process.argv.slice(2));
