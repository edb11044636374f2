import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TENANT_PARTITION_KEY, TENANT_SORT_KEY } from '../../shared/contract/tenant-keys.ts';
import type { TenantRows, TenantTable } from '../ports/rows.ts';
import { type FullKey, TableRows } from './table-rows.ts';

/** The tenant table: its partition key is exactly the customer id, and rows of no other can be named. */
export function tenantTable(client: DynamoDBDocumentClient, table: string): TenantTable {
  const rows = new TableRows(client, table, TENANT_PARTITION_KEY, TENANT_SORT_KEY);
  return {
    rowsOf(customerId): TenantRows {
      const full = (key: string): FullKey => ({ [TENANT_PARTITION_KEY]: customerId, [TENANT_SORT_KEY]: key });
      return {
        customerId,
        get: (key, schema) => rows.get(full(key), schema),
        has: (key) => rows.has(full(key)),
        query: (prefix, schema) => rows.query(customerId, prefix, schema),
        put: (key, row, when) => rows.put(full(key), row, when),
        delete: (key, when) => rows.delete(full(key), when),
        transact: (writes) => rows.transact(writes.map((write) => ({ ...write, key: full(write.key) }))),
      };
    },
  };
}
