import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbContract } from './dynamodb/testing/contract.ts';
import { kmsContract } from './kms/testing/contract.ts';
import { s3Contract } from './s3/testing/contract.ts';
import { type Moto, motoIsPresent, startMoto } from './testing/moto.ts';

// Second opinions: the suites that our stand-ins pass, put to implementations by others.
const present = motoIsPresent();

/** Where moto answers differently from AWS's documentation, which our stand-ins follow. */
const MOTO_DIFFERS: Readonly<Record<string, string>> = {
  'a wrong checksum is refused and nothing is stored': 'does not verify checksums',
  'parts out of order': 'looks at the parts before their order',
  'an upload that was given up': 'fails with an error of its own',
  'more than 25 writes are refused': 'takes more',
  'another key named for decrypting is refused': 'opens with the key of the ciphertext',
  'a disabled key neither makes nor opens data keys, until enabled': 'opens under disabled keys',
  'a key pending deletion is locked; cancelled, it is disabled': 'opens under keys pending deletion',
  'a waiting period of 6 days is refused': 'does not check the waiting period',
  'a waiting period of 31 days is refused': 'does not check the waiting period',
  'numbers are normalised [AWS: Number]': 'keeps numbers as they are written',
  'v < :v {":v":{"S":"9"}}: false': 'fails on values of different types',
  'refused: a value that is not defined': 'fails with an error of its own',
  'refused: a name that is not defined': 'fails with an error of its own',
  'refused: a value that is not used': 'does not look for unused values',
  'refused: a syntax error': 'fails with an error of its own',
  'refused: an empty expression': 'takes it as no condition',
  'refused: an operand compared with itself': 'compares it',
  'refused: bounds in the wrong order': 'finds nothing between them',
  'refused: bounds of two types': 'does not look at types before items',
  'refused: an unknown type name': 'finds no value of the type',
  'refused: begins_with a number': 'does not look at types before items',
  'refused: with two tests of the sort key': 'takes the last test',
  'refused: with a filter on the key': 'filters by it',
  'more than 4 MB is refused': 'does not count',
  'the same token and request is done once; another request is refused': 'ignores the token of a transaction',
};

const NO_TRANSACTIONS = 'has no transactions';

/** Where dynalite answers differently. */
const DYNALITE_DIFFERS: Readonly<Record<string, string>> = {
  'a failed condition returns the item when asked': 'does not return it',
  'REMOVE l[0], l[1] undefined': 'removes one after the other',
  'put, update, delete and check, all at once': NO_TRANSACTIONS,
  'one failed condition: nothing is written, each action has its reason': NO_TRANSACTIONS,
  'one item twice, or more than 100 actions, is refused': NO_TRANSACTIONS,
  'more than 4 MB is refused': NO_TRANSACTIONS,
  'the same token and request is done once; another request is refused': NO_TRANSACTIONS,
  read: NO_TRANSACTIONS,
  'time to live: set, described, and an expired item is still there': 'has no time to live',
};

function skipWhere(differences: Readonly<Record<string, string>>): void {
  beforeEach(({ task, skip }) => {
    const difference = differences[task.name];
    skip(difference !== undefined, difference);
  });
}

describe('dynalite agrees', () => {
  let server: Server;
  let client: DynamoDBClient;

  beforeAll(async () => {
    // The package has no types; what is used of it is a server of Node's.
    const dynalite: (options: object) => Server = createRequire(import.meta.url)('dynalite');
    server = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Safe: a server listening on TCP has an AddressInfo.
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' };
    client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  skipWhere(DYNALITE_DIFFERS);
  dynamodbContract(() => client);
});

describe.skipIf(!present)(`moto_server agrees${present ? '' : ' (not present here)'}`, () => {
  let moto: Moto;
  let clients: { dynamodb: DynamoDBClient; kms: KMSClient; s3: S3Client };

  beforeAll(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' };
    const options = { endpoint: moto.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    clients = {
      dynamodb: new DynamoDBClient(options),
      kms: new KMSClient(options),
      s3: new S3Client({ ...options, forcePathStyle: true }),
    };
    await clients.s3.send(new CreateBucketCommand({ Bucket: 'contract' }));
  });
  afterAll(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await moto.close();
  });

  skipWhere(MOTO_DIFFERS);

  test('it answers', async () => {
    expect((await clients.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyState).toBe('Enabled');
  });
  describe('S3', () => s3Contract(() => ({ client: clients.s3, bucket: 'contract' })));
  describe('KMS', () => kmsContract(() => clients.kms));
  describe('DynamoDB', () => dynamodbContract(() => clients.dynamodb));
});
