import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';

export interface S3Target {
  readonly client: S3Client;
  readonly bucket: string;
}

/** What the product relies on in S3, put to any endpoint. */
export function s3Contract(target: () => S3Target): void {
  const put = (Key: string, Body: string | Buffer, more: object = {}) =>
    target().client.send(new PutObjectCommand({ Bucket: target().bucket, Key, Body, ...more }));
  const get = async (Key: string, more: object = {}) => {
    const answer = await target().client.send(new GetObjectCommand({ Bucket: target().bucket, Key, ...more }));
    return { ...answer, text: (await answer.Body?.transformToString()) ?? '' };
  };
  const list = (more: object) => target().client.send(new ListObjectsV2Command({ Bucket: target().bucket, ...more }));

  test('what is put is got, with its type and metadata', async () => {
    const key = 'put/ä b+c&d=1.json';
    const written = await put(key, '{"a":"ü"}', {
      ContentType: 'application/json',
      Metadata: { run: '7' },
      CacheControl: 'no-store',
    });
    const read = await get(key);
    expect(read.text).toBe('{"a":"ü"}');
    expect(read).toMatchObject({
      ContentType: 'application/json',
      Metadata: { run: '7' },
      CacheControl: 'no-store',
      ETag: written.ETag,
    });
    expect(read.ContentLength).toBe(10);
  });

  test("the SDK's default checksum is kept and returned", async () => {
    const written = await put('checksum', 'hello');
    expect(written.ChecksumCRC32).toBe('NhCmhg==');
    expect((await get('checksum')).ChecksumCRC32).toBe('NhCmhg==');
  });

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('checksum %s', async (ChecksumAlgorithm) => {
    await put(`checksum-${ChecksumAlgorithm}`, 'hello', { ChecksumAlgorithm });
    expect((await get(`checksum-${ChecksumAlgorithm}`)).text).toBe('hello');
  });

  test('a wrong checksum is refused and nothing is stored', async () => {
    await expect(put('wrong', 'hello', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    await expect(get('wrong')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('a stream, sent in chunks with its checksum behind', async () => {
    const body = randomBytes(200_000);
    const chunks = [body.subarray(0, 70_000), body.subarray(70_000)];
    const Body = Readable.from(chunks);
    await put('stream', Body as never, { ContentLength: body.length });
    const answer = await target().client.send(new GetObjectCommand({ Bucket: target().bucket, Key: 'stream' }));
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(answer.ContentEncoding ?? '').not.toContain('aws-chunked');
  });

  test('If-None-Match: * writes only what is new', async () => {
    await put('new-only', 'first', { IfNoneMatch: '*' });
    await expect(put('new-only', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect((await get('new-only')).text).toBe('first');
  });

  test('If-Match writes only what has not changed', async () => {
    const first = await put('same-only', 'first');
    await put('same-only', 'second', { IfMatch: first.ETag });
    await expect(put('same-only', 'third', { IfMatch: first.ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    });
    expect((await get('same-only')).text).toBe('second');
  });

  test('a read with conditions', async () => {
    const { ETag } = await put('read-if', 'x');
    await expect(get('read-if', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get('read-if', { IfMatch: '"0"' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    expect((await get('read-if', { IfMatch: ETag })).text).toBe('x');
  });

  test.each([
    ['bytes=1-2', '12', 'bytes 1-2/5'],
    ['bytes=3-', '34', 'bytes 3-4/5'],
    ['bytes=-2', '34', 'bytes 3-4/5'],
    ['bytes=1-99', '1234', 'bytes 1-4/5'],
  ])('range %s', async (Range, text, ContentRange) => {
    await put('range', '01234');
    expect(await get('range', { Range })).toMatchObject({ text, ContentRange });
  });

  test('a range behind the end', async () => {
    await put('range', '01234');
    await expect(get('range', { Range: 'bytes=5-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('an object that is not there', async () => {
    await expect(get('missing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const head = new HeadObjectCommand({ Bucket: target().bucket, Key: 'missing' });
    await expect(target().client.send(head)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(list({ Bucket: 'no-such-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('delete, twice', async () => {
    await put('deleted/a', 'x');
    const remove = () => target().client.send(new DeleteObjectCommand({ Bucket: target().bucket, Key: 'deleted/a' }));
    await remove();
    await remove();
    await expect(get('deleted/a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put('deleted/a/b', 'now a folder');
    expect((await get('deleted/a/b')).text).toBe('now a folder');
  });

  test('head tells size, tag and encryption', async () => {
    const SSEKMSKeyId = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';
    await put('kms', '12345', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
    const head = await target().client.send(new HeadObjectCommand({ Bucket: target().bucket, Key: 'kms' }));
    expect(head).toMatchObject({ ContentLength: 5, ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  });

  test('lists: order by UTF-8 bytes, prefix, pages', async () => {
    // By UTF-16 code units the second would come after the third.
    const keys = ['list/a', 'list/\uffee', 'list/\u{1f600}', 'list/B'];
    for (const key of keys) await put(key, 'x');
    const expected = ['list/B', 'list/a', 'list/\uffee', 'list/\u{1f600}'];
    expect((await list({ Prefix: 'list/' })).Contents?.map((object) => object.Key)).toEqual(expected);
    const first = await list({ Prefix: 'list/', MaxKeys: 3 });
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
    const second = await list({ Prefix: 'list/', MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
    expect(second).toMatchObject({ IsTruncated: false, KeyCount: 1 });
    expect([...(first.Contents ?? []), ...(second.Contents ?? [])].map((object) => object.Key)).toEqual(expected);
    expect((await list({ Prefix: 'list/', StartAfter: 'list/a' })).Contents?.map((object) => object.Key)).toEqual(
      expected.slice(2),
    );
    expect(await list({ Prefix: 'nothing/' })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  test('lists: a delimiter groups, and a page may end in a group', async () => {
    for (const key of ['group/a/1', 'group/a/2', 'group/b', 'group/c/1']) await put(key, 'x');
    const all = await list({ Prefix: 'group/', Delimiter: '/' });
    expect(all.CommonPrefixes?.map((group) => group.Prefix)).toEqual(['group/a/', 'group/c/']);
    expect(all.Contents?.map((object) => object.Key)).toEqual(['group/b']);
    const first = await list({ Prefix: 'group/', Delimiter: '/', MaxKeys: 1 });
    expect(first.CommonPrefixes?.map((group) => group.Prefix)).toEqual(['group/a/']);
    const second = await list({
      Prefix: 'group/',
      Delimiter: '/',
      MaxKeys: 1,
      ContinuationToken: first.NextContinuationToken,
    });
    expect(second.Contents?.map((object) => object.Key)).toEqual(['group/b']);
  });

  test('an upload in parts', async () => {
    const place = { Bucket: target().bucket, Key: 'parts/whole' };
    const { client } = target();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...place, ContentType: 'text/plain' }));
    const bodies = [Buffer.alloc(5 * 1024 * 1024, 1), Buffer.from('rest')];
    const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
    for (const [at, Body] of bodies.entries()) {
      const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: at + 1, Body }));
      Parts.push({ ETag, PartNumber: at + 1 });
    }
    await expect(get('parts/whole')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const complete = (MultipartUpload: object) =>
      client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload }));
    await expect(complete({ Parts: [{ ETag: '"0"', PartNumber: 1 }] })).rejects.toMatchObject({ name: 'InvalidPart' });
    const done = await complete({ Parts });
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const head = await client.send(new HeadObjectCommand(place));
    expect(head).toMatchObject({ ContentLength: 5 * 1024 * 1024 + 4, ContentType: 'text/plain', ETag: done.ETag });
    expect((await get('parts/whole', { Range: 'bytes=-4' })).text).toBe('rest');
  });

  test('parts out of order', async () => {
    const place = { Bucket: target().bucket, Key: 'parts/order' };
    const { client } = target();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
    const Parts = [2, 1].map((PartNumber) => ({ ETag: '"0"', PartNumber }));
    const complete = client.send(
      new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }),
    );
    await expect(complete).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  });

  test('parts that are too small', async () => {
    const place = { Bucket: target().bucket, Key: 'parts/small' };
    const { client } = target();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
    const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
    for (const PartNumber of [1, 2]) {
      const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body: 'small' }));
      Parts.push({ ETag, PartNumber });
    }
    const complete = () =>
      client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
    await expect(complete()).rejects.toMatchObject({ name: 'EntityTooSmall' });
  });

  test('an upload that was given up', async () => {
    const place = { Bucket: target().bucket, Key: 'parts/gone' };
    const { client } = target();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId }));
    const part = client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: 'x' }));
    await expect(part).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(get('parts/gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
}
