import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamodbContract } from './dynamodb/testing/contract.ts';
import { kmsContract } from './kms/testing/contract.ts';
import { s3Contract } from './s3/testing/contract.ts';
import { type Moto, motoIsPresent, startMoto } from './testing/moto.ts';

// A second opinion: the suites that our stand-ins pass, put to moto_server. What moto is known to answer differently
// from AWS's documentation is left out by the suites' `exact`.
const present = motoIsPresent();

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

  test('it answers', async () => {
    expect((await clients.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyState).toBe('Enabled');
  });
  describe('S3', () => s3Contract(() => ({ client: clients.s3, bucket: 'contract' })));
  describe('KMS', () => kmsContract(() => clients.kms, false));
  describe('DynamoDB', () => dynamodbContract(() => clients.dynamodb, false));
});
