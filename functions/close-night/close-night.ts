import {
  type ClaimItem,
  claimItemSchema,
  type LedgerItem,
  ledgerItemSchema,
  scheduleItemSchema,
} from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { GIVE_UP_AFTER_DEADLINE_HOURS } from '../../shared/contract/lease.ts';
import { addMinutes, reportInstant } from '../../shared/contract/night-calendar.ts';
import type { CloseNightEvent, CloseNightResult, DueNight } from '../../shared/contract/payloads.ts';
import type { NightState, OutboxKind } from '../../shared/contract/run-status.ts';
import type { OutboxItem } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, all, equals } from '../ports/condition.ts';
import type { Directory, TenantTable } from '../ports/rows.ts';

export interface CloseNightPorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly clock: Clock;
}

/**
 * Settles one customer's night once its report time has come. All accounts published: one mail that the report is
 * ready. Not all: one mail that it is late, and a second look each quarter hour until it is ready or given up. The
 * mail is left as an outbox row, the outcome in the ledger; both are written at most once.
 */
export async function closeNight(event: CloseNightEvent, ports: CloseNightPorts): Promise<CloseNightResult> {
  const { night } = event;
  const key = directoryKeys.ledger(night.localDate, night.customerId);
  const before = await ports.directory.get(key, ledgerItemSchema);
  if (before !== null && before.state !== 'late') return { state: before.state };
  const standing = await standingOf(night, ports.directory);
  if (standing === null) return { state: 'none' };
  const state = nextState(before, standing, ports.clock.now());
  if (state === before?.state) return { state };

  if (state === 'missed') await giveUp(night, standing, ports.directory);
  const mail = MAIL[state];
  if (mail !== null) {
    const outbox: OutboxItem = { kind: mail, state: 'pending', localDate: night.localDate };
    const outboxKey = tenantKeys.outbox(mail, night.localDate);
    await ports.tenants.rowsOf(night.customerId).put(outboxKey, { ...outbox }, absent);
  }
  const ledger: LedgerItem = {
    customerId: night.customerId,
    localDate: night.localDate,
    deadline: standing.deadline,
    state,
    accounts: standing.accounts,
    published: standing.published,
    settledAt: ports.clock.now(),
  };
  const written = await ports.directory.put(key, { ...ledger }, before === null ? absent : equals('state', 'late'));
  if (written) return { state };
  const other = await ports.directory.get(key, ledgerItemSchema);
  return { state: other?.state ?? state };
}

/** What each outcome tells the customer. A missed night was announced as late before. */
const MAIL: Readonly<Record<NightState, OutboxKind | null>> = {
  'on-time': 'mail-report-ready',
  late: 'mail-report-late',
  'closed-late': 'mail-report-ready',
  missed: 'mail-report-late',
};

interface Standing {
  readonly deadline: string;
  readonly accounts: number;
  readonly published: number;
  readonly unfinished: readonly { readonly accountId: string; readonly claim: ClaimItem | null }[];
}

/** How the accounts of a customer's night stand; null where the customer has none. */
async function standingOf(night: DueNight, directory: Directory): Promise<Standing | null> {
  const schedule = await directory.query(directoryKeys.scheduleList(), scheduleItemSchema);
  const own = schedule
    .map(({ row }) => row)
    .filter((row) => row.customerId === night.customerId && row.firstNight <= night.localDate);
  const first = own[0];
  if (first === undefined) return null;
  const unfinished: { accountId: string; claim: ClaimItem | null }[] = [];
  for (const { accountId } of own) {
    const claim = await directory.get(
      directoryKeys.claim(night.localDate, night.customerId, accountId),
      claimItemSchema,
    );
    if (claim?.state !== 'published') unfinished.push({ accountId, claim });
  }
  return {
    deadline: reportInstant(night.localDate, first),
    accounts: own.length,
    published: own.length - unfinished.length,
    unfinished,
  };
}

function nextState(before: LedgerItem | null, standing: Standing, now: string): NightState {
  if (standing.unfinished.length === 0) return before === null ? 'on-time' : 'closed-late';
  return now >= addMinutes(standing.deadline, GIVE_UP_AFTER_DEADLINE_HOURS * 60) ? 'missed' : 'late';
}

/** Marks what has no run any more, so that a gap in the history says that it was missed. */
async function giveUp(night: DueNight, standing: Standing, directory: Directory): Promise<void> {
  for (const { accountId, claim } of standing.unfinished) {
    const key = directoryKeys.claim(night.localDate, night.customerId, accountId);
    if (claim === null) {
      const missed: ClaimItem = {
        customerId: night.customerId,
        accountId,
        runId: night.localDate,
        localDate: night.localDate,
        deadline: standing.deadline,
        state: 'missed',
        attempt: 1,
        claimedAt: standing.deadline,
      };
      await directory.put(key, { ...missed }, absent);
    } else if (claim.state === 'failed') {
      const { retryAt: _, ...rest } = claim;
      const missed: ClaimItem = { ...rest, state: 'missed' };
      await directory.put(key, { ...missed }, all(equals('state', 'failed'), equals('attempt', claim.attempt)));
    }
  }
}
