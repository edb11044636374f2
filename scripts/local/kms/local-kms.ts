/**
 * KMS on one machine: symmetric keys with real AES-256-GCM, whose encryption context is authenticated.
 *
 * Enforced: context (InvalidCiphertextException), disabled keys (DisabledException), keys pending deletion
 * (KMSInvalidStateException), deletion after the waiting period of 7 to 30 days, 4,096 bytes for Encrypt, 6,144 for a
 * ciphertext, 1 to 1,024 for data keys. Unknown operations and parameters fail with their names.
 *
 * NOT enforced: signatures, key policies, grants and TLS (policies and tags are stored; a gate may decide by access
 * key); request rates; rotation, aliases, multi-region and asymmetric keys; eventual consistency of key states. The
 * ciphertexts open here only; key material lies in the clear in `kms.json` where a folder is given.
 */
import { type AwsJsonService, type JsonInput, listenAwsJson, type Operation } from '../http/aws-json.ts';
import type { Gates } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { type Context, keyIdOf, open, seal } from './ciphertext.ts';
import { kmsError, validation } from './errors.ts';
import { checkUsable, type Key, KeyStore } from './key-store.ts';
import { type Randomness, systemRandomness, uuidFrom } from './randomness.ts';

export interface LocalKmsOptions {
  readonly folder?: string;
  readonly now?: () => number;
  /** Default: the system's; seededRandomness for what must be repeatable. */
  readonly randomness?: Randomness;
  readonly region?: string;
  readonly accountId?: string;
}

const MOST_PLAINTEXT = 4096;
const MOST_CIPHERTEXT = 6144;
const MOST_DATA_KEY = 1024;
const DAY = 86_400_000;
const USE = ['KeyId', 'EncryptionContext'];

export class LocalKms {
  private readonly store: KeyStore;
  private readonly now: () => number;
  private readonly randomness: Randomness;
  private readonly account: string;
  private readonly operations: ReadonlyMap<string, Operation>;

  constructor(options: LocalKmsOptions = {}) {
    this.now = options.now ?? Date.now;
    this.randomness = options.randomness ?? systemRandomness;
    this.account = options.accountId ?? '000000000000';
    const prefix = `arn:aws:kms:${options.region ?? 'us-east-1'}:${this.account}:key/`;
    this.store = new KeyStore(options.folder, this.now, prefix);
    this.operations = new Map<string, Operation>([
      ['CreateKey', (input) => this.createKey(input)],
      ['DescribeKey', (input) => ({ KeyMetadata: this.describe(this.keyOf(input, ['KeyId'])) })],
      ['EnableKey', (input) => this.change(input, true)],
      ['DisableKey', (input) => this.change(input, false)],
      ['ScheduleKeyDeletion', (input) => this.scheduleDeletion(input)],
      ['CancelKeyDeletion', (input) => this.cancelDeletion(input)],
      [
        'GetKeyPolicy',
        (input) => ({ Policy: this.keyOf(input, ['KeyId', 'PolicyName']).policy ?? '', PolicyName: 'default' }),
      ],
      ['ListResourceTags', (input) => ({ Tags: tagList(this.keyOf(input, ['KeyId']).tags), Truncated: false })],
      ['Encrypt', (input) => this.encrypt(input)],
      ['Decrypt', (input) => this.decrypt(input)],
      ['GenerateDataKey', (input) => this.generateDataKey(input)],
      [
        'GenerateDataKeyWithoutPlaintext',
        (input) => {
          const { Plaintext: _plaintext, ...rest } = this.generateDataKey(input);
          return rest;
        },
      ],
    ]);
  }

  /** Calls an operation without HTTP; throws AwsJsonError. */
  call(operation: string, input: JsonInput): unknown {
    const perform = this.operations.get(operation);
    if (!perform) throw validation(`operation \`${operation}\` is not supported by this stand-in`);
    return perform(input);
  }

  /** Throws an error with `code` unless the key exists and can be used: for S3's encryption. */
  checkKey = (reference: string): void => checkUsable(this.store.get(reference));

  listen(gates?: Gates): Promise<Listener> {
    const service: AwsJsonService = {
      service: 'kms',
      target: 'TrentService',
      version: '1.1',
      operations: this.operations,
    };
    return listenAwsJson(gates ? { ...service, gates } : service);
  }

