import { type ClaimItem, claimItemSchema, ledgerItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import {
  GIVE_UP_AFTER_DEADLINE_HOURS,
  START_BEFORE_DEADLINE_HOURS,
  SWEEP_MINUTES,
} from '../../shared/contract/lease.ts';
import { addMinutes, reportInstant } from '../../shared/contract/night-calendar.ts';
import type { CustomerNight, EstateNight } from './estate-night.ts';
import type { LocalService } from './local-service.ts';
import type { NightClock } from './night-clock.ts';
import type { NightPorts } from './ports.ts';

/**
 * Plays one local date of every customer: the quarter hours at which something may be due, in order, each with the
 * sweep, and with the closing once a report time has come; until every night is settled. A night that was killed is
 * played from its first quarter hour again, and the service goes on from its own state.
 */
export async function playNight(
  night: EstateNight,
  service: LocalService,
  clock: NightClock,
  ports: NightPorts,
): Promise<void> {
  let open = night.customers.map((customer) => hoursOf(customer, night.date));
  for (let slot = earliest(open); open.length > 0; slot = addMinutes(slot, SWEEP_MINUTES)) {
    clock.moveTo(Date.parse(slot));
    const atWork = await unsettled(
      open.filter(({ start }) => start <= slot),
      night.date,
      ports,
    );
    if (atWork.some(({ finished, end }) => !finished && slot < end)) await service.fire('Nightly', slot);
    if (atWork.some(({ deadline }) => deadline <= slot)) await service.fire('CloseNight', slot);
    const still = new Set((await unsettled(open, night.date, ports)).map(({ customer }) => customer.id));
    open = open.filter(({ customer }) => still.has(customer.id));
  }
}

/** A customer's night on the clock. */
interface Hours {
  readonly customer: CustomerNight;
  /** First quarter hour at which it is due. */
  readonly start: string;
  readonly deadline: string;
  /** From here on it is given up. */
  readonly end: string;
}

function hoursOf(customer: CustomerNight, date: string): Hours {
  const deadline = reportInstant(date, customer);
  return {
    customer,
    deadline,
    start: quarterHourFrom(addMinutes(deadline, -START_BEFORE_DEADLINE_HOURS * 60)),
    end: addMinutes(deadline, GIVE_UP_AFTER_DEADLINE_HOURS * 60),
  };
}

/** The first quarter hour at or after an instant. */
function quarterHourFrom(time: string): string {
  const period = SWEEP_MINUTES * 60_000;
  return new Date(Math.ceil(Date.parse(time) / period) * period).toISOString().replace('.000Z', 'Z');
}

function earliest(open: readonly Hours[]): string {
  return open.map(({ start }) => start).sort()[0] ?? '';
}

/** Nobody makes another attempt of it. */
function hasEnded(claim: ClaimItem | null): boolean {
  return claim !== null && claim.state !== 'open' && claim.retryAt === undefined;
}

/**
 * The nights that are not settled in the ledger, and whether their accounts have all ended. One that is late and whose
 * accounts have all ended stays so until it is given up, which a night on this machine does not wait for.
 */
async function unsettled(
  hours: readonly Hours[],
  date: string,
  ports: NightPorts,
): Promise<(Hours & { readonly finished: boolean })[]> {
  const found: (Hours & { readonly finished: boolean })[] = [];
  for (const each of hours) {
    const ledger = await ports.directory.get(directoryKeys.ledger(date, each.customer.id), ledgerItemSchema);
    if (ledger !== null && ledger.state !== 'late') continue;
    const claims = await Promise.all(
      each.customer.accounts.map((account) => claimOf(each.customer, account.accountId, date, ports)),
    );
    const finished = claims.every(hasEnded);
    const published = claims.every((claim) => claim?.state === 'published');
    if (ledger === null || !finished || published) found.push({ ...each, finished });
  }
  return found;
}

export function claimOf(
  customer: CustomerNight,
  accountId: string,
  date: string,
  ports: NightPorts,
): Promise<ClaimItem | null> {
  return ports.directory.get(directoryKeys.claim(date, customer.id, accountId), claimItemSchema);
}
