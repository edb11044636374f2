import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Account } from '../../shared/account/model.ts';
import { SEVERITIES, type Severity } from '../../shared/findings/finding.ts';
import type { Manifest } from '../../shared/report/manifest.ts';
import { writeRun } from '../analysis/write-run.ts';
import { type Command, InputError, type Terminal } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';
import { readInput } from '../snapshot/read.ts';

/** The customer of an analysis that names none. */
const NO_CUSTOMER = 'C000000';

export const command: Command = {
  name: 'analyze',
  summary: 'who has access to what: snapshots or an authorization-details file to run folders',
  usage: `analyze INPUT… --out DIR [--customer ID] [--as-of TIME] [--fail-on SEVERITY]

  INPUT          a snapshot folder, or the output of \`aws iam get-account-authorization-details\`;
                 several of one customer are analysed together
  --out DIR      absent or empty; the run's files and DIR/tables (one folder per account when there are several)
  --customer ID  "C" and six digits (default ${NO_CUSTOMER})
  --as-of TIME   ISO 8601 UTC; the "now" of ages (default: when the snapshot was collected)
  --fail-on SEVERITY  exit 1 where a finding of that severity or above exists (critical, high, medium, low)`,
  example: 'nightjar analyze scripts/demo/estate/larkspur-production/2026-11-19 --out out',
  async run(args, terminal) {
    const options = parseOptions(args, { values: ['out', 'customer', 'as-of', 'fail-on'] });
    const out = options.required('out');
    const customerId = options.value('customer') ?? NO_CUSTOMER;
    if (!/^C\d{6}$/.test(customerId))
      throw new InputError(`--customer: expected C and six digits, found \`${customerId}\``);
    const asOf = options.value('as-of');
    if (asOf !== undefined) checkTime(asOf);
    const failOn = severityOf(options.value('fail-on'));
    if (options.positionals.length === 0) throw new InputError('expected at least one INPUT, found none');
    checkTarget(out);
    const accounts = await readAll(options.positionals);
    const analysisTime = asOf ?? defaultTime(accounts, terminal);
    const manifests = writeBeside(out, (folder) => writeAll(folder, accounts, customerId, analysisTime));
    for (const manifest of manifests) terminal.err(`${summaryLine(manifest)}\n`);
    return manifests.some((manifest) => failOn.some((severity) => manifest.counts.findings[severity] > 0)) ? 1 : 0;
  },
};

/** That severity and those above it; none without the option. */
function severityOf(text: string | undefined): readonly Severity[] {
  if (text === undefined) return [];
  const severity = SEVERITIES.find((word) => word === text);
  if (severity === undefined) throw new InputError(`--fail-on: expected ${SEVERITIES.join(', ')}, found \`${text}\``);
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
}

async function readAll(inputs: readonly string[]): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for (const input of inputs) {
    const account = await readInput(input);
    if (accounts.some((other) => other.accountId === account.accountId)) {
      throw new InputError(
        `${input}: expected another account than the inputs before it, found ${account.accountId} again`,
      );
    }
    accounts.push(account);
  }
  return accounts;
}

function writeAll(
  folder: string,
  accounts: readonly Account[],
  customerId: string,
  analysisTime: string,
): readonly Manifest[] {
  const several = accounts.length > 1;
  return accounts.map((account) =>
    writeRun({
      customerId,
      runId: analysisTime.slice(0, 10),
      analysisTime,
      accounts: [account, ...accounts.filter((other) => other !== account)],
      runFolder: several ? join(folder, account.accountId) : folder,
      tablesFolder: several ? join(folder, 'tables', account.accountId) : join(folder, 'tables'),
    }),
  );
}

/** Writes into a folder beside the target and renames it into place: an interrupted run leaves nothing to be read. */
function writeBeside<T>(out: string, write: (folder: string) => T): T {
  const target = resolve(out);
  mkdirSync(dirname(target), { recursive: true });
  // The process id keeps two analyses to one target apart; what a killed one left is in nobody's way.
  const beside = join(dirname(target), `.${basename(target)}-${process.pid}`);
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside);
  try {
    const result = write(beside);
    if (existsSync(target)) rmdirSync(target);
    renameSync(beside, target);
    return result;
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw error;
  }
}

function checkTarget(out: string): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory()) throw new InputError(`--out: expected a folder, found the file \`${out}\``);
  if (readdirSync(out).length > 0)
    throw new InputError(`--out: expected an absent or empty folder, found \`${out}\` with files`);
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function checkTime(text: string): void {
  if (!TIME.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InputError(`--as-of: expected a time like 2026-11-20T06:00:00Z, found \`${text}\``);
  }
}

/** The newest collection; a bare file does not say, so the current time is taken and printed, to be repeated. */
function defaultTime(accounts: readonly Account[], terminal: Terminal): string {
  const collected = accounts
    .flatMap((account) => account.collectedAt ?? [])
    .sort()
    .at(-1);
  if (collected !== undefined) return collected;
  const now = new Date().toISOString();
  terminal.err(`analysis time ${now}; repeat with --as-of ${now}\n`);
  return now;
}

function summaryLine(manifest: Manifest): string {
  const { counts, completeness } = manifest;
  const notes = completeness.notCollected.length + completeness.notEvaluated.length;
  return `${manifest.accountId}: ${counts.principals} principals, ${counts.resources} resources, ${counts.accessRows} rows, ${counts.findings.critical + counts.findings.high} findings of note, ${manifest.status}, ${notes} notes on completeness`;
}
