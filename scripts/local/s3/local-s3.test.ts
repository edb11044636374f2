import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gates } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { LocalS3, type LocalS3Options } from './local-s3.ts';
import { s3Contract } from './testing/contract.ts';

const root = mkdtempSync(join(tmpdir(), 's3-test-'));
const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' };
const open: { listener: Listener; client: S3Client }[] = [];
let turn = 0;

async function serve(folder: string, gates?: Gates, more: Partial<LocalS3Options> = {}) {
  const blocked = new Set<string>();
  const s3 = new LocalS3({
    buckets: { reports: join(root, folder, 'mirror') },
    stateFolder: join(root, folder, 'state'),
    ...more,
    checkKmsKey: (keyId) => {
      if (blocked.has(keyId)) throw Object.assign(new Error('disabled'), { code: 'DisabledException' });
    },
  });
  const listener = await s3.listen(gates);
  const client = new S3Client({ endpoint: listener.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  open.push({ listener, client });
  const put = (Key: string, Body: string, more: object = {}) =>
    client.send(new PutObjectCommand({ Bucket: 'reports', Key, Body, ...more }));
  const get = async (Key: string) => {
    const answer = await client.send(new GetObjectCommand({ Bucket: 'reports', Key }));
    return answer.Body?.transformToString();
  };
  return {
    s3,
    listener,
    client,
    put,
    get,
    blocked,
    mirror: join(root, folder, 'mirror'),
    state: join(root, folder, 'state'),
  };
}

afterAll(async () => {
  for (const { listener, client } of open) {
    client.destroy();
    await listener.close();
  }
  rmSync(root, { recursive: true });
});

describe('contract', () => {
  let client: S3Client;
  beforeAll(async () => {
    ({ client } = await serve('contract'));
  });
  s3Contract(() => ({ client, bucket: 'reports' }));
});

const fresh = () => `case-${++turn}`;

test('the folder mirrors the bucket and holds nothing else', async () => {
  const { put, mirror } = await serve(fresh());
  await put('customers/C000001/index.json', '{}', { Metadata: { a: 'b' } });
  await put('sweeps/1.json', '[]');
  expect(
    readdirSync(mirror, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort(),
  ).toEqual(['1.json', 'index.json']);
  expect(readFileSync(join(mirror, 'customers/C000001/index.json'), 'utf8')).toBe('{}');
});

test('objects and their facts outlive the process', async () => {
  const folder = fresh();
  const before = await serve(folder);
  const { ETag } = await before.put('a/b', 'x', { ContentType: 'text/x', Metadata: { m: '1' } });
  await before.put('a/c', 'y');
  await before.put('a/c', 'z');
  const after = await serve(folder);
  const answer = await after.client.send(new GetObjectCommand({ Bucket: 'reports', Key: 'a/b' }));
  expect(answer).toMatchObject({ ETag, ContentType: 'text/x', Metadata: { m: '1' } });
  expect(await after.get('a/c')).toBe('z');
});

test('killed between bytes and journal: the newest bytes stand, an unacknowledged new key is not there', async () => {
  const folder = fresh();
  const before = await serve(folder);
  const { ETag } = await before.put('known', 'old');
  writeFileSync(join(before.mirror, 'known'), 'newest');
  writeFileSync(join(before.mirror, 'unacknowledged'), 'x');
  writeFileSync(join(before.state, 'reports.jsonl'), '{"put":{"key":"cut', { flag: 'a' });
  const after = await serve(folder);
  const answer = await after.client.send(new GetObjectCommand({ Bucket: 'reports', Key: 'known' }));
  expect(answer.ETag).not.toBe(ETag);
  expect(await answer.Body?.transformToString()).toBe('newest');
  await expect(after.get('unacknowledged')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await after.put('unacknowledged', 'y', { IfNoneMatch: '*' });
});

test('a key that cannot be used: neither written nor read', async () => {
  const { put, get, blocked } = await serve(fresh());
  const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1' };
  await put('sealed', 'x', kms);
  blocked.add('key-1');
  await expect(get('sealed')).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  await expect(put('other', 'x', kms)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
});

test('under KMS the ETag is not the MD5 [AWS: API PutObject]', async () => {
  const { put } = await serve(fresh());
  const plain = await put('a', 'x');
  const sealed = await put('b', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'k' });
  expect(plain).toMatchObject({ ETag: '"9dd4e461268c8034f5c8564e155c67a6"', ServerSideEncryption: 'AES256' });
  expect(sealed.ETag).not.toBe(plain.ETag);
});

test('who may not list is told nothing of a key that is not there [AWS: API GetObject, Permissions]', async () => {
  const { put, get } = await serve(fresh(), undefined, { mayList: (accessKeyId) => accessKeyId !== 'AKIDLOCAL' });
  await put('known', 'x');
  expect(await get('known')).toBe('x');
  await expect(get('missing')).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test('pages of 1,000, whatever is asked for [AWS: API ListObjectsV2]', async () => {
  const { s3, client } = await serve(fresh());
  for (let n = 0; n < 1001; n += 1) await s3.writeObject('reports', `k/${n}`, '');
  const page = await client.send(new ListObjectsV2Command({ Bucket: 'reports', MaxKeys: 5000 }));
  expect(page).toMatchObject({ KeyCount: 1000, IsTruncated: true, MaxKeys: 1000 });
});

test('what is not done here fails with its name', async () => {
  const { client, put } = await serve(fresh());
  const Bucket = 'reports';
  const failing: [() => Promise<unknown>, RegExp][] = [
    [() => client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: 'reports/a' })), /CopyObject/],
    [() => client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } })), /POST delete/],
    [() => client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' })), /tagging/],
    [() => put('a', 'x', { Tagging: 'a=b' }), /x-amz-tagging/],
    [() => put('a', 'x', { ACL: 'private' }), /x-amz-acl/],
    [() => put('a//b', 'x'), /`a\/\/b`/],
    [() => put('../a', 'x'), /./],
    [() => client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: '1' })), /versionId/],
  ];
  for (const [answer, message] of failing)
    await expect(answer()).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test('a file and a folder of one name cannot be mirrored', async () => {
  const { put } = await serve(fresh());
  await put('a', 'x');
  await expect(put('a/b', 'x')).rejects.toMatchObject({ name: 'NotSupportedHere' });
});

test('gates: refuse before, lose the answer after', async () => {
  const { put, get, mirror } = await serve(fresh(), {
    before: ({ operation, accessKeyId, input }) =>
      operation === 'GetObject' && accessKeyId === 'AKIDLOCAL' && (input as { key: string }).key === 'secret'
        ? { status: 403, code: 'AccessDenied', message: 'Access Denied' }
        : undefined,
    after: ({ operation, count }) =>
      operation === 'PutObject' && count === 2 ? { status: 0, code: '', message: '' } : undefined,
  });
  await put('secret', 'x');
  await expect(get('secret')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(put('lost', 'x')).rejects.toThrow();
  expect(existsSync(join(mirror, 'lost'))).toBe(true);
});
