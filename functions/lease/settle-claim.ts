import { type ClaimItem, claimItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { localDateOf } from '../../shared/contract/execution-names.ts';
import { MAX_ATTEMPTS } from '../../shared/contract/lease.ts';
import type { AccountRun } from '../../shared/contract/payloads.ts';
import { all, equals } from '../ports/condition.ts';
import type { Directory } from '../ports/rows.ts';

/**
 * Notes in the directory how an attempt ended and takes it off the open runs. May run twice, and late: only the claim
 * of the same attempt changes, and what was published is never made anything else. `retryAt`: from when on a failed
 * attempt may be followed by another, while attempts are left.
 */
export async function settleClaim(
  directory: Directory,
  run: Pick<AccountRun, 'customerId' | 'accountId' | 'runId' | 'attempt'>,
  state: 'published' | 'failed',
  retryAt?: string,
): Promise<void> {
  const key = directoryKeys.claim(localDateOf(run.runId), run.customerId, run.accountId);
  const claim = await directory.get(key, claimItemSchema);
  if (claim !== null && claim.runId === run.runId && claim.state !== 'published' && claim.state !== state) {
    const { retryAt: _, ...rest } = claim;
    const again = retryAt !== undefined && claim.attempt < (claim.allowed ?? MAX_ATTEMPTS);
    const settled: ClaimItem = { ...rest, state, ...(again ? { retryAt } : {}) };
    if (state === 'published' || claim.attempt === run.attempt) {
      await directory.put(key, settled, all(equals('state', claim.state), equals('attempt', claim.attempt)));
    }
  }
  const open = directoryKeys.openRun(run.customerId, run.accountId, run.runId);
  await directory.delete(open, equals('attempt', run.attempt));
}
