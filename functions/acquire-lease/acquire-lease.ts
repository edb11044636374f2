import { claimItemSchema, ownerItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { localDateOf } from '../../shared/contract/execution-names.ts';
import type { AccountRun, AcquireLeaseEvent, Lease } from '../../shared/contract/payloads.ts';
import { type RunItem, runItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { VERSIONS } from '../../shared/contract/versions.ts';
import { acquire } from '../lease/lease.ts';
import type { Clock } from '../ports/clock.ts';
import { absent, below, type Condition } from '../ports/condition.ts';
import type { Directory, TenantRows, TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';

export interface AcquireLeasePorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly clock: Clock;
}

/**
 * The first step of an account's night: checks that the customer owns the account and that the run was claimed, opens
 * the run's row and takes the lease. A second call by the same execution renews.
 */
export async function acquireLease(event: AcquireLeaseEvent, ports: AcquireLeasePorts): Promise<Lease> {
  const { run, holder } = event;
  refuseOtherVersions(run);
  await refuseForeignCustomer(run, ports.directory);
  const rows = ports.tenants.rowsOf(run.customerId);
  const claim = await ports.directory.get(
    directoryKeys.claim(localDateOf(run.runId), run.customerId, run.accountId),
    claimItemSchema,
  );
  if (claim === null || claim.runId !== run.runId || claim.attempt < run.attempt) {
    throw new StepError(ERRORS.missingInput, `claim: expected one of attempt \`${run.attempt}\`, found none`);
  }
  if (claim.attempt > run.attempt) throw superseded(run);
  const lease = await acquire(rows, run.accountId, holder, ports.clock);
  await openRun(rows, run, claim.deadline);
  return lease;
}

function refuseOtherVersions(run: AccountRun): void {
  const { payload } = run.versions;
  if (payload === VERSIONS.payload || payload === VERSIONS.payload - 1) return;
  throw new StepError(
    ERRORS.versionMismatch,
    `payload: expected version \`${VERSIONS.payload}\`, found \`${payload}\``,
  );
}

async function refuseForeignCustomer(run: AccountRun, directory: Directory): Promise<void> {
  const owner = await directory.get(directoryKeys.owner(run.accountId), ownerItemSchema);
  if (owner?.customerId === run.customerId) return;
  throw new StepError(ERRORS.customerMismatch, 'account: expected it to belong to the customer of the event');
}

/** Opens the run's row for this attempt; a published run stays as it is. */
async function openRun(rows: TenantRows, run: AccountRun, deadline: string): Promise<void> {
  const key = tenantKeys.run(run.accountId, run.runId);
  const found = await rows.get(key, runItemSchema);
  if (found?.state === 'published' || (found?.attempt === run.attempt && found.state === 'open')) return;
  if (found !== null && found.attempt >= run.attempt) throw superseded(run);
  const row: RunItem = {
    runId: run.runId,
    localDate: localDateOf(run.runId),
    deadline,
    state: 'open',
    attempt: run.attempt,
  };
  const when: Condition = found === null ? absent : below('attempt', run.attempt);
  if (!(await rows.put(key, row, when))) throw superseded(run);
}

function superseded(run: AccountRun): StepError {
  return new StepError(ERRORS.leaseLost, `run: expected attempt \`${run.attempt}\` to be the last, found a later one`);
}
