import { type ClaimItem, claimItemSchema, ledgerItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { MAX_ATTEMPTS, START_BEFORE_DEADLINE_HOURS } from '../../shared/contract/lease.ts';
import { addMinutes } from '../../shared/contract/night-calendar.ts';
import type { CustomerNight } from './estate-night.ts';
import type { NightPorts } from './ports.ts';

/**
 * Gives the accounts whose night failed for good another round of attempts: who asks for a night again after a
 * failure wants it tried again. What was published stays as it is.
 */
export async function reopenFailed(customer: CustomerNight, date: string, ports: NightPorts): Promise<void> {
  let reopened = false;
  for (const { accountId } of customer.accounts) {
    const key = directoryKeys.claim(date, customer.id, accountId);
    const claim = await ports.directory.get(key, claimItemSchema);
    if (claim === null || !['failed', 'missed'].includes(claim.state) || claim.retryAt !== undefined) continue;
    const again: ClaimItem = {
      ...claim,
      state: 'failed',
      allowed: claim.attempt + MAX_ATTEMPTS,
      retryAt: addMinutes(claim.deadline, -START_BEFORE_DEADLINE_HOURS * 60),
    };
    await ports.directory.put(key, { ...again });
    reopened = true;
  }
  const ledgerKey = directoryKeys.ledger(date, customer.id);
  const ledger = await ports.directory.get(ledgerKey, ledgerItemSchema);
  if (reopened && ledger?.state === 'missed') await ports.directory.put(ledgerKey, { ...ledger, state: 'late' });
}
