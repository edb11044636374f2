import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { skippingClock } from '../../scripts/local/clock.ts';
import { LocalDynamoDB } from '../../scripts/local/dynamodb/local-dynamodb.ts';
import type { Listener } from '../../scripts/local/http/listener.ts';
import { LocalKms } from '../../scripts/local/kms/local-kms.ts';
import { LocalS3 } from '../../scripts/local/s3/local-s3.ts';
import { listenStepFunctions } from '../../scripts/local/stepfunctions/endpoint.ts';
import { LocalStepFunctions } from '../../scripts/local/stepfunctions/local-step-functions.ts';
import type { EncryptionContext } from '../../shared/contract/encryption-context.ts';
import { absent, all, any, below, equals } from '../ports/condition.ts';
import type { TenantRows } from '../ports/rows.ts';
import { MemoryBucket } from '../testing/memory-bucket.ts';
import { MemoryTenants } from '../testing/memory-rows.ts';
import { customerVault } from './customer-vault.ts';
import { executions } from './executions.ts';
import { runBucket } from './run-bucket.ts';
import { tenantTable } from './tenant-table.ts';

const root = mkdtempSync(join(tmpdir(), 'adapters-test-'));
const access = { region: 'us-east-1', credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } };
const listeners: Listener[] = [];
const clients: { destroy(): void }[] = [];
const kms = new LocalKms();
let dynamo: DynamoDBDocumentClient;
let s3: S3Client;
let kmsClient: KMSClient;

const kept = <T extends { destroy(): void }>(client: T): T => {
  clients.push(client);
  return client;
};

