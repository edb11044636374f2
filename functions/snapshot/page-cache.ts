import type { EncryptionContext } from '../../shared/contract/encryption-context.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { type CustomerItem, cacheItemSchema, type Envelope } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import { CACHE_VERSION } from '../../shared/contract/versions.ts';
import { cacheObjectKey } from '../../shared/contract/work-keys.ts';
import type { RunBucket } from '../ports/bucket.ts';
import { absent } from '../ports/condition.ts';
import type { TenantRows } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';
import { keyedHash } from './keyed-hash.ts';

/**
 * Pages of collected accounts: sealed under the customer's key, named by the keyed hash of their content, written once
 * and never changed. A page cannot be stale, because its name is what it says.
 */
export interface PageCache {
  /** Keeps a page; `written` is false where the same content is kept already. */
  keep(content: Uint8Array): Promise<{ readonly hash: string; readonly written: boolean }>;
  /** The page of a hash. Throws `MissingInput`, or `Undecryptable` where it is not the one that was kept. */
  read(hash: string): Promise<Uint8Array>;
}

export interface PageCachePorts {
  readonly rows: TenantRows;
  readonly accountId: string;
  readonly customer: CustomerItem;
  readonly bucket: RunBucket;
  readonly vault: Vault;
}

/** Ciphertext up to here lies in the table (an item holds 400 KB), beyond in the bucket. */
const LARGEST_ITEM_BYTES = 300_000;

export async function pageCache(ports: PageCachePorts): Promise<PageCache> {
  const { rows, accountId, customer, bucket, vault } = ports;
  const { customerId } = rows;
  const context: EncryptionContext = { customerId, accountId, purpose: 'cache' };
  const hashKey = await vault.open({ customerId, accountId: 'customer', purpose: 'hash-key' }, customer.hashKey);

  return {
    async keep(content) {
      const hash = keyedHash(hashKey, content);
      const key = tenantKeys.cache(accountId, hash);
      if (await rows.has(key)) return { hash, written: false };
      const envelope = await vault.seal(customer.keyId, context, content);
      const plain = { version: CACHE_VERSION, bytes: content.length };
      if (envelope.ciphertext.length <= LARGEST_ITEM_BYTES) {
        return { hash, written: await rows.put(key, { ...plain, envelope }, absent) };
      }
      const objectKey = cacheObjectKey(customerId, accountId, hash);
      const options = { keyId: customer.keyId, contentType: 'application/octet-stream' };
      // The ciphertext goes to the bucket, what opens it stays in the row: written last, so that it never dangles.
      // The object's name carries the IV, or two writers' ciphertexts would overwrite each other's.
      const name = `${objectKey}-${Buffer.from(envelope.iv).toString('hex')}`;
      await bucket.put(name, envelope.ciphertext, options);
      const shell = { ...envelope, ciphertext: new Uint8Array(0) };
      return { hash, written: await rows.put(key, { ...plain, envelope: shell, objectKey: name }, absent) };
    },

    async read(hash) {
      const row = await rows.get(tenantKeys.cache(accountId, hash), cacheItemSchema);
      if (row === null) throw new StepError(ERRORS.missingInput, 'cache: expected a page, found none');
      const content = await vault.open(context, await completed(row.envelope, row.objectKey, bucket));
      if (keyedHash(hashKey, content) !== hash) {
        throw new StepError(ERRORS.undecryptable, 'cache: expected the page of its name, found another');
      }
      return content;
    },
  };
}

async function completed(envelope: Envelope, objectKey: string | undefined, bucket: RunBucket): Promise<Envelope> {
  if (objectKey === undefined) return envelope;
  const object = await bucket.get(objectKey);
  if (object === null) throw new StepError(ERRORS.missingInput, 'cache: expected a page in the bucket, found none');
  return { ...envelope, ciphertext: object.body };
}
