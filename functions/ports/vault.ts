import type { EncryptionContext } from '../../shared/contract/encryption-context.ts';
import type { Envelope } from '../../shared/contract/tenant-items.ts';

/**
 * Seals what a customer owns under that customer's key. `open` throws `Undecryptable` for another customer's
 * envelope, another context, a changed ciphertext or a disabled key, and then returns nothing.
 */
export interface Vault {
  seal(keyId: string, context: EncryptionContext, plaintext: Uint8Array): Promise<Envelope>;
  open(context: EncryptionContext, envelope: Envelope): Promise<Uint8Array>;
}
