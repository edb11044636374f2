import { ERRORS } from '../../shared/contract/errors.ts';
import { LEASE_MARGIN_SECONDS, LEASE_SECONDS } from '../../shared/contract/lease.ts';
import type { Lease } from '../../shared/contract/payloads.ts';
import { leaseItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, all, type Condition, equals } from '../ports/condition.ts';
import type { TenantRows } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';

/** What must hold of the lease row for a commit to happen. */
export function holds(lease: Lease): Condition {
  return all(equals('holder', lease.holder), equals('fence', lease.fence));
}

/**
 * Takes the account's lease, or renews it for the holder that has it. Taken over only after expiry, with the next
 * fence. Throws `LeaseHeld` while another holder's runs.
 */
export async function acquire(rows: TenantRows, accountId: string, holder: string, clock: Clock): Promise<Lease> {
  const key = tenantKeys.lease(accountId);
  const found = await rows.get(key, leaseItemSchema);
  const now = clock.now();
  if (found === null) {
    const first = { holder, fence: 1, expiresAt: expiry(now) };
    if (await rows.put(key, first, absent)) return { holder, fence: 1 };
    throw new StepError(ERRORS.leaseHeld, 'lease: expected to be the first, found another holder');
  }
  if (found.holder !== holder && found.expiresAt > now) {
    throw new StepError(ERRORS.leaseHeld, `lease: expected it to be free, found it held until \`${found.expiresAt}\``);
  }
  const fence = found.holder === holder ? found.fence : found.fence + 1;
  const taken = await rows.put(key, { holder, fence, expiresAt: expiry(now) }, holds(found));
  if (!taken) throw new StepError(ERRORS.leaseHeld, 'lease: expected to take it over, found a faster holder');
  return { holder, fence };
}

/** Renews first, and fails closed: throws `LeaseLost` where the account is somebody else's by now. */
export async function renew(rows: TenantRows, accountId: string, lease: Lease, clock: Clock): Promise<HeldLease> {
  const expiresAt = expiry(clock.now());
  const renewed = await rows.put(tenantKeys.lease(accountId), { ...lease, expiresAt }, holds(lease));
  if (!renewed) throw leaseLost(lease);
  return { ...lease, expiresAt };
}

export interface HeldLease extends Lease {
  readonly expiresAt: string;
}

/** True while the lease has time enough left for one more call. */
export function hasTimeLeft(held: HeldLease, clock: Clock): boolean {
  return Date.parse(held.expiresAt) - Date.parse(clock.now()) >= LEASE_MARGIN_SECONDS * 1000;
}

export function leaseLost(lease: Lease): StepError {
  return new StepError(ERRORS.leaseLost, `lease: expected fence \`${lease.fence}\` to hold, found another`);
}

function expiry(now: string): string {
  return new Date(Date.parse(now) + LEASE_SECONDS * 1000).toISOString().replace('.000Z', 'Z');
}
