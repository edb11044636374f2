/**
 * Where things lie in the run bucket and in every mirror of it (`night --out DIR`). Imports nothing, so that
 * functions, infrastructure, scripts and the dashboard build keys in one place.
 */

/** Files of a run folder, in the order in which a reader wants them. */
export const RUN_FILES = {
  manifest: 'manifest.json',
  world: 'world.jsonl',
  principals: 'principals.jsonl',
  resources: 'resources.jsonl',
  access: 'access.jsonl',
  statements: 'statements.jsonl',
  heldBack: 'held-back.jsonl',
  findings: 'findings.jsonl',
  changes: 'changes.jsonl',
} as const;
export type RunFile = keyof typeof RUN_FILES;

/** Everything of a customer lies under this prefix. */
export function customerPrefix(customerId: string): string {
  return `customers/${customerId}/`;
}

/** Folder of one run, immutable once published. */
export function runPrefix(customerId: string, accountId: string, runId: string): string {
  return `${customerPrefix(customerId)}runs/${accountId}/${runId}/`;
}

/** The published runs of each account: the one object a browser starts from. */
export function indexKey(customerId: string): string {
  return `${customerPrefix(customerId)}index.json`;
}

/** The four k9-compatible tables. */
export const TABLES = ['principals', 'resources', 'principal-access-summaries', 'resource-access-summaries'] as const;
export type Table = (typeof TABLES)[number];

/** Dated key of a table; `analysisTime` is ISO 8601 UTC. */
export function tableKey(customerId: string, accountId: string, table: Table, analysisTime: string): string {
  const stamp = `${analysisTime.slice(0, 10)}-${analysisTime.slice(11, 13)}${analysisTime.slice(14, 16)}`;
  return `${customerPrefix(customerId)}reports/aws/${accountId}/${analysisTime.slice(0, 4)}/${analysisTime.slice(5, 7)}/${table}.${stamp}.csv`;
}

/** Key of a table's newest copy. */
export function latestTableKey(customerId: string, accountId: string, table: Table): string {
  return `${customerPrefix(customerId)}reports/aws/${accountId}/latest/${table}.latest.csv`;
}

/** Claims of one sweep, read by the nightly state machine's Map. */
export function sweepKey(slot: string): string {
  return `sweeps/${slot}.json`;
}

/** A run as `index.json` lists it, for readers without a schema library. */
export interface IndexedRun {
  readonly runId: string;
  readonly prefix: string;
  readonly analysisTime: string;
  readonly status: string;
}
