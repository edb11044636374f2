import { createCipheriv, createDecipheriv } from 'node:crypto';
import { kmsError } from './errors.ts';
import type { Randomness } from './randomness.ts';

/** The encryption context of a call. */
export type Context = Readonly<Record<string, string>>;

const MAGIC = Buffer.from('NJK1');
const ID_BYTES = 36;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + ID_BYTES + IV_BYTES;

/** The context as bytes; the order of its names does not matter. */
function bytesOf(context: Context): Buffer {
  const pairs = Object.entries(context).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return Buffer.from(JSON.stringify(pairs));
}

/** Seals bytes under a key; the key's id and the context are part of what is authenticated. */
export function seal(
  keyId: string,
  material: Buffer,
  plaintext: Buffer,
  context: Context,
  randomness: Randomness,
): Buffer {
  const iv = randomness(IV_BYTES);
  const header = Buffer.concat([MAGIC, Buffer.from(keyId), iv]);
  const cipher = createCipheriv('aes-256-gcm', material, iv);
  cipher.setAAD(Buffer.concat([header, bytesOf(context)]));
  return Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that sealed a ciphertext; throws InvalidCiphertextException where it is none of ours. */
export function keyIdOf(ciphertext: Buffer): string {
  if (ciphertext.length < HEADER_BYTES + TAG_BYTES || !ciphertext.subarray(0, MAGIC.length).equals(MAGIC))
    throw invalid();
  return ciphertext.toString('latin1', MAGIC.length, MAGIC.length + ID_BYTES);
}

export function open(material: Buffer, ciphertext: Buffer, context: Context): Buffer {
  const header = ciphertext.subarray(0, HEADER_BYTES);
  const split = ciphertext.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', material, header.subarray(HEADER_BYTES - IV_BYTES));
  decipher.setAAD(Buffer.concat([header, bytesOf(context)]));
  decipher.setAuthTag(ciphertext.subarray(split));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(HEADER_BYTES, split)), decipher.final()]);
  } catch {
    // KMS says nothing of why: a changed ciphertext and another context look the same.
    throw invalid();
  }
}

function invalid() {
  return kmsError('InvalidCiphertextException', 'the ciphertext or its encryption context is not valid');
}
