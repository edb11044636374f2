import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notSupported, S3Error } from './errors.ts';

/** Checksums that are verified and returned, by the ending of their header's name. */
export const CHECKSUMS: Readonly<Record<string, (body: Buffer) => string>> = {
  crc32: (body) => big32(crc32(body)),
  crc32c: (body) => big32(crc32c(body)),
  sha1: (body) => createHash('sha1').update(body).digest('base64'),
  sha256: (body) => createHash('sha256').update(body).digest('base64'),
};

export interface Checksum {
  readonly algorithm: string;
  readonly value: string;
}

const PREFIX = 'x-amz-checksum-';
/** Headers with the prefix that are no checksum. */
const NOT_VALUES: ReadonlySet<string> = new Set(['mode', 'algorithm', 'type']);

/**
 * Verifies what a request says of its body: `x-amz-checksum-*` (as header or trailer), Content-MD5 and
 * x-amz-content-sha256. Answers with the checksum to be stored, or null where none was sent.
 */
export function verifyChecksums(headers: Readonly<Record<string, string>>, body: Buffer): Checksum | null {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const sha256 = headers['x-amz-content-sha256'] ?? '';
  if (/^[0-9a-f]{64}$/.test(sha256) && sha256 !== createHash('sha256').update(body).digest('hex')) {
    const message = 'The provided x-amz-content-sha256 header does not match what was computed.';
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', message);
  }
  let stored: Checksum | null = null;
  for (const [name, value] of Object.entries(headers)) {
    const algorithm = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    if (algorithm === '' || NOT_VALUES.has(algorithm)) continue;
    const compute = CHECKSUMS[algorithm];
    if (!compute) throw notSupported(`checksum \`${name}\``);
    if (compute(body) !== value) {
      const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new S3Error(400, 'BadDigest', message);
    }
    stored = { algorithm, value };
  }
  return stored;
}

function big32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}

const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(body: Buffer): number {
  let value = 0xffffffff;
  for (const byte of body) value = ((CASTAGNOLI[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)) >>> 0;
  return value ^ 0xffffffff;
}
