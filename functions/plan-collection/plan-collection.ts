import { ERRORS } from '../../shared/contract/errors.ts';
import type { PlanCollectionEvent, PlanCollectionResult } from '../../shared/contract/payloads.ts';
import { accountItemSchema, planItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { WORK_ITEMS } from '../../shared/contract/work-items.ts';
import { holds, leaseLost, renew } from '../lease/lease.ts';
import type { Clock } from '../ports/clock.ts';
import { absent } from '../ports/condition.ts';
import type { TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';

export interface PlanCollectionPorts {
  readonly tenants: TenantTable;
  readonly clock: Clock;
}

/**
 * Lists what is to be read of the account, once per run: a later attempt goes on with the plan of the first, and finds
 * the items that were collected before.
 */
export async function planCollection(
  event: PlanCollectionEvent,
  ports: PlanCollectionPorts,
): Promise<PlanCollectionResult> {
  const { run, lease } = event;
  const rows = ports.tenants.rowsOf(run.customerId);
  await renew(rows, run.accountId, lease, ports.clock);
  const key = tenantKeys.plan(run.accountId, run.runId);
  const planned = await rows.get(key, planItemSchema);
  if (planned !== null) return resultOf(planned.items);

  const account = await rows.get(tenantKeys.account(run.accountId), accountItemSchema);
  if (account === null) throw new StepError(ERRORS.missingInput, 'account: expected its row, found none');
  const items = WORK_ITEMS.filter((item) => item.through === 'account' || account.organization).map((item) => item.id);
  const written = await rows.transact([
    { kind: 'check', key: tenantKeys.lease(run.accountId), when: holds(lease) },
    { kind: 'put', key, row: { items }, when: absent },
  ]);
  if (written) return resultOf(items);
  const other = await rows.get(key, planItemSchema);
  if (other === null) throw leaseLost(lease);
  return resultOf(other.items);
}

function resultOf(items: readonly string[]): PlanCollectionResult {
  return { items: items.map((itemId) => ({ itemId })), count: items.length };
}
