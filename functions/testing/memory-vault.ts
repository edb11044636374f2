import { additionalData } from '../../shared/contract/encryption-context.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';

/** A vault that seals nothing and yet opens only under the context that it was sealed under. */
export function memoryVault(): Vault {
  return {
    seal: async (keyId, context, plaintext) => ({
      wrappedKey: new TextEncoder().encode(keyId),
      iv: new TextEncoder().encode(additionalData(context)),
      ciphertext: Uint8Array.from(plaintext),
    }),
    open: async (context, envelope) => {
      if (new TextDecoder().decode(envelope.iv) !== additionalData(context)) {
        throw new StepError(ERRORS.undecryptable, 'envelope: expected another context');
      }
      return envelope.ciphertext;
    },
  };
}
