import {
  type ClaimItem,
  claimItemSchema,
  type OpenRunItem,
  openRunItemSchema,
  type ScheduleItem,
  scheduleItemSchema,
} from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { slotOf } from '../../shared/contract/execution-names.ts';
import {
  GIVE_UP_AFTER_DEADLINE_HOURS,
  MAX_ATTEMPTS,
  START_BEFORE_DEADLINE_HOURS,
} from '../../shared/contract/lease.ts';
import { type Night, nightAt } from '../../shared/contract/night-calendar.ts';
import { sweepKey } from '../../shared/contract/object-keys.ts';
import type { AccountRun, ClaimResult, SweepEvent } from '../../shared/contract/payloads.ts';
import { VERSIONS } from '../../shared/contract/versions.ts';
import { canonicalJson } from '../../shared/report/canonical-json.ts';
import type { RunBucket } from '../ports/bucket.ts';
import { absent, all, equals } from '../ports/condition.ts';
import type { Directory } from '../ports/rows.ts';

export interface ClaimPorts {
  readonly directory: Directory;
  readonly bucket: RunBucket;
  /** Most account runs that may be open over all sweeps. */
  readonly openRunsLimit: number;
}

/**
 * Claims each due (account, local date) by a conditional write, earliest deadline first, within the limit of open
 * runs, and writes the list of claims to the bucket. A second run of the same sweep finds its own claims and writes
 * the same list again; starting an execution twice starts it once.
 */
export async function claimDueAccounts(event: SweepEvent, ports: ClaimPorts): Promise<ClaimResult> {
  const now = event.scheduledTime;
  const slot = slotOf(now);
  const schedule = await ports.directory.query(directoryKeys.scheduleList(), scheduleItemSchema);
  const candidates = await dueAccounts(
    now,
    schedule.map(({ row }) => row),
    ports.directory,
  );
  const mine = candidates.filter(({ claim }) => claim?.state === 'open' && claim.claimedAt === now);
  const unclaimed = candidates.filter(({ claim }) => mayBeClaimed(claim, now)).sort(byDeadline);

  const open = await ports.directory.query(directoryKeys.openList(), openRunItemSchema);
  const free = Math.max(0, ports.openRunsLimit - open.length);
  const claimed: AccountRun[] = mine.map(({ claim }) => runOf(claim));
  for (const due of unclaimed.slice(0, free)) {
    const claim = await claimAccount(due, now, ports.directory);
    if (claim !== null) claimed.push(runOf(claim));
  }
  const result = { slot, due: unclaimed.length, count: claimed.length };
  if (claimed.length === 0) return { ...result, key: '' };
  const key = sweepKey(slot);
  const text = `${canonicalJson(claimed.sort(byAccount))}\n`;
  await ports.bucket.put(key, new TextEncoder().encode(text), { keyId: null, contentType: 'application/json' });
  return { ...result, key };
}

/** An account whose night runs now, with what is known of its claim. */
interface DueAccount {
  readonly account: ScheduleItem;
  readonly night: Night;
  readonly claim: ClaimItem | null;
}

async function dueAccounts(
  now: string,
  schedule: readonly ScheduleItem[],
  directory: Directory,
): Promise<(DueAccount & { claim: ClaimItem | null })[]> {
  const nights = schedule.flatMap((account) => {
    const night = nightAt(now, account, START_BEFORE_DEADLINE_HOURS, GIVE_UP_AFTER_DEADLINE_HOURS);
    return night === null || night.localDate < account.firstNight ? [] : [{ account, night }];
  });
  const claims = new Map<string, ClaimItem>();
  for (const localDate of new Set(nights.map(({ night }) => night.localDate))) {
    for (const { key, row } of await directory.query(directoryKeys.claimList(localDate), claimItemSchema)) {
      claims.set(`${localDate} ${key}`, row);
    }
  }
  return nights.map(({ account, night }) => {
    const { entry } = directoryKeys.claim(night.localDate, account.customerId, account.accountId);
    return { account, night, claim: claims.get(`${night.localDate} ${entry}`) ?? null };
  });
}

function mayBeClaimed(claim: ClaimItem | null, now: string): boolean {
  if (claim === null) return true;
  return claim.state === 'failed' && claim.retryAt !== undefined && claim.retryAt <= now && mayBeTried(claim);
}

function mayBeTried({ attempt, allowed }: ClaimItem): boolean {
  return attempt < (allowed ?? MAX_ATTEMPTS);
}

/** Claims one account for one local date; null where another sweep was faster. */
async function claimAccount(due: DueAccount, now: string, directory: Directory): Promise<ClaimItem | null> {
  const { customerId, accountId } = due.account;
  const { localDate, deadline } = due.night;
  const attempt = (due.claim?.attempt ?? 0) + 1;
  const runId = due.claim?.runId ?? localDate;
  const claim: ClaimItem = {
    customerId,
    accountId,
    runId,
    localDate,
    deadline,
    state: 'open',
    attempt,
    claimedAt: now,
  };
  const open: OpenRunItem = { customerId, accountId, runId, attempt, claimedAt: now };
  const before = due.claim;
  const claimed = await directory.transact([
    {
      kind: 'put',
      key: directoryKeys.claim(localDate, customerId, accountId),
      row: { ...claim },
      when: before === null ? absent : all(equals('state', 'failed'), equals('attempt', before.attempt)),
    },
    { kind: 'put', key: directoryKeys.openRun(customerId, accountId, runId), row: { ...open } },
  ]);
  return claimed ? claim : null;
}

function runOf(claim: ClaimItem | null): AccountRun {
  if (claim === null) throw new Error('expected a claim, found none'); // only called for accounts that have one
  const { customerId, accountId, runId, attempt } = claim;
  return { customerId, accountId, runId, attempt, versions: { ...VERSIONS } };
}

function byDeadline(a: DueAccount, b: DueAccount): number {
  return compare(a.night.deadline, b.night.deadline) || byAccount(a.account, b.account);
}

function byAccount(a: Pick<AccountRun, 'customerId' | 'accountId'>, b: typeof a): number {
  return compare(a.customerId, b.customerId) || compare(a.accountId, b.accountId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
