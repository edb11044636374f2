/** Objects of the run bucket. `etag` is what a conditional write is conditioned on. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
}

export type PutCondition = { readonly kind: 'absent' } | { readonly kind: 'unchanged'; readonly etag: string };

export interface PutOptions {
  /** Id of the customer's KMS key; null for objects that belong to no customer (sweep lists). */
  readonly keyId: string | null;
  readonly contentType: string;
  readonly when?: PutCondition;
}

/** Reads are strongly consistent, as S3's are. */
export interface RunBucket {
  get(key: string): Promise<StoredObject | null>;
  /** The etag of an object, or null where there is none. */
  head(key: string): Promise<string | null>;
  /** False where the condition did not hold, and then nothing was written. */
  put(key: string, body: Uint8Array, options: PutOptions): Promise<boolean>;
}
