/**
 * What each function is given. `directory`: the calls it makes on the directory table; `tenants`: whether it reaches
 * customers' data, which it does through a session of the role `tenant-data`.
 */
export interface FunctionNeeds {
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly description: string;
  readonly tenants: boolean;
  readonly directory: readonly DirectoryCall[];
}

export type DirectoryCall = 'GetItem' | 'Query' | 'PutItem' | 'DeleteItem';

/** Little work, and SDK clients to load. */
const SMALL = 512;
/** One whole virtual CPU: analysis is arithmetic. */
const ONE_CPU = 1769;

export const FUNCTION_TABLE: Readonly<Record<string, FunctionNeeds>> = {
  'reconcile-runs': {
    timeoutSeconds: 300,
    memoryMb: SMALL,
    description: 'finishes what an execution that died left behind',
    tenants: true,
    directory: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
  },
  'claim-due-accounts': {
    timeoutSeconds: 120,
    memoryMb: SMALL,
    description: 'claims each due account and local date',
    tenants: false,
    directory: ['Query', 'PutItem'],
  },
  'acquire-lease': {
    timeoutSeconds: 30,
    memoryMb: SMALL,
    description: 'takes the lease of an account',
    tenants: true,
    directory: ['GetItem'],
  },
  'plan-collection': {
    timeoutSeconds: 30,
    memoryMb: SMALL,
    description: 'lists what is read of an account',
    tenants: true,
    directory: ['GetItem'],
  },
  'collect-item': {
    timeoutSeconds: 900,
    memoryMb: SMALL,
    description: 'reads one work item through the customer role',
    tenants: true,
    directory: ['GetItem'],
  },
  'plan-analysis': {
    timeoutSeconds: 300,
    memoryMb: ONE_CPU,
    description: 'pins what a run is computed from',
    tenants: true,
    directory: ['GetItem'],
  },
  'analyse-shard': {
    timeoutSeconds: 900,
    memoryMb: ONE_CPU,
    description: 'computes the access of a range of principals',
    tenants: true,
    directory: ['GetItem'],
  },
  'render-report': {
    timeoutSeconds: 900,
    memoryMb: ONE_CPU,
    description: 'makes the files of one format',
    tenants: true,
    directory: ['GetItem'],
  },
  'publish-report': {
    timeoutSeconds: 600,
    memoryMb: ONE_CPU,
    description: 'makes a run visible',
    tenants: true,
    directory: ['GetItem'],
  },
  'publish-index': {
    timeoutSeconds: 60,
    memoryMb: SMALL,
    description: 'brings index and newest tables up to the pointer',
    tenants: true,
    directory: ['GetItem', 'PutItem', 'DeleteItem'],
  },
  'record-failure': {
    timeoutSeconds: 60,
    memoryMb: SMALL,
    description: 'the one place where every failure ends',
    tenants: true,
    directory: ['GetItem', 'PutItem', 'DeleteItem'],
  },
  'list-due-nights': {
    timeoutSeconds: 60,
    memoryMb: SMALL,
    description: 'lists customers nights whose report time has come',
    tenants: false,
    directory: ['GetItem', 'Query'],
  },
  'close-night': {
    timeoutSeconds: 60,
    memoryMb: SMALL,
    description: 'settles one customer night',
    tenants: true,
    directory: ['GetItem', 'Query', 'PutItem'],
  },
};
