/**
 * Keys of the directory table: ids and times only, read by the few steps that must look across customers.
 * Imports nothing.
 */
export const DIRECTORY_PARTITION_KEY = 'list';
export const DIRECTORY_SORT_KEY = 'entry';

export interface DirectoryKey {
  readonly list: string;
  readonly entry: string;
}

export const directoryKeys = {
  /** Every account that nights are run for, with time zone and report time. */
  schedule: (customerId: string, accountId: string): DirectoryKey => ({
    list: 'schedule',
    entry: `${customerId}#${accountId}`,
  }),
  scheduleList: (): string => 'schedule',
  /** Claims of one local date. */
  claim: (localDate: string, customerId: string, accountId: string): DirectoryKey => ({
    list: `night#${localDate}`,
    entry: `${customerId}#${accountId}`,
  }),
  claimList: (localDate: string): string => `night#${localDate}`,
  /** Runs that were claimed and have not ended. */
  openRun: (customerId: string, accountId: string, runId: string): DirectoryKey => ({
    list: 'open',
    entry: `${customerId}#${accountId}#${runId}`,
  }),
  openList: (): string => 'open',
  /** Which key a customer's data is under. */
  customer: (customerId: string): DirectoryKey => ({ list: 'customer', entry: customerId }),
  /** Which customer an account belongs to. */
  owner: (accountId: string): DirectoryKey => ({ list: `account#${accountId}`, entry: 'owner' }),
  /** How a customer's night ended: the SLO ledger. */
  ledger: (localDate: string, customerId: string): DirectoryKey => ({ list: `ledger#${localDate}`, entry: customerId }),
  ledgerList: (localDate: string): string => `ledger#${localDate}`,
} as const;
