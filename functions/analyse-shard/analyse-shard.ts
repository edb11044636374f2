import { ERRORS } from '../../shared/contract/errors.ts';
import type { AnalyseShardEvent, AnalyseShardResult } from '../../shared/contract/payloads.ts';
import { renew } from '../lease/lease.ts';
import type { Analysis } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { TenantTable } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';
import { customerOf, loadInput, loadPlan } from '../snapshot/load-plan.ts';
import { Placing } from '../snapshot/placing.ts';
import { keepShard } from '../snapshot/shard-store.ts';

export interface AnalyseShardPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly analysis: Analysis;
  readonly clock: Clock;
}

/**
 * Computes the access of one range of principals and keeps it under a name that the plan and the range decide: a
 * second call writes the same bytes.
 */
export async function analyseShard(event: AnalyseShardEvent, ports: AnalyseShardPorts): Promise<AnalyseShardResult> {
  const { run, lease, shard } = event;
  const rows = ports.tenants.rowsOf(run.customerId);
  const held = await renew(rows, run.accountId, lease, ports.clock);
  const plan = await loadPlan(run, event.plan, ports.bucket);
  const planned = plan.shards[shard.shard];
  if (planned === undefined || planned.from !== shard.from || planned.to !== shard.to) {
    throw new StepError(ERRORS.invalidEvent, `shard \`${shard.shard}\`: expected a range of the plan`);
  }
  const analysis = ports.analysis.open(await loadInput(plan, { ...ports, rows }));
  const { keyId } = await customerOf(rows);
  const output = analysis.shard(shard, plan.shards.length);
  const { bucket, clock } = ports;
  const placing = new Placing({ run, rows, keyId, bucket, clock }, held);
  const kept = await keepShard({ run, plan: event.plan, shard: shard.shard, bucket }, output, placing, keyId);
  return { shard: shard.shard, rows: kept.rows };
}
