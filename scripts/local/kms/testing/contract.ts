import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  type KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';

/** What the product relies on in KMS, put to any endpoint. */
export function kmsContract(client: () => KMSClient): void {
  const newKey = async () => {
    const { KeyMetadata } = await client().send(new CreateKeyCommand({ Description: 'contract' }));
    return { KeyId: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
  };
  const EncryptionContext = { customerId: 'C000001', accountId: '111111111111', purpose: 'cache' };
  const dataKey = (KeyId: string, context: Record<string, string> = EncryptionContext) =>
    client().send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: context }));
  const decrypt = (CiphertextBlob: Uint8Array | undefined, more: object = { EncryptionContext }) =>
    client().send(new DecryptCommand({ CiphertextBlob, ...more }));

  test('a data key opens under the same context, in any order', async () => {
    const { KeyId, arn } = await newKey();
    const made = await dataKey(KeyId);
    expect(made.Plaintext).toHaveLength(32);
    expect(made.KeyId).toBe(arn);
    const reversed = Object.fromEntries(Object.entries(EncryptionContext).reverse());
    const opened = await decrypt(made.CiphertextBlob, { EncryptionContext: reversed });
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(arn);
    expect((await dataKey(arn)).Plaintext).not.toEqual(made.Plaintext);
  });

  test.each([
    ['another value', { ...EncryptionContext, customerId: 'C000002' }],
    ['a missing name', { customerId: 'C000001' }],
    ['one name more', { ...EncryptionContext, more: 'x' }],
    ['none', undefined],
  ])('another context opens nothing: %s', async (_title, context) => {
    const { CiphertextBlob } = await dataKey((await newKey()).KeyId);
    const more = context ? { EncryptionContext: context } : {};
    await expect(decrypt(CiphertextBlob, more)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  test('a changed ciphertext opens nothing', async () => {
    const { CiphertextBlob = new Uint8Array() } = await dataKey((await newKey()).KeyId);
    const changed = Uint8Array.from(CiphertextBlob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(decrypt(changed)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(decrypt(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  test('another key named for decrypting is refused', async () => {
    const { CiphertextBlob } = await dataKey((await newKey()).KeyId);
    const more = { EncryptionContext, KeyId: (await newKey()).KeyId };
    await expect(decrypt(CiphertextBlob, more)).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  });

  test('a disabled key neither makes nor opens data keys, until enabled', async () => {
    const { KeyId } = await newKey();
    const { CiphertextBlob, Plaintext } = await dataKey(KeyId);
    await client().send(new DisableKeyCommand({ KeyId }));
    await expect(dataKey(KeyId)).rejects.toMatchObject({ name: 'DisabledException' });
    await expect(decrypt(CiphertextBlob)).rejects.toMatchObject({ name: 'DisabledException' });
    await client().send(new EnableKeyCommand({ KeyId }));
    expect((await decrypt(CiphertextBlob)).Plaintext).toEqual(Plaintext);
  });

  test('a key pending deletion is locked; cancelled, it is disabled', async () => {
    const { KeyId } = await newKey();
    const { CiphertextBlob } = await dataKey(KeyId);
    await client().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await expect(dataKey(KeyId)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await expect(decrypt(CiphertextBlob)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await expect(client().send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
    });
    await client().send(new CancelKeyDeletionCommand({ KeyId }));
    const { KeyMetadata } = await client().send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
  });

  test('states are described', async () => {
    const { KeyId, arn } = await newKey();
    const state = async () => (await client().send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
    expect((await client().send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata).toMatchObject({
      KeyId,
      Enabled: true,
    });
    expect(await state()).toBe('Enabled');
    await client().send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toBe('Disabled');
    await client().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
    expect(await state()).toBe('PendingDeletion');
  });

  test('a key that is not there', async () => {
    const KeyId = '11111111-2222-4333-8444-555555555555';
    await expect(dataKey(KeyId)).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(client().send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('Encrypt takes 4,096 bytes and no more', async () => {
    const { KeyId } = await newKey();
    const encrypt = (bytes: number) =>
      client().send(new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(bytes, 7), EncryptionContext }));
    const { CiphertextBlob } = await encrypt(4096);
    expect((await decrypt(CiphertextBlob)).Plaintext).toEqual(Uint8Array.from(Buffer.alloc(4096, 7)));
    await expect(encrypt(4097)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a data key without its plaintext', async () => {
    const { KeyId } = await newKey();
    const made = await client().send(
      new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 64, EncryptionContext }),
    );
    expect(made).not.toHaveProperty('Plaintext');
    expect((await decrypt(made.CiphertextBlob)).Plaintext).toHaveLength(64);
  });

  test.each([
    ['6 days', 6],
    ['31 days', 31],
  ])('a waiting period of %s is refused', async (_title, PendingWindowInDays) => {
    const { KeyId } = await newKey();
    const schedule = client().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    await expect(schedule).rejects.toMatchObject({ name: 'ValidationException' });
  });
}
