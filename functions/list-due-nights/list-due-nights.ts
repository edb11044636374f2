import { ledgerItemSchema, type ScheduleItem, scheduleItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { addDays, localDateAt, reportInstant } from '../../shared/contract/night-calendar.ts';
import type { DueNight, ListNightsResult } from '../../shared/contract/payloads.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/rows.ts';

export interface ListNightsPorts {
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Days back that a night is looked for: a sweep that failed for a whole day still finds yesterday's. */
const DAYS_BACK = 2;

/** Most nights in one answer: some 60 bytes each, far below what a state may carry. */
const MOST_NIGHTS = 500;

/** Each (customer, local date) whose report time has come and whose ledger is not settled, oldest first. */
export async function listDueNights(ports: ListNightsPorts): Promise<ListNightsResult> {
  const now = ports.clock.now();
  const schedule = await ports.directory.query(directoryKeys.scheduleList(), scheduleItemSchema);
  const nights = new Map<string, DueNight>();
  for (const { row } of schedule) {
    for (const localDate of dueDates(now, row)) {
      nights.set(`${localDate} ${row.customerId}`, { customerId: row.customerId, localDate });
    }
  }
  const due: DueNight[] = [];
  for (const night of [...nights.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)) {
    if (due.length >= MOST_NIGHTS) break;
    const key = directoryKeys.ledger(night.localDate, night.customerId);
    const ledger = await ports.directory.get(key, ledgerItemSchema);
    if (ledger === null || ledger.state === 'late') due.push(night);
  }
  return { nights: due, count: due.length };
}

function dueDates(now: string, account: ScheduleItem): string[] {
  const today = localDateAt(now, account.timeZone);
  const dates = Array.from({ length: DAYS_BACK + 1 }, (_, days) => addDays(today, -days));
  return dates.filter((date) => date >= account.firstNight && reportInstant(date, account) <= now);
}