  private createKey(input: JsonInput) {
    only(input, ['Description', 'Policy', 'Tags', 'KeyUsage', 'KeySpec', 'MultiRegion']);
    for (const [name, expected] of [
      ['KeyUsage', 'ENCRYPT_DECRYPT'],
      ['KeySpec', 'SYMMETRIC_DEFAULT'],
      ['MultiRegion', false],
    ] as const) {
      if (input[name] !== undefined && input[name] !== expected) {
        throw kmsError('UnsupportedOperationException', `${name}: only \`${expected}\` is supported by this stand-in`);
      }
    }
    const id = uuidFrom(this.randomness);
    const tags = (input['Tags'] ?? []) as { TagKey: string; TagValue: string }[];
    const key: Key = {
      id,
      arn: this.store.arnOf(id),
      material: this.randomness(32).toString('base64'),
      description: String(input['Description'] ?? ''),
      policy: input['Policy'] === undefined ? null : String(input['Policy']),
      tags: Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])),
      createdAt: this.now(),
      enabled: true,
      deletedAt: null,
    };
    this.store.set(key);
    return { KeyMetadata: this.describe(key) };
  }

  private change(input: JsonInput, enabled: boolean) {
    const key = this.keyOf(input, ['KeyId']);
    if (key.deletedAt !== null) checkUsable(key);
    this.store.set({ ...key, enabled });
    return {};
  }

  private scheduleDeletion(input: JsonInput) {
    const key = this.keyOf(input, ['KeyId', 'PendingWindowInDays']);
    const days = input['PendingWindowInDays'] ?? 30;
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 7 || days > 30) {
      throw validation('PendingWindowInDays: expected 7 to 30');
    }
    if (key.deletedAt !== null) checkUsable(key);
    const deletedAt = this.now() + days * DAY;
    this.store.set({ ...key, deletedAt });
    return { KeyId: key.arn, DeletionDate: deletedAt / 1000, KeyState: 'PendingDeletion', PendingWindowInDays: days };
  }

  /** The key comes back disabled, as on AWS. */
  private cancelDeletion(input: JsonInput) {
    const key = this.keyOf(input, ['KeyId']);
    if (key.deletedAt === null) throw kmsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    this.store.set({ ...key, enabled: false, deletedAt: null });
    return { KeyId: key.arn };
  }

  private encrypt(input: JsonInput) {
    const key = this.usable(input, [...USE, 'Plaintext', 'EncryptionAlgorithm']);
    const plaintext = bytesOf(input, 'Plaintext', MOST_PLAINTEXT);
    return {
      KeyId: key.arn,
      CiphertextBlob: this.seal(key, plaintext, input),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  }

  private decrypt(input: JsonInput) {
    only(input, [...USE, 'CiphertextBlob', 'EncryptionAlgorithm']);
    const ciphertext = bytesOf(input, 'CiphertextBlob', MOST_CIPHERTEXT);
    const id = keyIdOf(ciphertext);
    if (input['KeyId'] !== undefined && this.store.get(String(input['KeyId'])).id !== id) {
      const message = 'The key ID in the request does not identify a CMK that can perform this operation.';
      throw kmsError('IncorrectKeyException', message);
    }
    const key = this.store.get(id);
    checkUsable(key);
    const plaintext = open(Buffer.from(key.material, 'base64'), ciphertext, contextOf(input));
    return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }

  private generateDataKey(input: JsonInput) {
    const key = this.usable(input, [...USE, 'KeySpec', 'NumberOfBytes']);
    const plaintext = this.randomness(dataKeyBytes(input));
    return {
      KeyId: key.arn,
      Plaintext: plaintext.toString('base64'),
      CiphertextBlob: this.seal(key, plaintext, input),
    };
  }

  private seal(key: Key, plaintext: Buffer, input: JsonInput): string {
    const material = Buffer.from(key.material, 'base64');
    return seal(key.id, material, plaintext, contextOf(input), this.randomness).toString('base64');
  }

  private keyOf(input: JsonInput, names: readonly string[]): Key {
    only(input, names);
    if (typeof input['KeyId'] !== 'string')
      throw validation("Value null at 'keyId' failed to satisfy constraint: Member must not be null");
    return this.store.get(input['KeyId']);
  }

  private usable(input: JsonInput, names: readonly string[]): Key {
    const key = this.keyOf(input, names);
    checkUsable(key);
    return key;
  }

  private describe(key: Key) {
    return {
      KeyId: key.id,
      Arn: key.arn,
      AWSAccountId: this.account,
      CreationDate: key.createdAt / 1000,
      Description: key.description,
      Enabled: key.enabled && key.deletedAt === null,
      KeyState: key.deletedAt !== null ? 'PendingDeletion' : key.enabled ? 'Enabled' : 'Disabled',
      ...(key.deletedAt === null ? {} : { DeletionDate: key.deletedAt / 1000 }),
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyManager: 'CUSTOMER',
      Origin: 'AWS_KMS',
      MultiRegion: false,
    };
  }
}

function only(input: JsonInput, names: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !names.includes(name));
  if (unknown !== undefined) throw validation(`parameter \`${unknown}\` is not supported by this stand-in`);
}

function bytesOf(input: JsonInput, name: string, most: number): Buffer {
  const value = input[name];
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (bytes.length >= 1 && bytes.length <= most) return bytes;
  throw validation(
    `\`${name}\` failed to satisfy constraint: Member must have length between 1 and ${most}, found ${bytes.length}`,
  );
}

function contextOf(input: JsonInput): Context {
  const context = input['EncryptionContext'] ?? {};
  if (typeof context === 'object' && Object.values(context as object).every((value) => typeof value === 'string')) {
    // Safe: checked to hold text only.
    return context as Context;
  }
  throw validation('EncryptionContext: expected a map of texts');
}

function dataKeyBytes(input: JsonInput): number {
  const { KeySpec: spec, NumberOfBytes: bytes } = input;
  if ((spec === undefined) === (bytes === undefined))
    throw validation('Please specify either number of bytes or key spec.');
  if (spec === 'AES_256') return 32;
  if (spec === 'AES_128') return 16;
  if (typeof bytes === 'number' && Number.isInteger(bytes) && bytes >= 1 && bytes <= MOST_DATA_KEY) return bytes;
  throw validation(`expected KeySpec AES_256 or AES_128, or NumberOfBytes from 1 to ${MOST_DATA_KEY}`);
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}
