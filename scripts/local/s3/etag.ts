import { createHash } from 'node:crypto';

export function md5Hex(body: Buffer | string): string {
  return createHash('md5').update(body).digest('hex');
}

/** The MD5 of an object put at once; under KMS something else, as on AWS, so that nobody takes it for a digest. */
export function etagOf(body: Buffer, encryptedByKms: boolean): string {
  const md5 = md5Hex(body);
  return `"${encryptedByKms ? md5Hex(`kms ${md5}`) : md5}"`;
}

/** The digest of the parts' digests and their number. */
export function multipartEtag(partEtags: readonly string[]): string {
  const digests = Buffer.concat(partEtags.map((etag) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return `"${md5Hex(digests)}-${partEtags.length}"`;
}
