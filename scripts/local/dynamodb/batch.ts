import type { JsonInput, Operation, Operations } from '../http/aws-json.ts';
import { type Item, sizeOfItem } from './attribute-value.ts';
import { consumed, readUnits, writeUnits } from './capacity.ts';
import { validation } from './errors.ts';
import { itemOf, listOf, oneOf, only, recordOf } from './input.ts';
import { projectionOf } from './item-operations.ts';
import type { Change, Store } from './store.ts';
import type { Table } from './table.ts';
import { effectOf, readDelete, readPut } from './write-actions.ts';

const MOST_WRITES = 25;
const MOST_READS = 100;
const MOST_BYTES = 16 * 1024 * 1024;
const CAPACITY = ['NONE', 'TOTAL', 'INDEXES'] as const;

/** How many of a batch's requests are done; the rest comes back as unprocessed, as AWS may do at any time. */
export type BatchLimit = (operation: 'BatchGetItem' | 'BatchWriteItem', requested: number) => number;

export function batchOperations(store: Store, limit: BatchLimit): Operations {
  return new Map<string, Operation>([
    ['BatchWriteItem', (input) => batchWrite(store, input, limit)],
    ['BatchGetItem', (input) => batchGet(store, input, limit)],
  ]);
}

function batchWrite(store: Store, input: JsonInput, limit: BatchLimit) {
  only(input, ['RequestItems', 'ReturnConsumedCapacity']);
  const requests = Object.entries(recordOf(input['RequestItems'], 'RequestItems')).flatMap(([table, list]) =>
    listOf(list, table).map((request) => ({ table, request: recordOf(request, table) })),
  );
  if (requests.length < 1 || requests.length > MOST_WRITES) {
    throw validation(
      `Too many items requested for the BatchWriteItem call: expected 1 to ${MOST_WRITES}, found ${requests.length}`,
    );
  }
  const actions = requests.map(({ table, request }) => {
    only(request, ['PutRequest', 'DeleteRequest']);
    const put = request['PutRequest'];
    const body = recordOf(put ?? request['DeleteRequest'], 'PutRequest or DeleteRequest');
    return (put ? readPut : readDelete)(store, { TableName: table, ...body });
  });
  refuseRepeats(actions);
  const bytes = actions.reduce((sum, action) => sum + sizeOfItem(action.next(undefined) ?? {}), 0);
  if (bytes > MOST_BYTES) throw validation(`The batch exceeds ${MOST_BYTES} bytes`);
  const done = Math.min(requests.length, limit('BatchWriteItem', requests.length));
  const units: Record<string, number> = {};
  const changes: Change[] = [];
  for (const action of actions.slice(0, done)) {
    const { before, after, change } = effectOf(action);
    const { name } = action.table.definition;
    units[name] = (units[name] ?? 0) + writeUnits(before, after);
    if (change) changes.push(change);
  }
  // No transaction: each write is a line of its own.
  for (const change of changes) store.write([change]);
  return {
    UnprocessedItems: grouped(requests.slice(done).map(({ table, request }) => [table, request])),
    ...consumed(oneOf(input, 'ReturnConsumedCapacity', CAPACITY), units, true),
  };
}

function refuseRepeats(actions: readonly { table: Table; key: Item }[]): void {
  const keys = actions.map(({ table, key }) => `${table.definition.name} ${JSON.stringify(table.keyOf(key))}`);
  if (new Set(keys).size < keys.length) throw validation('Provided list of item keys contains duplicates');
}

function batchGet(store: Store, input: JsonInput, limit: BatchLimit) {
  only(input, ['RequestItems', 'ReturnConsumedCapacity']);
  const requests = Object.entries(recordOf(input['RequestItems'], 'RequestItems')).flatMap(([name, body]) => {
    const options = recordOf(body, name);
    only(options, ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']);
    const table = store.table(name);
    const pick = projectionOf(options);
    return listOf(options['Keys'], 'Keys').map((source) => {
      const key = itemOf({ Key: source }, 'Key');
      table.checkKey(key);
      return { name, table, key, pick, options };
    });
  });
  if (requests.length < 1 || requests.length > MOST_READS) {
    throw validation(
      `Too many items requested for the BatchGetItem call: expected 1 to ${MOST_READS}, found ${requests.length}`,
    );
  }
  refuseRepeats(requests);
  const allowed = limit('BatchGetItem', requests.length);
  const responses: Record<string, Item[]> = Object.fromEntries(requests.map(({ name }) => [name, []]));
  const units: Record<string, number> = {};
  let bytes = 0;
  let done = 0;
  for (const { name, table, key, pick, options } of requests.slice(0, allowed)) {
    const item = table.get(key);
    const size = item ? sizeOfItem(item) : 0;
    if (bytes + size > MOST_BYTES) break;
    bytes += size;
    done += 1;
    units[name] = (units[name] ?? 0) + readUnits(size, options['ConsistentRead'] === true ? 'consistent' : 'eventual');
    if (item) responses[name]?.push(pick(item));
  }
  const left = requests.slice(done);
  const unprocessed: Record<string, unknown> = {};
  for (const [name, keys] of Object.entries(grouped(left.map(({ name, key }) => [name, key])))) {
    unprocessed[name] = { ...left.find((request) => request.name === name)?.options, Keys: keys };
  }
  const capacity = consumed(oneOf(input, 'ReturnConsumedCapacity', CAPACITY), units, true);
  return { Responses: responses, UnprocessedKeys: unprocessed, ...capacity };
}

function grouped<T>(entries: readonly (readonly [string, T])[]): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const [name, value] of entries) {
    const group = groups[name] ?? [];
    group.push(value);
    groups[name] = group;
  }
  return groups;
}
