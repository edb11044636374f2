import { createHash, randomBytes } from 'node:crypto';

/** A source of bytes. */
export type Randomness = (length: number) => Buffer;

/** The system's own, which nobody can repeat. */
export const systemRandomness: Randomness = (length) => randomBytes(length);

/** The same bytes for the same seed, for tests that must be repeatable. Never for keys that protect anything. */
export function seededRandomness(seed: string): Randomness {
  let block = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let bytes = 0; bytes < length; bytes += 32) {
      blocks.push(createHash('sha256').update(`${seed} ${block++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };
}

/** A version 4 identifier. */
export function uuidFrom(randomness: Randomness): string {
  const bytes = randomness(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
