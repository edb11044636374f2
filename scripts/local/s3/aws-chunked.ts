import { S3Error } from './errors.ts';

/** A body sent as `Content-Encoding: aws-chunked`, taken apart: the bytes themselves and the trailing headers. */
export interface Decoded {
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Decodes aws-chunked: `<hex size>[;extension]\r\n<bytes>\r\n` repeated, a chunk of size 0, then trailers. Signatures of
 * chunks are not checked. The SDK sends streams so, with their checksum as a trailer.
 */
export function decodeAwsChunked(encoded: Buffer, headers: Readonly<Record<string, string>>): Decoded {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : Number.parseInt(encoded.toString('latin1', at, end).split(';')[0] ?? '', 16);
    if (Number.isNaN(size)) throw incomplete('expected the size of a chunk');
    at = end + 2;
    if (size === 0) break;
    if (encoded.toString('latin1', at + size, at + size + 2) !== '\r\n') throw incomplete('a chunk is cut short');
    chunks.push(encoded.subarray(at, at + size));
    at += size + 2;
  }
  const body = Buffer.concat(chunks);
  const expected = headers['x-amz-decoded-content-length'];
  if (expected !== undefined && Number(expected) !== body.length) {
    throw incomplete(`expected ${expected} bytes, found ${body.length}`);
  }
  return { body, trailers: trailersIn(encoded.toString('latin1', at), headers['x-amz-trailer']) };
}

function incomplete(message: string): S3Error {
  return new S3Error(400, 'IncompleteBody', message);
}

function trailersIn(text: string, announced: string | undefined): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  for (const name of announced?.split(',').map((part) => part.trim()) ?? []) {
    if (!(name in trailers)) throw new S3Error(400, 'MalformedTrailerError', `expected the trailer \`${name}\``);
  }
  return trailers;
}
