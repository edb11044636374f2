/**
 * DynamoDB on one machine: tables with global secondary indexes, items, queries, batches and transactions.
 *
 * Enforced: expressions with their reserved words, undefined and unused placeholders and overlapping paths; types, sizes
 * and characters of keys; items of 400 KB, pages of 1 MB, batches of 25 and 100, transactions of 100 actions and 4 MB on
 * distinct items, atomic also over a kill, with their cancellation reasons and ClientRequestToken; conditions with
 * ReturnValuesOnConditionCheckFailure; consumed capacity. Expired items stay visible until `deleteExpired` is called.
 * Scan and PartiQL are refused, unknown operations and parameters fail with their names.
 *
 * NOT enforced: signatures, policies and TLS (a gate may decide by access key); throughput and throttling (a gate may);
 * eventual consistency, of indexes too: every read sees every write; TransactionConflict of calls at the same time (calls
 * are handled one after another); encryption and point-in-time recovery; streams, backups, local indexes, the legacy
 * parameters (refused).
 *
 * Not to be relied on: comparing two attributes that are both missing, size() of text with characters beyond ASCII,
 * whether a page holds the item that crosses 1 MB, the exact words of error messages.
 */

import { type AwsJsonService, listenAwsJson, type Operation, type Operations } from '../http/aws-json.ts';
import type { Gates } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { type BatchLimit, batchOperations } from './batch.ts';
import { notSupported } from './errors.ts';
import { itemOperations } from './item-operations.ts';
import { query } from './query.ts';
import { Store } from './store.ts';
import { tableOperations } from './table-operations.ts';
import { transactionOperations } from './transactions.ts';

export interface LocalDynamoDBOptions {
  /** Folder for the journal; without it everything is in memory. */
  readonly folder?: string;
  readonly now?: () => number;
  /** How much of a batch is done before the rest comes back as unprocessed. Default: all. */
  readonly batchLimit?: BatchLimit;
}

export class LocalDynamoDB {
  private readonly store: Store;
  private readonly operations: Operations;

  constructor(options: LocalDynamoDBOptions = {}) {
    const now = options.now ?? Date.now;
    this.store = new Store(options.folder);
    const refused = (name: string): [string, Operation] => [
      name,
      () => {
        throw notSupported(`operation \`${name}\`, which reads past partition keys,`);
      },
    ];
    this.operations = new Map<string, Operation>([
      ...tableOperations(this.store, now),
      ...itemOperations(this.store),
      ['Query', query(this.store)],
      ...batchOperations(this.store, options.batchLimit ?? ((_operation, requested) => requested)),
      ...transactionOperations(this.store, now),
      ...['Scan', 'ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction'].map(refused),
    ]);
  }

  /** Calls an operation without HTTP, with DynamoDB's JSON; throws AwsJsonError. */
  call(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    const perform = this.operations.get(operation);
    if (!perform) throw notSupported(`operation \`${operation}\``);
    return perform(input);
  }

  listen(gates?: Gates): Promise<Listener> {
    const service: AwsJsonService = {
      service: 'dynamodb',
      target: 'DynamoDB_20120810',
      version: '1.0',
      operations: this.operations,
    };
    return listenAwsJson(gates ? { ...service, gates } : service);
  }

  /** Deletes what time-to-live says has expired, as AWS does some time within days; answers how many. */
  deleteExpired(now: number): number {
    let deleted = 0;
    for (const [name, table] of this.store.tables) {
      const attribute = table.ttlAttribute;
      if (attribute === null) continue;
      for (const item of table.all()) {
        const expiry = item[attribute];
        if (!expiry || !('N' in expiry) || Number(expiry.N) * 1000 > now) continue;
        this.store.write([{ table: name, delete: table.keyOf(item) }]);
        deleted += 1;
      }
    }
    return deleted;
  }

  close(): void {
    this.store.close();
  }
}
