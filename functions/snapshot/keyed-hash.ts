import { createHash, createHmac } from 'node:crypto';

/** Hex HMAC-SHA-256: names content without letting anybody who lacks the key confirm a guess at it. */
export function keyedHash(key: Uint8Array, content: Uint8Array): string {
  return createHmac('sha256', key).update(content).digest('hex');
}

/** Hex SHA-256: names what is public within the run, such as its files. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
