import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { additionalData, type EncryptionContext, kmsContext } from '../../shared/contract/encryption-context.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import type { Envelope } from '../../shared/contract/tenant-items.ts';
import { StepError } from '../ports/step-error.ts';
import type { Vault } from '../ports/vault.ts';

/** What a data key may seal before a new one is made: far below the 2^32 messages at which random IVs meet. */
const MESSAGES_PER_DATA_KEY = 100_000;

/** Largest plaintext that an envelope may hold: what inflating may cost in memory is bounded by it. */
const LARGEST_PLAINTEXT = 256 * 1024 * 1024;

const IV_BYTES = 12;
const TAG_BYTES = 16;

interface DataKey {
  readonly plaintext: Uint8Array;
  readonly wrapped: Uint8Array;
  uses: number;
}

/**
 * Envelope encryption under a customer's KMS key: payloads are deflated, then sealed with AES-256-GCM under a data
 * key whose encryption context is also the cipher's additional data. Make one per invocation: one data key per
 * (key, context) and invocation, and no key outlives it in a warm environment.
 */
export function customerVault(client: KMSClient): Vault {
  const sealing = new Map<string, Promise<DataKey>>();
  const opened = new Map<string, Promise<Uint8Array>>();

  async function newDataKey(keyId: string, context: EncryptionContext): Promise<DataKey> {
    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: kmsContext(context) }),
    );
    if (made.Plaintext === undefined || made.CiphertextBlob === undefined) {
      throw new StepError(ERRORS.unexpected, 'key: expected a data key, found none');
    }
    return { plaintext: made.Plaintext, wrapped: made.CiphertextBlob, uses: 0 };
  }

  /** The invocation's data key for a context; asked for once, however many messages wait for it. */
  async function sealingKey(keyId: string, context: EncryptionContext): Promise<DataKey> {
    const id = `${keyId} ${additionalData(context)}`;
    const known = sealing.get(id) ?? newDataKey(keyId, context);
    sealing.set(id, known);
    known.catch(() => sealing.delete(id));
    const key = await known;
    if (key.uses < MESSAGES_PER_DATA_KEY) return key;
    sealing.delete(id);
    return sealingKey(keyId, context);
  }

  async function unwrap(context: EncryptionContext, wrapped: Uint8Array): Promise<Uint8Array> {
    const answer = await client.send(
      new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: kmsContext(context) }),
    );
    if (answer.Plaintext === undefined) throw new Error('expected a plaintext, found none');
    return answer.Plaintext;
  }

  return {
    async seal(keyId, context, plaintext) {
      const key = await sealingKey(keyId, context);
      key.uses += 1;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key.plaintext, iv);
      cipher.setAAD(Buffer.from(additionalData(context)));
      const ciphertext = Buffer.concat([cipher.update(deflateRawSync(plaintext)), cipher.final(), cipher.getAuthTag()]);
      return { wrappedKey: key.wrapped, iv: new Uint8Array(iv), ciphertext: new Uint8Array(ciphertext) };
    },

    async open(context, envelope) {
      const id = `${Buffer.from(envelope.wrappedKey).toString('base64')} ${additionalData(context)}`;
      let key = opened.get(id);
      if (key === undefined) {
        key = unwrap(context, envelope.wrappedKey);
        opened.set(id, key);
      }
      try {
        return decrypt(await key, context, envelope);
      } catch (error) {
        opened.delete(id);
        if (error instanceof Error && UNREACHABLE.has(error.name)) throw error;
        throw new StepError(
          ERRORS.undecryptable,
          `envelope: expected one of \`${context.purpose}\` under this customer`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** Failures of KMS that say nothing about the envelope: tried again under their own names. */
const UNREACHABLE = new Set([
  'ThrottlingException',
  'KMSInternalException',
  'DependencyTimeoutException',
  'KeyUnavailableException',
  'TimeoutError',
]);

function decrypt(key: Uint8Array, context: EncryptionContext, envelope: Envelope): Uint8Array {
  const split = envelope.ciphertext.length - TAG_BYTES;
  if (split < 0) throw new Error('ciphertext: expected a tag, found less');
  const decipher = createDecipheriv('aes-256-gcm', key, envelope.iv);
  decipher.setAAD(Buffer.from(additionalData(context)));
  decipher.setAuthTag(envelope.ciphertext.subarray(split));
  const deflated = Buffer.concat([decipher.update(envelope.ciphertext.subarray(0, split)), decipher.final()]);
  return new Uint8Array(inflateRawSync(deflated, { maxOutputLength: LARGEST_PLAINTEXT }));
}
