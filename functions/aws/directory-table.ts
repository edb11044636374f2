import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  DIRECTORY_PARTITION_KEY,
  DIRECTORY_SORT_KEY,
  type DirectoryKey,
} from '../../shared/contract/directory-keys.ts';
import type { Directory } from '../ports/rows.ts';
import { type FullKey, TableRows } from './table-rows.ts';

/** The directory table: ids and times across customers. */
export function directoryTable(client: DynamoDBDocumentClient, table: string): Directory {
  const rows = new TableRows(client, table, DIRECTORY_PARTITION_KEY, DIRECTORY_SORT_KEY);
  const full = (key: DirectoryKey): FullKey => ({
    [DIRECTORY_PARTITION_KEY]: key.list,
    [DIRECTORY_SORT_KEY]: key.entry,
  });
  return {
    get: (key, schema) => rows.get(full(key), schema),
    query: (list, schema) => rows.query(list, '', schema),
    put: (key, row, when) => rows.put(full(key), row, when),
    delete: (key, when) => rows.delete(full(key), when),
    transact: (writes) => rows.transact(writes.map((write) => ({ ...write, key: full(write.key) }))),
  };
}
