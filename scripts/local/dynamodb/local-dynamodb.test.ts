import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBackupCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gates } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { LocalDynamoDB, type LocalDynamoDBOptions } from './local-dynamodb.ts';
import { dynamodbContract } from './testing/contract.ts';

const root = mkdtempSync(join(tmpdir(), 'dynamodb-test-'));
const open: { close(): unknown }[] = [];
let turn = 0;
const TableName = 'tenant';

async function serve(options: LocalDynamoDBOptions = {}, gates?: Gates) {
  const local = new LocalDynamoDB(options);
  const listener: Listener = await local.listen(gates);
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' };
  const client = new DynamoDBClient({ endpoint: listener.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  open.push({ close: () => client.destroy() }, listener, local);
  return { local, client, documents: DynamoDBDocumentClient.from(client) };
}

function createTable(local: LocalDynamoDB) {
  local.call('CreateTable', {
    TableName,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
  });
}

afterAll(async () => {
  for (const { close } of open.map((resource) => ({ close: () => resource.close() }))) await close();
  rmSync(root, { recursive: true });
});

describe('contract', () => {
  let client: DynamoDBClient;
  beforeAll(async () => {
    ({ client } = await serve());
  });
  dynamodbContract(() => client);
});

const folder = () => join(root, `case-${++turn}`);

test('the document client works, and numbers sort as numbers', async () => {
  const { local, documents } = await serve();
  createTable(local);
  for (const sk of [10, 9, -1, 2.5])
    await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk, list: [1, 'x', { y: null }] } }));
  const got = await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: 9 } }));
  expect(got.Item).toEqual({ pk: 'a', sk: 9, list: [1, 'x', { y: null }] });
  const answer = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p AND sk > :s',
      ExpressionAttributeValues: { ':p': 'a', ':s': 0 },
    }),
  );
  expect(answer.Items?.map((item) => item['sk'])).toEqual([2.5, 9, 10]);
});

test('everything outlives the process; a line cut short was never acknowledged', async () => {
  const place = folder();
  const before = await serve({ folder: place });
  createTable(before.local);
  before.local.call('UpdateTimeToLive', {
    TableName,
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  });
  const put = (pk: string, sk: number) => ({ Put: { TableName, Item: { pk, sk } } });
  await before.documents.send(
    new TransactWriteCommand({ TransactItems: [put('a', 1), put('a', 2)], ClientRequestToken: 'token' }),
  );
  await before.documents.send(
    new TransactWriteCommand({ TransactItems: [{ Delete: { TableName, Key: { pk: 'a', sk: 1 } } }] }),
  );
  writeFileSync(join(place, 'dynamodb.jsonl'), '{"changes":[{"table":"tenant","put":{"pk":{"S":"cut', { flag: 'a' });

  for (let start = 0; start < 2; start += 1) {
    const after = await serve({ folder: place });
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'a' },
    });
    expect((await after.documents.send(query)).Items).toEqual([{ pk: 'a', sk: 2 }]);
    await after.documents.send(
      new TransactWriteCommand({ TransactItems: [put('a', 1), put('a', 2)], ClientRequestToken: 'token' }),
    );
    expect((await after.documents.send(query)).Count).toBe(1);
    expect(after.local.deleteExpired(0)).toBe(0);
  }
});

test('expired items go only when told', async () => {
  const { local, documents } = await serve();
  createTable(local);
  local.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } });
  await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 1, expires: 100 } }));
  await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 2, expires: 101 } }));
  await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 3, expires: 'text' } }));
  expect(local.deleteExpired(100_000)).toBe(1);
  const query = new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': 'a' },
  });
  expect((await documents.send(query)).Items?.map((item) => item['sk'])).toEqual([2, 3]);
});

test('what a batch left undone comes back', async () => {
  const { local, documents } = await serve({ batchLimit: (operation) => (operation === 'BatchWriteItem' ? 1 : 100) });
  createTable(local);
  const request = (sk: number) => ({ PutRequest: { Item: { pk: 'a', sk } } });
  const answer = await documents.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: [request(1), request(2)] } }),
  );
  expect(answer.UnprocessedItems).toEqual({ [TableName]: [request(2)] });
  expect((await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: 2 } }))).Item).toBeUndefined();
});

test('consumed capacity [AWS: Read and write capacity]', async () => {
  const { local, documents } = await serve();
  createTable(local);
  const ReturnConsumedCapacity = 'TOTAL';
  const Item = { pk: 'a', sk: 1, v: 'x'.repeat(5000) };
  const put = await documents.send(new PutCommand({ TableName, Item, ReturnConsumedCapacity }));
  expect(put.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 5 });
  const read = async (ConsistentRead: boolean) =>
    (
      await documents.send(
        new GetCommand({ TableName, Key: { pk: 'a', sk: 1 }, ConsistentRead, ReturnConsumedCapacity }),
      )
    ).ConsumedCapacity?.CapacityUnits;
  expect([await read(true), await read(false)]).toEqual([2, 1]);
  const both = await documents.send(
    new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item } }], ReturnConsumedCapacity }),
  );
  expect(both.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 10 }]);
});

test('refused: Scan, PartiQL, unknown operations and parameters, by name', async () => {
  const { local, client } = await serve();
  createTable(local);
  await expect(client.send(new ScanCommand({ TableName }))).rejects.toMatchObject({
    message: expect.stringContaining('Scan'),
  });
  const statement = new ExecuteStatementCommand({ Statement: 'SELECT * FROM tenant' });
  await expect(client.send(statement)).rejects.toMatchObject({ message: expect.stringContaining('ExecuteStatement') });
  const backup = new CreateBackupCommand({ TableName, BackupName: 'b' });
  await expect(client.send(backup)).rejects.toMatchObject({ message: expect.stringContaining('CreateBackup') });
  const legacy = new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { N: '1' } }, Expected: {} });
  await expect(client.send(legacy)).rejects.toMatchObject({ message: expect.stringContaining('Expected') });
});

test('gates: refuse before, lose the answer after', async () => {
  const { local, documents } = await serve(
    {},
    {
      before: ({ input }) => {
        const { Key } = input as { Key?: { pk?: { S?: string } } };
        return Key?.pk?.S === 'foreign'
          ? { status: 400, code: 'AccessDeniedException', message: 'not authorized' }
          : undefined;
      },
      after: ({ operation }) => (operation === 'PutItem' ? { status: 0, code: '', message: '' } : undefined),
    },
  );
  createTable(local);
  await expect(documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 1 } }))).rejects.toThrow();
  expect((await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: 1 } }))).Item).toBeDefined();
  const foreign = documents.send(new GetCommand({ TableName, Key: { pk: 'foreign', sk: 1 } }));
  await expect(foreign).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
