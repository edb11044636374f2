import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { casesFolder } from '../checks/cases.ts';

/**
 * `npm run mutation -- [--files PATTERN,…] [--minutes N]`: Stryker on the engine. Incremental: what was judged before
 * and did not change is not judged again. Prints killed, survived and timed-out mutants per file, the survivors by
 * place, and last the rate. Exit 1 where less than the asked share was killed.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const WORK = join(ROOT, '.stryker-tmp');

/** Where nine mutants of ten must die: the decision, the matcher, operators and variables. */
const CORE = [
  'shared/authorization/decide.ts',
  'shared/authorization/evaluation-logic.ts',
  'shared/policy/pattern.ts',
  'shared/policy/arn-pattern.ts',
  'shared/policy/resource-pattern.ts',
  'shared/policy/variables.ts',
  'shared/authorization/operators/*.ts',
];
const ASKED = 90;

const { values } = parseArgs({
  options: { files: { type: 'string' }, minutes: { type: 'string', default: '30' } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  process.stderr.write(`mutation: --minutes: expected a number above 0, found \`${values.minutes}\`\n`);
  process.exit(2);
}
const files = values.files === undefined ? CORE : values.files.split(',');

mkdirSync(WORK, { recursive: true });
const config = join(WORK, 'stryker.json');
const report = join(WORK, 'mutation.json');
rmSync(report, { force: true });
writeFileSync(
  config,
  JSON.stringify({
    mutate: [...files, '!**/*.test.ts', '!**/testing/**'],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts', related: true },
    plugins: ['@stryker-mutator/vitest-runner'],
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: join(ROOT, '.stryker-incremental.json'),
    reporters: ['json', 'clear-text'],
    clearTextReporter: { logTests: false, allowEmojis: false, reportTests: false },
    jsonReporter: { fileName: report },
    tempDirName: join(WORK, 'sandbox'),
    // TypeScript 7 has no API to read this file with, and no path in it needs rewriting.
    tsconfigFile: 'none.json',
    // The sandbox needs the engine and what its tests stand on.
    ignorePatterns: [
      '*',
      '!shared/**',
      '!scripts/checks/**',
      '!scripts/cli/**',
      '!vitest.mutation.config.ts',
      '!package.json',
      '!tsconfig*.json',
      '!{functions,infra,web,scripts}/tsconfig.json',
      '!node_modules',
    ],
    concurrency: 2,
    ignoreStatic: true,
    timeoutMS: 10_000,
    disableTypeChecks: false,
    checkers: [],
    allowConsoleColors: false,
  }),
);

const child = spawn('stryker', ['run', config], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    // The sandbox lies elsewhere: what is found beside the checkout is named.
    ...(casesFolder() === null ? {} : { NIGHTJAR_CASES: casesFolder() ?? '' }),
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
  },
});
const timer = setTimeout(() => child.kill('SIGINT'), minutes * 60_000);
child.once('exit', (code) => {
  clearTimeout(timer);
  process.exitCode = summarise(code);
});

interface MutationReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly mutants: readonly {
          readonly status: string;
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly location: { readonly start: { readonly line: number } };
        }[];
      }
    >
  >;
}

function summarise(code: number | null): number {
  let text: string;
  try {
    text = readFileSync(report, 'utf8');
  } catch {
    process.stderr.write(`mutation: no report: Stryker ended with ${code}, or the ${minutes} minutes were over\n`);
    return 1;
  }
  const { files: judged } = JSON.parse(text) as MutationReport; // Stryker's own report
  let killed = 0;
  let alive = 0;
  let timedOut = 0;
  for (const [file, { mutants }] of Object.entries(judged)) {
    const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
    const dead = of('Killed', 'Timeout').length;
    const survivors = of('Survived', 'NoCoverage');
    killed += dead;
    alive += survivors.length;
    timedOut += of('Timeout').length;
    process.stdout.write(`${file}: ${dead} of ${dead + survivors.length} killed\n`);
    for (const { location, mutatorName, replacement } of survivors) {
      process.stdout.write(
        `  survived ${file}:${location.start.line} ${mutatorName}: ${(replacement ?? '').slice(0, 80)}\n`,
      );
    }
  }
  const rate = killed + alive === 0 ? 0 : (100 * killed) / (killed + alive);
  process.stdout.write(
    `${killed} of ${killed + alive} mutants killed (${timedOut} by time-out), ${rate.toFixed(1)} %\n`,
  );
  return rate >= ASKED ? 0 : 1;
}
