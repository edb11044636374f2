/**
 * Sort keys of the tenant table. The partition key is exactly the customer id; keys hold ids, dates and keyed
 * hashes, never ARNs, names or tags. Imports nothing.
 */
export const TENANT_PARTITION_KEY = 'customerId';
export const TENANT_SORT_KEY = 'item';

export const tenantKeys = {
  /** Time zone, report time, id of the customer's key. */
  customer: (): string => 'customer',
  account: (accountId: string): string => `account#${accountId}`,
  accountPrefix: (): string => 'account#',
  /** The onboarding handshake of an account: role and external id, enveloped. */
  accountLink: (accountId: string): string => `link#account#${accountId}`,
  /** The organization's: the account it is read from, role and external id, enveloped. */
  organizationLink: (): string => 'link#organization',
  run: (accountId: string, runId: string): string => `run#${accountId}#${runId}`,
  runPrefix: (accountId: string): string => `run#${accountId}#`,
  lease: (accountId: string): string => `lease#${accountId}`,
  /** Which work items a run collects. */
  plan: (accountId: string, runId: string): string => `plan#${accountId}#${runId}`,
  /** What a work item brought: hashes of its pages. */
  collected: (accountId: string, runId: string, itemId: string): string => `collected#${accountId}#${runId}#${itemId}`,
  collectedPrefix: (accountId: string, runId: string): string => `collected#${accountId}#${runId}#`,
  /** That every item of the plan was collected: what companions wait for. */
  snapshot: (accountId: string, runId: string): string => `snapshot#${accountId}#${runId}`,
  snapshotPrefix: (accountId: string): string => `snapshot#${accountId}#`,
  /** One collected page, enveloped; named by the keyed hash of its content. */
  cache: (accountId: string, contentHash: string): string => `cache#${accountId}#${contentHash}`,
  /** The published run of an account: the truth that readers follow. */
  pointer: (accountId: string): string => `pointer#${accountId}`,
  pointerPrefix: (): string => 'pointer#',
  outbox: (kind: string, subject: string): string => `outbox#${kind}#${subject}`,
  outboxPrefix: (kind: string): string => `outbox#${kind}#`,
  failure: (accountId: string, runId: string, attempt: number): string => `failure#${accountId}#${runId}#a${attempt}`,
} as const;
