import { customerPrefix } from './object-keys.ts';

/**
 * Objects of a run in the making: never read by a customer, and of no use once the run is published. Named by content
 * or by plan, so that a step that runs twice writes the same object.
 */

/** Everything of a customer that is work. */
export function workPrefix(customerId: string, accountId: string, runId: string): string {
  return `${customerPrefix(customerId)}work/${accountId}/${runId}/`;
}

/** What is analysed: which cache items, whose companions, which shards. `hash` is of its text. */
export function planKey(customerId: string, accountId: string, runId: string, hash: string): string {
  return `${workPrefix(customerId, accountId, runId)}plan-${hash}.json`;
}

/** What is kept of one shard of a plan beside its files. */
export function shardKey(customerId: string, accountId: string, runId: string, plan: string, shard: number): string {
  return `${workPrefix(customerId, accountId, runId)}${plan}/shard-${String(shard).padStart(4, '0')}`;
}

/** What a format consists of: names, rows, hashes of the rendered files. */
export function renderedListKey(
  customerId: string,
  accountId: string,
  runId: string,
  plan: string,
  format: string,
): string {
  return `${workPrefix(customerId, accountId, runId)}${plan}/rendered-${format}.json`;
}

/** A cache payload that is too large for a table item; enveloped like those. */
export function cacheObjectKey(customerId: string, accountId: string, contentHash: string): string {
  return `${customerPrefix(customerId)}cache/${accountId}/${contentHash}`;
}
