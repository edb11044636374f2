import type { z } from 'zod';
import type { DirectoryKey } from '../../shared/contract/directory-keys.ts';
import type { Condition } from '../ports/condition.ts';
import type { Directory, Row, TenantRows, TenantTable, Write } from '../ports/rows.ts';

/** A table in memory: rows by partition and sort key, judged by the same conditions as DynamoDB's. */
class MemoryTable {
  readonly rows = new Map<string, Map<string, Row>>();
  /** Called before each write; throws to play a fault. */
  beforeWrite: (() => void) | null = null;

  find(partition: string, sort: string): Row | undefined {
    return this.rows.get(partition)?.get(sort);
  }

  list(partition: string, prefix: string): [string, Row][] {
    const rows = [...(this.rows.get(partition) ?? new Map<string, Row>())];
    return rows.filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  write(
    writes: readonly { partition: string; sort: string; row: Row | null | undefined; when?: Condition | undefined }[],
  ) {
    this.beforeWrite?.();
    for (const { partition, sort, when } of writes) {
      if (when !== undefined && !holds(when, this.find(partition, sort))) return false;
    }
    for (const { partition, sort, row } of writes) {
      if (row === undefined) continue;
      const list = this.rows.get(partition) ?? new Map<string, Row>();
      this.rows.set(partition, list);
      if (row === null) list.delete(sort);
      else list.set(sort, structuredClone(row));
    }
    return true;
  }
}

function holds(condition: Condition, row: Row | undefined): boolean {
  switch (condition.kind) {
    case 'absent':
      return row === undefined;
    case 'equals':
      return row?.[condition.attribute] === condition.value;
    case 'below': {
      const value = row?.[condition.attribute];
      return (typeof value === 'string' || typeof value === 'number') && value < condition.value;
    }
    case 'all':
      return condition.of.every((inner) => holds(inner, row));
    case 'any':
      return condition.of.some((inner) => holds(inner, row));
  }
}

/** Lets others run in between, as a call over the network would. */
const yieldOnce = () => new Promise<void>((resolve) => setImmediate(resolve));

export class MemoryTenants implements TenantTable {
  readonly table = new MemoryTable();

  rowsOf(customerId: string): TenantRows {
    const { table } = this;
    const one = (write: Write<string>) => ({
      partition: customerId,
      sort: write.key,
      row: write.kind === 'put' ? write.row : write.kind === 'delete' ? null : undefined,
      when: write.when,
    });
    return {
      customerId,
      get: async (key, schema) => read(await later(() => table.find(customerId, key)), schema),
      has: async (key) => (await later(() => table.find(customerId, key))) !== undefined,
      query: async (prefix, schema) =>
        (await later(() => table.list(customerId, prefix))).map(([key, row]) => ({ key, row: schema.parse(row) })),
      put: (key, row, when) =>
        later(() => table.write([one({ kind: 'put', key, row, ...(when === undefined ? {} : { when }) })])),
      delete: (key, when) =>
        later(() => table.write([one({ kind: 'delete', key, ...(when === undefined ? {} : { when }) })])),
      transact: (writes) => later(() => table.write(writes.map(one))),
    };
  }
}

export class MemoryDirectory implements Directory {
  readonly table = new MemoryTable();

  async get<T>(key: DirectoryKey, schema: z.ZodType<T>): Promise<T | null> {
    return read(await later(() => this.table.find(key.list, key.entry)), schema);
  }

  async query<T>(list: string, schema: z.ZodType<T>): Promise<{ key: string; row: T }[]> {
    const rows = await later(() => this.table.list(list, ''));
    return rows.map(([key, row]) => ({ key, row: schema.parse(row) }));
  }

  put(key: DirectoryKey, row: Row, when?: Condition): Promise<boolean> {
    return later(() => this.table.write([{ partition: key.list, sort: key.entry, row, when }]));
  }

  delete(key: DirectoryKey, when?: Condition): Promise<boolean> {
    return later(() => this.table.write([{ partition: key.list, sort: key.entry, row: null, when }]));
  }

  transact(writes: readonly Write<DirectoryKey>[]): Promise<boolean> {
    return later(() =>
      this.table.write(
        writes.map((write) => ({
          partition: write.key.list,
          sort: write.key.entry,
          row: write.kind === 'put' ? write.row : write.kind === 'delete' ? null : undefined,
          when: write.when,
        })),
      ),
    );
  }
}

async function later<T>(act: () => T): Promise<T> {
  await yieldOnce();
  return act();
}

function read<T>(row: Row | undefined, schema: z.ZodType<T>): T | null {
  return row === undefined ? null : schema.parse(row);
}
