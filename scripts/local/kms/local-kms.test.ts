import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Listener } from '../http/listener.ts';
import { LocalKms } from './local-kms.ts';
import { seededRandomness } from './randomness.ts';
import { kmsContract } from './testing/contract.ts';

const root = mkdtempSync(join(tmpdir(), 'kms-test-'));
let listener: Listener;
let client: KMSClient;

beforeAll(async () => {
  listener = await new LocalKms().listen();
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' };
  client = new KMSClient({ endpoint: listener.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await listener.close();
  rmSync(root, { recursive: true });
});

describe('contract', () => {
  kmsContract(() => client);
});

interface Made {
  KeyMetadata: { KeyId: string; Arn: string };
}
interface DataKey {
  Plaintext: string;
  CiphertextBlob: string;
}
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('keys outlive the process, in a file that only its owner reads', () => {
  const folder = join(root, 'kept');
  const before = new LocalKms({ folder });
  const { KeyId } = (
    before.call('CreateKey', { Tags: [{ TagKey: 'customerId', TagValue: 'C000001' }], Policy: '{}' }) as Made
  ).KeyMetadata;
  const made = before.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext: { a: 'b' } }) as DataKey;
  const after = new LocalKms({ folder });
  const opened = after.call('Decrypt', {
    CiphertextBlob: made.CiphertextBlob,
    EncryptionContext: { a: 'b' },
  }) as DataKey;
  expect(opened.Plaintext).toBe(made.Plaintext);
  expect(after.call('ListResourceTags', { KeyId })).toMatchObject({
    Tags: [{ TagKey: 'customerId', TagValue: 'C000001' }],
  });
  expect(after.call('GetKeyPolicy', { KeyId })).toMatchObject({ Policy: '{}' });
  expect(statSync(join(folder, 'kms.json')).mode & 0o077).toBe(0);
});

test('after the waiting period the key and what it sealed are gone', () => {
  let now = 0;
  const kms = new LocalKms({ now: () => now, folder: join(root, 'deleted') });
  const { KeyId } = (kms.call('CreateKey', {}) as Made).KeyMetadata;
  const { CiphertextBlob } = kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }) as DataKey;
  kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  now = 7 * 86_400_000 - 1;
  expect(codeOf(() => kms.call('Decrypt', { CiphertextBlob }))).toBe('KMSInvalidStateException');
  now += 1;
  expect(codeOf(() => kms.call('Decrypt', { CiphertextBlob }))).toBe('NotFoundException');
  expect(codeOf(() => kms.call('CancelKeyDeletion', { KeyId }))).toBe('NotFoundException');
});

test('only a seed makes keys repeatable', () => {
  const make = (kms: LocalKms) => {
    const { Arn } = (kms.call('CreateKey', {}) as Made).KeyMetadata;
    const { CiphertextBlob } = kms.call('GenerateDataKey', { KeyId: Arn, KeySpec: 'AES_256' }) as DataKey;
    return { Arn, CiphertextBlob };
  };
  const seeded = () => make(new LocalKms({ randomness: seededRandomness('a') }));
  expect(seeded()).toEqual(seeded());
  expect(make(new LocalKms()).Arn).not.toBe(make(new LocalKms()).Arn);
});

test('checkKey says by its code whether a key can be used', () => {
  const kms = new LocalKms();
  const { Arn } = (kms.call('CreateKey', {}) as Made).KeyMetadata;
  expect(codeOf(() => kms.checkKey(Arn))).toBeUndefined();
  kms.call('DisableKey', { KeyId: Arn });
  expect(codeOf(() => kms.checkKey(Arn))).toBe('DisabledException');
  expect(codeOf(() => kms.checkKey('nowhere'))).toBe('NotFoundException');
});

test('unknown operations and parameters fail with their names', async () => {
  const alias = client.send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: 'b' }));
  await expect(alias).rejects.toMatchObject({ message: expect.stringContaining('CreateAlias') });
  const origin = client.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }));
  await expect(origin).rejects.toMatchObject({ message: expect.stringContaining('Origin') });
});
