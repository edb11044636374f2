import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stageConfig } from '../../infra/stages.ts';
import { assemblyOf } from '../assembly/assembly.ts';
import type { Terminal } from '../cli/command.ts';
import { serveAccounts, show } from './accounts.ts';
import { readDeployment } from './deployment.ts';
import { type EstateNight, nightOf, type OpenEstate } from './estate-night.ts';
import { LocalService } from './local-service.ts';
import { lockFolder } from './lock.ts';
import { mirror } from './mirror.ts';
import { NightClock } from './night-clock.ts';
import { type AccountOutcome, outcomesOf } from './outcome.ts';
import { playNight } from './play-night.ts';
import { portsOf } from './ports.ts';
import { Progress } from './progress.ts';
import { reopenFailed } from './reopen.ts';
import { seedCustomer } from './seed.ts';

export interface NightsOptions {
  readonly estate: OpenEstate;
  /** Local dates, in the order in which they are played. */
  readonly dates: readonly string[];
  /** Where the published bucket is mirrored. */
  readonly out: string;
  readonly terminal: Terminal;
  /** Told of each account's outcome, night by night. */
  readonly onOutcome: (outcome: AccountOutcome, seconds: number | null) => void;
}

/** The stage whose templates a local night runs. */
const STAGE = 'development';

/** Where a night that mirrors into `out` keeps its state: beside it, hidden. */
export function stateFolderOf(out: string): string {
  const folder = resolve(out);
  return join(dirname(folder), `.${basename(folder)}.nightjar`);
}

/**
 * Plays nights of an estate on this machine: the synthesized service, its bundles and its state machines, against
 * stand-ins. What was done before under the same `out` is not done again. Resolves to the outcomes in order.
 */
export async function playNights(options: NightsOptions): Promise<readonly AccountOutcome[]> {
  const { estate, dates, out, terminal } = options;
  const nights: EstateNight[] = [];
  for (const date of dates) nights.push(await nightOf(estate, date));
  const [first] = nights;
  if (first === undefined) return [];
  const stateFolder = stateFolderOf(out);
  mkdirSync(stateFolder, { recursive: true });
  const unlock = lockFolder(stateFolder);
  try {
    return await playWith(nights, first, stateFolder, { ...options, terminal });
  } finally {
    unlock();
  }
}

async function playWith(
  nights: readonly EstateNight[],
  first: EstateNight,
  stateFolder: string,
  options: NightsOptions,
): Promise<readonly AccountOutcome[]> {
  const { out, terminal, onOutcome } = options;
  const { folder } = await assemblyOf(stageConfig(STAGE));
  const deployment = readDeployment(folder);
  const clock = new NightClock(0);
  const links = join(stateFolder, 'accounts');
  const accounts = await serveAccounts(first, deployment, links, clock);
  const progress = new Progress(terminal, first.customers.flatMap((customer) => customer.accounts).length);
  const times = new Map<string, { started: number; seconds: number | null }>();
  const service = await LocalService.start({
    deployment,
    stateFolder,
    clock,
    accounts: { sts: accounts.endpoint, iam: accounts.endpoint, snapshots: accounts.endpoint },
    onCall: () => progress.called(),
    onExecution: ({ detail }) => {
      if (!detail.stateMachineArn.endsWith(`:${deployment.machine('Account')}`)) return;
      const known = times.get(detail.name);
      if (known === undefined) times.set(detail.name, { started: performance.now(), seconds: null });
      else {
        known.seconds = (performance.now() - known.started) / 1000;
        progress.accountEnded();
      }
    },
  });
  const ports = portsOf(service);
  try {
    const all: AccountOutcome[] = [];
    for (const night of nights) {
      show(night, links);
      progress.begin(`night ${night.date}`);
      for (const customer of night.customers) {
        await seedCustomer(customer, night.date, ports, service.kms);
        await reopenFailed(customer, night.date, ports);
      }
      await playNight(night, service, clock, ports);
      mirror(
        service.bucketFolder,
        night.customers.map(({ id }) => id),
        out,
      );
      progress.clear();
      for (const outcome of await outcomesOf(night, out, ports)) {
        onOutcome(outcome, secondsOf(times, outcome));
        all.push(outcome);
      }
    }
    return all;
  } finally {
    progress.clear();
    ports.close();
    await service.close();
    await accounts.close();
  }
}

/** How long the account's executions of this process took together; null where none was needed. */
function secondsOf(
  times: ReadonlyMap<string, { readonly seconds: number | null }>,
  { customerId, accountId, date }: AccountOutcome,
): number | null {
  const own = [...times].filter(([name]) => name.startsWith(`${customerId}-${accountId}-${date}-`));
  return own.length === 0 ? null : own.reduce((total, [, { seconds }]) => total + (seconds ?? 0), 0);
}
