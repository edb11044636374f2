import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotFiles } from '../../../shared/account/snapshot.ts';
import {
  type AccountSize,
  type GeneratedSnapshot,
  generateAccount,
} from '../../../shared/generate/generate-account.ts';
import { mutateAccount } from '../../../shared/generate/mutate-account.ts';

/** A generated estate on disk: what `night --estate` takes, and each account's snapshot of the first night. */
export interface EstateFolder {
  /** Snapshot folders of the first night, one per account. */
  readonly snapshots: readonly string[];
  readonly estate: string;
}

const CUSTOMER = 'C000001';
const FIRST = '2026-11-20';
const SECOND = '2026-11-21';
/** Of the customer-managed policies, in the second night. */
const CHANGED = 0.01;

/** Writes the accounts as an estate of one customer; with two nights, the second is the first with a policy in a hundred changed. */
export function writeEstate(folder: string, size: AccountSize, nights: 1 | 2): EstateFolder {
  const accounts = generateAccount(size);
  const snapshots: string[] = [];
  for (const { accountId, files } of accounts) {
    snapshots.push(writeSnapshot(join(folder, accountId, FIRST), files));
    if (nights === 2) {
      const night = mutateAccount(files, { seed: size.seed, share: CHANGED });
      writeSnapshot(join(folder, accountId, SECOND), night.files);
    }
  }
  const dates = nights === 2 ? [FIRST, SECOND] : [FIRST];
  writeFileSync(join(folder, 'estate.json'), `${JSON.stringify(estateFile(accounts, dates), null, 2)}\n`);
  return { snapshots, estate: folder };
}

function writeSnapshot(folder: string, files: SnapshotFiles): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function estateFile(accounts: readonly GeneratedSnapshot[], dates: readonly string[]): unknown {
  return {
    schemaVersion: 1,
    customers: [
      {
        id: CUSTOMER,
        name: 'Brightwater',
        timeZone: 'Europe/Berlin',
        reportTime: '06:30',
        accounts: accounts.map(({ accountId }) => ({
          accountId,
          roleArn: `arn:aws:iam::${accountId}:role/nightjar-reader`,
          externalId: `nj-${CUSTOMER}-${accountId.slice(-4)}`,
          snapshots: Object.fromEntries(dates.map((date) => [date, `${accountId}/${date}`])),
        })),
      },
    ],
  };
}
