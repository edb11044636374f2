import type { z } from 'zod';
import type { DirectoryKey } from '../../shared/contract/directory-keys.ts';
import type { Condition } from './condition.ts';

/** Attributes of a row without its key. */
export type Row = Readonly<Record<string, unknown>>;

/** One write of a transaction; `check` writes nothing and only demands its condition. */
export type Write<Key> =
  | { readonly kind: 'put'; readonly key: Key; readonly row: Row; readonly when?: Condition }
  | { readonly kind: 'delete'; readonly key: Key; readonly when?: Condition }
  | { readonly kind: 'check'; readonly key: Key; readonly when: Condition };

/**
 * Rows of one partition-keyed table. Reads are strongly consistent. A row that does not fit its schema is a bug of
 * ours and throws `Unexpected`. Writes answer false where their condition did not hold, and then nothing was written.
 */
interface Rows<Key, List> {
  get<T>(key: Key, schema: z.ZodType<T>): Promise<T | null>;
  /** All rows of a list in key order, page after page. */
  query<T>(list: List, schema: z.ZodType<T>): Promise<readonly { readonly key: string; readonly row: T }[]>;
  put(key: Key, row: Row, when?: Condition): Promise<boolean>;
  delete(key: Key, when?: Condition): Promise<boolean>;
}

/** The rows of one customer: there is no way to name another's. Keys are sort keys, lists their prefixes. */
export interface TenantRows extends Rows<string, string> {
  readonly customerId: string;
  /** True where the row exists; reads no payload. */
  has(key: string): Promise<boolean>;
  /** All of it or nothing; false where some condition did not hold. At most 100 writes. */
  transact(writes: readonly Write<string>[]): Promise<boolean>;
}

/** Gives the rows of one customer; the one door to customers' data. */
export interface TenantTable {
  rowsOf(customerId: string): TenantRows;
}

/** Ids and times across customers. */
export interface Directory extends Rows<DirectoryKey, string> {
  transact(writes: readonly Write<DirectoryKey>[]): Promise<boolean>;
}
