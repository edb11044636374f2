/**
 * The encryption context that binds a ciphertext to its customer, its account and its purpose: a row pasted into
 * another customer's partition does not open. Imports nothing.
 */
export const PURPOSES = ['cache', 'link', 'hash-key'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface EncryptionContext {
  readonly customerId: string;
  readonly accountId: string;
  readonly purpose: Purpose;
}

/** As KMS takes it. */
export function kmsContext(context: EncryptionContext): Record<string, string> {
  return { accountId: context.accountId, customerId: context.customerId, purpose: context.purpose };
}

/** As AES-GCM's additional authenticated data takes it: one line of fixed order. */
export function additionalData(context: EncryptionContext): string {
  return `nightjar/1;customerId=${context.customerId};accountId=${context.accountId};purpose=${context.purpose}`;
}