beforeAll(async () => {
  const table = new LocalDynamoDB();
  table.call('CreateTable', {
    TableName: 'tenant',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['customerId', 'item'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'customerId', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
  });
  mkdirSync(join(root, 'bucket'));
  const store = new LocalS3({
    buckets: { runs: join(root, 'bucket') },
    stateFolder: join(root, 'state'),
    checkKmsKey: kms.checkKey,
  });
  const [d, s, k] = await Promise.all([table.listen(), store.listen(), kms.listen()]);
  listeners.push(d, s, k);
  dynamo = DynamoDBDocumentClient.from(kept(new DynamoDBClient({ ...access, endpoint: d.endpoint })));
  s3 = kept(new S3Client({ ...access, endpoint: s.endpoint, forcePathStyle: true }));
  kmsClient = kept(new KMSClient({ ...access, endpoint: k.endpoint, maxAttempts: 1 }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all(listeners.map((listener) => listener.close()));
  rmSync(root, { recursive: true });
});

const itemSchema = z.object({ n: z.number(), name: z.string().optional() });

/** The table and its in-memory twin must judge alike: what holds of the one is what the other's tests rely on. */
describe.each([
  ['the tenant table', () => tenantTable(dynamo, 'tenant')],
  ['its twin in memory', () => new MemoryTenants()],
])('%s', (name, make) => {
  let rows: TenantRows;
  beforeAll(() => {
    rows = make().rowsOf('C000001');
  });

  test('a row is put, read and deleted', async () => {
    expect(await rows.get('row', itemSchema)).toBeNull();
    expect(await rows.put('row', { n: 1 })).toBe(true);
    expect(await rows.get('row', itemSchema)).toEqual({ n: 1 });
    expect(await rows.has('row')).toBe(true);
    expect(await rows.delete('row')).toBe(true);
    expect(await rows.has('row')).toBe(false);
  });

  test.each([
    ['absent', absent, false],
    ['equals', equals('n', 5), true],
    ['equals another value', equals('n', 6), false],
    ['equals of an attribute that is not there', equals('other', 5), false],
    ['below', below('n', 6), true],
    ['below the same', below('n', 5), false],
    ['below, of a text', below('name', 'b'), true],
    ['all', all(equals('n', 5), equals('name', 'a')), true],
    ['all, but one', all(equals('n', 5), equals('name', 'b')), false],
    ['any', any(equals('n', 6), equals('name', 'a')), true],
    ['any inside all', all(equals('n', 5), any(absent, below('n', 9))), true],
  ])('a write on the condition: %s', async (title, condition, written) => {
    const key = `condition ${title}`;
    await rows.put(key, { n: 5, name: 'a' });
    expect(await rows.put(key, { n: 7, name: 'a' }, condition)).toBe(written);
    expect(await rows.get(key, itemSchema)).toEqual({ n: written ? 7 : 5, name: 'a' });
  });

  test('a transaction writes all of it or nothing', async () => {
    await rows.put('guard', { n: 1 });
    const write = (fence: number) =>
      rows.transact([
        { kind: 'check', key: 'guard', when: equals('n', fence) },
        { kind: 'put', key: 'first', row: { n: fence } },
        { kind: 'put', key: 'second', row: { n: fence }, when: absent },
      ]);
    expect(await write(2)).toBe(false);
    expect(await rows.has('first')).toBe(false);
    expect(await write(1)).toBe(true);
    expect(await write(1)).toBe(false);
    expect(await rows.get('second', itemSchema)).toEqual({ n: 1 });
  });

  test('a query answers in key order with its prefix alone', async () => {
    for (const key of ['list#b', 'list#a', 'list#c', 'lists']) await rows.put(key, { n: 1 });
    expect((await rows.query('list#', itemSchema)).map(({ key }) => key)).toEqual(['list#a', 'list#b', 'list#c']);
  });

  test('bytes come back as they were', async () => {
    const bytes = Uint8Array.from([0, 1, 254, 255]);
    await rows.put('bytes', { bytes });
    const read = await rows.get(
      'bytes',
      z.object({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
    );
    expect(Buffer.compare(read?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  test('rows of another customer are not there', async () => {
    await rows.put('private', { n: 1 });
    expect(await make().rowsOf('C000002').get('private', itemSchema)).toBeNull();
  });

  test(`a row that does not fit its schema is a bug of ours (${name})`, async () => {
    await rows.put('wrong', { n: 'text' });
    await expect(rows.get('wrong', itemSchema)).rejects.toThrow();
  });
});

describe.each([
  ['the run bucket', () => runBucket(s3, 'runs')],
  ['its twin in memory', () => new MemoryBucket()],
])('%s', (_name, make) => {
  const options = { keyId: null, contentType: 'text/plain' };
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('an object is put and read; one that is not there is null', async () => {
    const bucket = make();
    expect(await bucket.get('nothing')).toBeNull();
    expect(await bucket.head('nothing')).toBeNull();
    expect(await bucket.put('something', bytes('text'), options)).toBe(true);
    const object = await bucket.get('something');
    expect(new TextDecoder().decode(object?.body)).toBe('text');
    expect(await bucket.head('something')).toBe(object?.etag);
  });

  test('conditional writes answer whether they happened', async () => {
    const bucket = make();
    const first = { ...options, when: { kind: 'absent' } as const };
    expect(await bucket.put('once', bytes('one'), first)).toBe(true);
    expect(await bucket.put('once', bytes('two'), first)).toBe(false);
    const etag = (await bucket.head('once')) ?? '';
    expect(await bucket.put('once', bytes('three'), { ...options, when: { kind: 'unchanged', etag } })).toBe(true);
    expect(await bucket.put('once', bytes('four'), { ...options, when: { kind: 'unchanged', etag } })).toBe(false);
    expect(await bucket.put('never', bytes('x'), { ...options, when: { kind: 'unchanged', etag } })).toBe(false);
  });
});

describe('the vault', () => {
  const context: EncryptionContext = { customerId: 'C000001', accountId: '111111111111', purpose: 'cache' };
  const keyId = () => (kms.call('CreateKey', {}) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId; // the stand-in's own
  const text = new TextEncoder().encode('who may do what '.repeat(1000));

  test('what was sealed opens, compressed, in another invocation too', async () => {
    const envelope = await customerVault(kmsClient).seal(keyId(), context, text);
    expect(envelope.ciphertext.length).toBeLessThan(text.length / 10);
    expect(Buffer.compare(await customerVault(kmsClient).open(context, envelope), text)).toBe(0);
  });

  test('one data key per invocation and context, another IV per message', async () => {
    const vault = customerVault(kmsClient);
    const key = keyId();
    const [one, other] = await Promise.all([vault.seal(key, context, text), vault.seal(key, context, text)]);
    expect(other.wrappedKey).toEqual(one.wrappedKey);
    expect(other.iv).not.toEqual(one.iv);
    const link = await vault.seal(key, { ...context, purpose: 'link' }, text);
    expect(link.wrappedKey).not.toEqual(one.wrappedKey);
  });

  test.each([
    ['another customer', { ...context, customerId: 'C000002' }],
    ['another account', { ...context, accountId: '222222222222' }],
    ['another purpose', { ...context, purpose: 'link' as const }],
  ])('under %s nothing opens', async (_title, other) => {
    const envelope = await customerVault(kmsClient).seal(keyId(), context, text);
    await expect(customerVault(kmsClient).open(other, envelope)).rejects.toMatchObject({ name: 'Undecryptable' });
  });

  test('the data key of one row does not open another’s under a context that it was not made for', async () => {
    const vault = customerVault(kmsClient);
    const key = keyId();
    const mine = await vault.seal(key, context, text);
    const theirs = await vault.seal(key, { ...context, accountId: '222222222222' }, text);
    await expect(vault.open(context, { ...theirs, wrappedKey: mine.wrappedKey })).rejects.toMatchObject({
      name: 'Undecryptable',
    });
  });

  test('a changed ciphertext and a disabled key open nothing', async () => {
    const key = keyId();
    const envelope = await customerVault(kmsClient).seal(key, context, text);
    const changed = Uint8Array.from(envelope.ciphertext);
    changed[0] = (changed[0] ?? 0) ^ 1;
    await expect(customerVault(kmsClient).open(context, { ...envelope, ciphertext: changed })).rejects.toMatchObject({
      name: 'Undecryptable',
    });
    kms.call('DisableKey', { KeyId: key });
    await expect(customerVault(kmsClient).open(context, envelope)).rejects.toMatchObject({ name: 'Undecryptable' });
  });
});

test('an execution runs, is closed, or was never started', async () => {
  const states = new LocalStepFunctions({
    machines: { account: { definition: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } } } },
    invokeLambda: async () => null,
    clock: skippingClock(0),
  });
  const listener = await listenStepFunctions(states);
  listeners.push(listener);
  const port = executions(
    kept(new SFNClient({ ...access, endpoint: listener.endpoint })),
    states.machineArn('account'),
  );
  expect(await port.status('never')).toBe('absent');
  states.startExecution({ stateMachineArn: states.machineArn('account'), name: 'once', input: '{}' });
  await states.idle();
  expect(await port.status('once')).toBe('closed');
});
