import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261101);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });

/** The body as a client that sends in chunks writes it. */
function encode(chunks: readonly Uint8Array[], trailer: string): Buffer {
  const parts = chunks.map((chunk) =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
  );
  return Buffer.concat([...parts, Buffer.from(`0\r\nx-amz-checksum-crc32:${trailer}\r\n\r\n`)]);
}

test(`what was sent in chunks is put together, whatever it holds (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(bytes), (chunks) => {
      const whole = Buffer.concat(chunks);
      const headers = { 'x-amz-decoded-content-length': String(whole.length), 'x-amz-trailer': 'x-amz-checksum-crc32' };
      const decoded = decodeAwsChunked(encode(chunks, 'AAAAAA=='), headers);
      expect(decoded.body.equals(whole)).toBe(true);
      expect(decoded.trailers['x-amz-checksum-crc32']).toBe('AAAAAA==');
    }),
    { seed },
  );
});

test(`a body cut short is refused, never stored in part (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1 }), fc.nat(), (chunks, at) => {
      const whole = Buffer.concat(chunks);
      const encoded = encode(chunks, 'AAAAAA==');
      const headers = { 'x-amz-decoded-content-length': String(whole.length), 'x-amz-trailer': 'x-amz-checksum-crc32' };
      const end = encoded.lastIndexOf('x-amz-checksum');
      expect(() => decodeAwsChunked(encoded.subarray(0, at % end), headers)).toThrow();
    }),
    { seed },
  );
});
