import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { rulesCheck } from '../rules/check.ts';
import { type CheckReport, clearReports, ROOT, readReport, reportPath, writeReport } from './report.ts';
import { tidy } from './tidy/tidy.ts';

/**
 * `npm test`: every checker of the project, one after another, each leaving a report. The last line sums the
 * reports; a checker without one counts as failed. `npm test -- NAME…` runs the named checkers alone.
 */
const CHECKERS: Readonly<Record<string, () => CheckReport>> = {
  types,
  lint,
  tidy: () => tidy(ROOT),
  tests: () => vitest('tests', []),
  rules: rulesCheck,
  browser: () => vitest('browser', ['--config', 'vitest.browser.config.ts']),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CHECKERS));
if (unknown.length > 0) {
  process.stderr.write(
    `npm test: expected checkers out of ${Object.keys(CHECKERS).join(', ')}, found \`${unknown.join(' ')}\`\n`,
  );
  process.exit(2);
}
clearReports();
const names = wanted.length > 0 ? wanted : Object.keys(CHECKERS);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of names) {
  const started = performance.now();
  try {
    const report = CHECKERS[name]?.();
    if (report !== undefined) writeReport(report);
  } catch (error) {
    process.stdout.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  const report = readReport(name);
  for (const failure of report.failures) process.stdout.write(`  ${failure}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${name.padEnd(8)} ${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped (${seconds} s)\n`,
  );
  passed += report.passed;
  failed += report.failed;
  skipped += report.skipped;
}
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** The compiler over every project; a clean build counts once per project. */
function types(): CheckReport {
  const run = tool('tsc', ['-b', '--pretty', 'false']);
  const errors = lines(run).filter((line) => /error TS\d+/.test(line));
  const projects: unknown[] = JSON.parse(readFileSync(`${ROOT}/tsconfig.json`, 'utf8')).references;
  if (run.status !== 0 && errors.length === 0) errors.push(...lines(run).slice(-3));
  return {
    checker: 'types',
    passed: errors.length === 0 ? projects.length : 0,
    failed: errors.length,
    skipped: 0,
    failures: errors.slice(0, 30),
  };
}

/** Formatter and linter; counts files. */
function lint(): CheckReport {
  const run = tool('biome', ['ci', '--reporter=summary', '--colors=off', '.']);
  const text = lines(run).join('\n');
  const files = Number(/Checked (\d+) files/.exec(text)?.[1] ?? 0);
  const errors = Number(/Found (\d+) errors?/.exec(text)?.[1] ?? 0);
  const failed = run.status === 0 ? 0 : Math.max(1, errors);
  return {
    checker: 'lint',
    passed: Math.max(0, files - failed),
    failed,
    skipped: 0,
    failures: failed > 0 ? lines(run).slice(0, 40) : [],
  };
}

/** A vitest run by its JSON report. */
function vitest(checker: string, args: readonly string[]): CheckReport {
  const output = reportPath(`vitest-${checker}`);
  const run = spawnSync(
    'vitest',
    ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, PATH: `${ROOT}/node_modules/.bin:${process.env['PATH']}`, NO_COLOR: '1' },
    },
  );
  const report = JSON.parse(readFileSync(output, 'utf8')) as VitestReport;
  const failures = report.testResults.flatMap((file) => [
    ...file.assertionResults
      .filter((test) => test.status === 'failed')
      .map(
        (test) => `${relative(ROOT, file.name)}: ${test.fullName}: ${(test.failureMessages[0] ?? '').split('\n')[0]}`,
      ),
    ...(file.status === 'failed' && file.assertionResults.length === 0
      ? [`${relative(ROOT, file.name)}: ${file.message.split('\n')[0]}`]
      : []),
  ]);
  const failed = Math.max(report.numFailedTests, failures.length, run.status === 0 ? 0 : 1);
  return {
    checker,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests,
    failures: failures.slice(0, 60),
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function tool(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${ROOT}/node_modules/.bin:${process.env['PATH']}` },
  });
}

function lines(run: SpawnSyncReturns<string>): string[] {
  return `${run.stdout ?? ''}\n${run.stderr ?? ''}`.split('\n').filter((line) => line.trim() !== '');
}
