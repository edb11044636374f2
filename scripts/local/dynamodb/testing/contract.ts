import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';

export const TableName = 'contract';
type Value =
  | { S: string }
  | { N: string }
  | { M: Record<string, Value> }
  | { L: Value[] }
  | { SS: string[] }
  | { BOOL: boolean }
  | { NULL: true };

const S = (text: string) => ({ S: text });
const N = (number: number | string) => ({ N: String(number) });

/** What the product relies on in DynamoDB, put to any endpoint. */
export function dynamodbContract(client: () => DynamoDBClient): void {
  let turn = 0;
  /** A partition of its own for each test. */
  const partition = () => `p${++turn}`;
  const put = (pk: string, sk: string, more: Record<string, Value> = {}, options: object = {}) =>
    client().send(new PutItemCommand({ TableName, Item: { pk: S(pk), sk: S(sk), ...more }, ...options }));
  const get = async (pk: string, sk: string, options: object = {}) =>
    (
      await client().send(
        new GetItemCommand({ TableName, Key: { pk: S(pk), sk: S(sk) }, ConsistentRead: true, ...options }),
      )
    ).Item;
  const update = (pk: string, sk: string, UpdateExpression: string, options: Partial<UpdateItemCommandInput> = {}) =>
    client().send(new UpdateItemCommand({ TableName, Key: { pk: S(pk), sk: S(sk) }, UpdateExpression, ...options }));
  const query = (pk: string, options: Partial<QueryCommandInput> = {}) =>
    client().send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ...options,
        ExpressionAttributeValues: { ':pk': S(pk), ...options.ExpressionAttributeValues },
      }),
    );
  const sortKeys = (answer: { Items?: Record<string, { S?: string }>[] | undefined }) =>
    answer.Items?.map((item) => item['sk']?.S);
  const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
    client().send(
      new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken ? { ClientRequestToken } : {}) }),
    );
  const invalid = { name: 'ValidationException' };

  beforeAll(async () => {
    await client().send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk', 'gpk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S' as const,
        })),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-gpk',
            KeySchema: [{ AttributeName: 'gpk', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    );
  });

  describe('items', () => {
    test('what is put is got, in every type', async () => {
      const pk = partition();
      const item = {
        text: S('ä'),
        empty: S(''),
        number: N('1.5'),
        flag: { BOOL: true },
        nothing: { NULL: true as const },
        list: { L: [N(1), S('x')] },
        map: { M: { inner: { M: {} } } },
        set: { SS: ['a', 'b'] },
      };
      await put(pk, 'a', item);
      expect(await get(pk, 'a')).toEqual({ pk: S(pk), sk: S('a'), ...item });
      expect(await get(pk, 'b')).toBeUndefined();
    });

    test('numbers are normalised [AWS: Number]', async () => {
      const pk = partition();
      await put(pk, 'a', { a: N('1.50'), b: N('1e3'), c: N('-0'), d: N('0.001'), e: N('1E-130') });
      expect(await get(pk, 'a')).toMatchObject({ a: N('1.5'), b: N('1000'), c: N('0'), d: N('0.001') });
      await expect(put(pk, 'b', { a: N(`1${'0'.repeat(38)}1`) })).rejects.toMatchObject(invalid);
      await expect(put(pk, 'b', { a: N('x') })).rejects.toMatchObject(invalid);
    });

    test('ALL_OLD', async () => {
      const pk = partition();
      await put(pk, 'a', { v: N(1) });
      expect((await put(pk, 'a', { v: N(2) }, { ReturnValues: 'ALL_OLD' })).Attributes).toMatchObject({ v: N(1) });
      const gone = await client().send(
        new DeleteItemCommand({ TableName, Key: { pk: S(pk), sk: S('a') }, ReturnValues: 'ALL_OLD' }),
      );
      expect(gone.Attributes).toMatchObject({ v: N(2) });
      expect(await get(pk, 'a')).toBeUndefined();
    });

    test('projection', async () => {
      const pk = partition();
      await put(pk, 'a', { m: { M: { x: N(1), y: N(2) } }, l: { L: [N(1), N(2), N(3)] }, status: S('s') });
      const ProjectionExpression = 'm.x, l[1], #s';
      const item = await get(pk, 'a', { ProjectionExpression, ExpressionAttributeNames: { '#s': 'status' } });
      expect(item).toEqual({ m: { M: { x: N(1) } }, l: { L: [N(2)] }, status: S('s') });
    });

    test('an item over 400 KB is refused', async () => {
      const pk = partition();
      await put(pk, 'a', { v: S('x'.repeat(400_000)) });
      await expect(put(pk, 'b', { v: S('x'.repeat(400 * 1024)) })).rejects.toMatchObject(invalid);
    });

    test('keys must be the schema’s', async () => {
      const wrong = (Item: Record<string, Value>) => client().send(new PutItemCommand({ TableName, Item }));
      await expect(wrong({ pk: S('a') })).rejects.toMatchObject(invalid);
      await expect(wrong({ pk: S('a'), sk: N(1) })).rejects.toMatchObject(invalid);
      await expect(wrong({ pk: S('a'), sk: S('') })).rejects.toMatchObject(invalid);
      const missing = client().send(new GetItemCommand({ TableName, Key: { pk: S('a') } }));
      await expect(missing).rejects.toMatchObject(invalid);
      const nowhere = client().send(new GetItemCommand({ TableName: 'nowhere', Key: { pk: S('a') } }));
      await expect(nowhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });
  });

  describe('conditions', () => {
    const conditions: [expression: string, values: Record<string, Value> | undefined, holds: boolean][] = [
      ['attribute_exists(pk)', undefined, true],
      ['attribute_not_exists(pk)', undefined, false],
      ['attribute_not_exists(nope)', undefined, true],
      ['attribute_exists(m.x)', undefined, true],
      ['attribute_exists(m.z)', undefined, false],
      ['attribute_exists(l[1])', undefined, true],
      ['attribute_exists(l[9])', undefined, false],
      ['v = :v', { ':v': N(5) }, true],
      ['v = :v', { ':v': N('5.0') }, true],
      ['v = :v', { ':v': S('5') }, false],
      ['v <> :v', { ':v': S('5') }, true],
      ['nope <> :v', { ':v': N(5) }, true],
      ['nope = :v', { ':v': N(5) }, false],
      ['v < :v', { ':v': N(10) }, true],
      ['v < :v', { ':v': S('9') }, false],
      ['v >= :v', { ':v': N(5) }, true],
      [':v > v', { ':v': N(6) }, true],
      ['v BETWEEN :a AND :b', { ':a': N(5), ':b': N(6) }, true],
      ['v between :a and :b', { ':a': N(6), ':b': N(7) }, false],
      ['v IN (:a, :b)', { ':a': N(1), ':b': N(5) }, true],
      ['begins_with(t, :v)', { ':v': S('te') }, true],
      ['contains(t, :v)', { ':v': S('ex') }, true],
      ['contains(s, :v)', { ':v': S('a') }, true],
      ['contains(l, :v)', { ':v': N(2) }, true],
      ['attribute_type(v, :v)', { ':v': S('N') }, true],
      ['size(t) = :v', { ':v': N(4) }, true],
      ['size(l) > :v', { ':v': N(1) }, true],
      ['NOT v = :v', { ':v': N(5) }, false],
      ['v = :v AND (t = :t OR t = :u)', { ':v': N(5), ':t': S('no'), ':u': S('text') }, true],
      ['v = :w OR v = :v AND t = :t', { ':v': N(5), ':w': N(5), ':t': S('no') }, true],
      ['m.x = v', undefined, true],
      ['((v = :v) OR (t = :v)) AND (attribute_exists(v))', { ':v': N(5) }, true],
      ['(v = :v)', { ':v': N(5) }, true],
    ];
    test.each(conditions)('%s %j: %s', async (ConditionExpression, ExpressionAttributeValues, holds) => {
      const pk = partition();
      await put(pk, 'a', { v: N(5), t: S('text'), m: { M: { x: N(5) } }, l: { L: [N(1), N(2)] }, s: { SS: ['a'] } });
      const values = ExpressionAttributeValues ? { ExpressionAttributeValues } : {};
      const removal = client().send(
        new DeleteItemCommand({ TableName, Key: { pk: S(pk), sk: S('a') }, ConditionExpression, ...values }),
      );
      if (holds) await removal;
      else await expect(removal).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
      expect((await get(pk, 'a')) === undefined).toBe(holds);
    });

    test('a failed condition returns the item when asked', async () => {
      const pk = partition();
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      await put(pk, 'a', { v: N(1) }, condition);
      await expect(put(pk, 'a', {}, condition)).rejects.toSatisfy(
        (error: { Item?: unknown }) => error.Item === undefined,
      );
      const asked = put(pk, 'a', {}, { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
      await expect(asked).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        Item: { pk: S(pk), sk: S('a'), v: N(1) },
      });
    });

    const broken: [title: string, options: object][] = [
      ['a reserved word', { ConditionExpression: 'status = :v', ExpressionAttributeValues: { ':v': N(1) } }],
      ['a value that is not defined', { ConditionExpression: 'v = :v' }],
      ['a name that is not defined', { ConditionExpression: 'attribute_exists(#n)' }],
      [
        'a value that is not used',
        { ConditionExpression: 'attribute_exists(v)', ExpressionAttributeValues: { ':v': N(1) } },
      ],
      [
        'a name that is not used',
        { ConditionExpression: 'attribute_exists(v)', ExpressionAttributeNames: { '#n': 'n' } },
      ],
      ['a syntax error', { ConditionExpression: 'v = = :v', ExpressionAttributeValues: { ':v': N(1) } }],
      ['an unknown function', { ConditionExpression: 'exists(v)' }],
      ['an empty expression', { ConditionExpression: '' }],
      ['redundant parentheses', { ConditionExpression: '((attribute_exists(v)))' }],
      ['an operand compared with itself', { ConditionExpression: 'v = v' }],
      [
        'bounds in the wrong order',
        { ConditionExpression: 'v BETWEEN :a AND :b', ExpressionAttributeValues: { ':a': N(2), ':b': N(1) } },
      ],
      [
        'bounds of two types',
        { ConditionExpression: 'v BETWEEN :a AND :b', ExpressionAttributeValues: { ':a': N(2), ':b': S('3') } },
      ],
      [
        'an unknown type name',
        { ConditionExpression: 'attribute_type(v, :a)', ExpressionAttributeValues: { ':a': S('X') } },
      ],
      [
        'begins_with a number',
        { ConditionExpression: 'begins_with(v, :a)', ExpressionAttributeValues: { ':a': N(1) } },
      ],
    ];
    for (const [title, options] of broken) {
      test(`refused: ${title}`, async () => {
        await expect(put(partition(), 'a', {}, options)).rejects.toMatchObject(invalid);
      });
    }
  });

  describe('updates', () => {
    const before: Record<string, Value> = {
      n: N(5),
      t: S('text'),
      m: { M: { x: N(1) } },
      l: { L: [N(1), N(2), N(3)] },
      s: { SS: ['a', 'b'] },
    };
    const updates: [
      expression: string,
      values: Record<string, Value> | undefined,
      after: Record<string, Value | undefined>,
    ][] = [
      ['SET t = :v', { ':v': S('new') }, { t: S('new') }],
      ['SET m.x = :v, m.y = :w', { ':v': N(2), ':w': N(3) }, { m: { M: { x: N(2), y: N(3) } } }],
      ['SET n = n + :v', { ':v': N('0.5') }, { n: N('5.5') }],
      ['SET n = n - :v', { ':v': N(7) }, { n: N(-2) }],
      ['SET c = if_not_exists(c, :zero) + :v', { ':zero': N(0), ':v': N(1) }, { c: N(1) }],
      ['SET t = if_not_exists(t, :v)', { ':v': S('new') }, { t: S('text') }],
      ['SET l = list_append(l, :v)', { ':v': { L: [N(4)] } }, { l: { L: [N(1), N(2), N(3), N(4)] } }],
      ['SET l[1] = :v, l[9] = :w', { ':v': N(20), ':w': N(90) }, { l: { L: [N(1), N(20), N(3), N(90)] } }],
      ['SET a = n, n = :v', { ':v': N(6) }, { a: N(5), n: N(6) }],
      ['REMOVE t, m.x', undefined, { t: undefined, m: { M: {} } }],
      ['REMOVE l[0], l[1]', undefined, { l: { L: [N(3)] } }],
      ['ADD n :v', { ':v': N(2) }, { n: N(7) }],
      ['ADD c :v', { ':v': N(2) }, { c: N(2) }],
      ['ADD s :v', { ':v': { SS: ['b', 'c'] } }, { s: { SS: ['a', 'b', 'c'] } }],
      ['DELETE s :v', { ':v': { SS: ['b'] } }, { s: { SS: ['a'] } }],
      ['DELETE s :v', { ':v': { SS: ['a', 'b'] } }, { s: undefined }],
      ['SET t = :v REMOVE n ADD c :w', { ':v': S('x'), ':w': N(1) }, { t: S('x'), n: undefined, c: N(1) }],
    ];
    test.each(updates)('%s %j', async (expression, ExpressionAttributeValues, after) => {
      const pk = partition();
      await put(pk, 'a', before);
      const values = ExpressionAttributeValues ? { ExpressionAttributeValues } : {};
      await update(pk, 'a', expression, values);
      const expected = Object.entries({ pk: S(pk), sk: S('a'), ...before, ...after }).filter(
        ([, value]) => value !== undefined,
      );
      const item = (await get(pk, 'a')) ?? {};
      const sorted = (value: object) =>
        JSON.parse(JSON.stringify(value), (name, inner) => (name === 'SS' ? [...inner].sort() : inner));
      expect(sorted(item)).toEqual(Object.fromEntries(expected));
    });

    test('an item that is not there is made; what changed is returned', async () => {
      const pk = partition();
      const made = await update(pk, 'a', 'SET n = :v', {
        ExpressionAttributeValues: { ':v': N(1) },
        ReturnValues: 'ALL_NEW',
      });
      expect(made.Attributes).toEqual({ pk: S(pk), sk: S('a'), n: N(1) });
      const options = { ExpressionAttributeValues: { ':v': N(1) } };
      expect((await update(pk, 'a', 'SET n = n + :v', { ...options, ReturnValues: 'UPDATED_NEW' })).Attributes).toEqual(
        { n: N(2) },
      );
      expect((await update(pk, 'a', 'SET n = n + :v', { ...options, ReturnValues: 'UPDATED_OLD' })).Attributes).toEqual(
        { n: N(2) },
      );
    });

    const broken: [title: string, expression: string, values: Record<string, Value>][] = [
      ['of the key', 'SET sk = :v', { ':v': S('b') }],
      ['of two overlapping paths', 'SET m = :v, m.x = :w', { ':v': N(1), ':w': N(1) }],
      ['of two conflicting paths', 'SET m.x = :v, m[0] = :w', { ':v': N(1), ':w': N(1) }],
      ['adding text', 'SET n = n + :v', { ':v': S('1') }],
      ['from an attribute that is not there', 'SET a = nope + :v', { ':v': N(1) }],
      ['below an attribute that is not there', 'SET nope.x = :v', { ':v': N(1) }],
      ['adding to text', 'SET t = t + :v', { ':v': N(1) }],
      ['with a section twice', 'SET a = :v SET b = :v', { ':v': N(1) }],
    ];
    for (const [title, expression, ExpressionAttributeValues] of broken) {
      test(`refused: ${title}`, async () => {
        const pk = partition();
        await put(pk, 'a', before);
        await expect(update(pk, 'a', expression, { ExpressionAttributeValues })).rejects.toMatchObject(invalid);
        expect(await get(pk, 'a')).toEqual({ pk: S(pk), sk: S('a'), ...before });
      });
    }
  });

  describe('queries', () => {
    const filled = async () => {
      const pk = partition();
      for (const sk of ['b#2', 'a#1', 'a#2', 'B', '\uffee', '\u{1f600}']) await put(pk, sk, { v: S(sk) });
      return pk;
    };
    const ordered = ['B', 'a#1', 'a#2', 'b#2', '\uffee', '\u{1f600}'];

    test('in the order of UTF-8 bytes, both ways', async () => {
      const pk = await filled();
      expect(sortKeys(await query(pk))).toEqual(ordered);
      expect(sortKeys(await query(pk, { ScanIndexForward: false }))).toEqual([...ordered].reverse());
    });

    const ranges: [condition: string, values: Record<string, Value>, keys: string[]][] = [
      ['sk = :a', { ':a': S('a#1') }, ['a#1']],
      ['sk < :a', { ':a': S('a#2') }, ['B', 'a#1']],
      ['sk <= :a', { ':a': S('a#1') }, ['B', 'a#1']],
      ['sk BETWEEN :a AND :b', { ':a': S('a#1'), ':b': S('b') }, ['a#1', 'a#2']],
      ['begins_with(sk, :a)', { ':a': S('a#') }, ['a#1', 'a#2']],
    ];
    test.each(ranges)('%s', async (condition, ExpressionAttributeValues, keys) => {
      const answer = await query(await filled(), {
        KeyConditionExpression: `pk = :pk AND ${condition}`,
        ExpressionAttributeValues,
      });
      expect(sortKeys(answer)).toEqual(keys);
    });

    test('a filter is applied after reading', async () => {
      const options = { FilterExpression: 'begins_with(v, :f)', ExpressionAttributeValues: { ':f': S('a#') } };
      expect(await query(await filled(), options)).toMatchObject({ Count: 2, ScannedCount: 6 });
    });

    test('Limit counts what is read; the last key goes on', async () => {
      const pk = await filled();
      const keys: (string | undefined)[] = [];
      let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
      let pages = 0;
      do {
        const page = await query(pk, { Limit: 2, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
        keys.push(...(sortKeys(page) ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
        pages += 1;
      } while (ExclusiveStartKey);
      expect(new Set(keys)).toEqual(new Set(ordered));
      expect(keys).toHaveLength(6);
      expect(pages).toBeGreaterThanOrEqual(3);
    });

    test('a page ends at 1 MB; whether the item that crosses it is in it is not relied on', async () => {
      const pk = partition();
      for (const sk of ['1', '2', '3', '4', '5']) await put(pk, sk, { v: S('x'.repeat(300_000)) });
      const first = await query(pk);
      expect(first.LastEvaluatedKey).toEqual({ pk: S(pk), sk: S(sortKeys(first)?.at(-1) ?? '') });
      expect([3, 4]).toContain(first.Count);
      const second = await query(pk, { ExclusiveStartKey: first.LastEvaluatedKey });
      expect([...(sortKeys(first) ?? []), ...(sortKeys(second) ?? [])]).toEqual(['1', '2', '3', '4', '5']);
      expect(second.LastEvaluatedKey).toBeUndefined();
    });

    test('Select COUNT', async () => {
      const answer = await query(await filled(), { Select: 'COUNT' });
      expect(answer).toMatchObject({ Count: 6 });
      expect(answer.Items).toBeUndefined();
    });

    test('an index shows what it projects of the items that have its key', async () => {
      const pk = partition();
      await put(pk, 'a', { gpk: S(pk), v: N(1) });
      await put(pk, 'b', { v: N(1) });
      const answer = await client().send(
        new QueryCommand({
          TableName,
          IndexName: 'by-gpk',
          KeyConditionExpression: 'gpk = :g',
          ExpressionAttributeValues: { ':g': S(pk) },
        }),
      );
      expect(answer.Items).toEqual([{ gpk: S(pk), pk: S(pk), sk: S('a') }]);
    });

    const broken: [title: string, options: Partial<QueryCommandInput>][] = [
      ['without the partition key', { KeyConditionExpression: 'sk = :pk' }],
      ['with an inequality on the partition key', { KeyConditionExpression: 'pk > :pk' }],
      ['with two tests of the sort key', { KeyConditionExpression: 'pk = :pk AND sk > :pk AND sk < :pk' }],
      ['with another attribute', { KeyConditionExpression: 'pk = :pk AND v = :pk' }],
      ['with a filter on the key', { FilterExpression: 'sk = :pk' }],
      ['consistently, of an index', { IndexName: 'by-gpk', KeyConditionExpression: 'gpk = :pk', ConsistentRead: true }],
    ];
    for (const [title, options] of broken) {
      test(`refused: ${title}`, async () => {
        await expect(query('x', options)).rejects.toMatchObject(invalid);
      });
    }
  });

  describe('batches', () => {
    const request = (pk: string, sk: string) => ({ PutRequest: { Item: { pk: S(pk), sk: S(sk) } } });
    const write = (requests: object[]) =>
      client().send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } } as never));

    test('write and read', async () => {
      const pk = partition();
      await write([request(pk, 'a'), request(pk, 'b')]);
      await write([{ DeleteRequest: { Key: { pk: S(pk), sk: S('a') } } }]);
      const Keys = ['a', 'b', 'c'].map((sk) => ({ pk: S(pk), sk: S(sk) }));
      const answer = await client().send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
      expect(answer.Responses?.[TableName]).toEqual([{ pk: S(pk), sk: S('b') }]);
    });

    test('more than 25 writes are refused', async () => {
      const pk = partition();
      await expect(write(Array.from({ length: 26 }, (_, at) => request(pk, String(at))))).rejects.toMatchObject(
        invalid,
      );
    });

    test('one key twice is refused', async () => {
      const pk = partition();
      await expect(write([request(pk, 'a'), request(pk, 'a')])).rejects.toMatchObject(invalid);
    });

    test('more than 100 reads are refused', async () => {
      const Keys = Array.from({ length: 101 }, (_, at) => ({ pk: S('x'), sk: S(String(at)) }));
      const answer = client().send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
      await expect(answer).rejects.toMatchObject(invalid);
    });
  });

  describe('transactions', () => {
    const Put = (pk: string, sk: string, more: object = {}) => ({
      Put: { TableName, Item: { pk: S(pk), sk: S(sk) }, ...more },
    });
    const keyed = (pk: string, sk: string) => ({ TableName, Key: { pk: S(pk), sk: S(sk) } });

    test('put, update, delete and check, all at once', async () => {
      const pk = partition();
      await put(pk, 'deleted');
      await put(pk, 'updated', { fence: N(3) });
      await put(pk, 'checked', { v: N(1) });
      await transact([
        Put(pk, 'new', { ConditionExpression: 'attribute_not_exists(pk)' }),
        { Delete: keyed(pk, 'deleted') },
        {
          Update: {
            ...keyed(pk, 'updated'),
            UpdateExpression: 'SET fence = :next',
            ConditionExpression: 'fence = :fence',
            ExpressionAttributeValues: { ':fence': N(3), ':next': N(4) },
          },
        },
        {
          ConditionCheck: {
            ...keyed(pk, 'checked'),
            ConditionExpression: 'v = :v',
            ExpressionAttributeValues: { ':v': N(1) },
          },
        },
      ]);
      expect(sortKeys(await query(pk))).toEqual(['checked', 'new', 'updated']);
      expect(await get(pk, 'updated')).toMatchObject({ fence: N(4) });
    });

    test('one failed condition: nothing is written, each action has its reason', async () => {
      const pk = partition();
      await put(pk, 'known', { v: N(1) });
      const check = {
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      };
      await expect(transact([Put(pk, 'new'), Put(pk, 'known', check)])).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Item: { pk: S(pk), sk: S('known'), v: N(1) } },
        ],
      });
      expect(await get(pk, 'new')).toBeUndefined();
    });

    test('one item twice, or more than 100 actions, is refused', async () => {
      const pk = partition();
      await expect(transact([Put(pk, 'a'), { Delete: keyed(pk, 'a') }])).rejects.toMatchObject(invalid);
      await expect(transact(Array.from({ length: 101 }, (_, at) => Put(pk, String(at))))).rejects.toMatchObject(
        invalid,
      );
      expect((await query(pk)).Count).toBe(0);
    });

    test('more than 4 MB is refused', async () => {
      const pk = partition();
      const big = Array.from({ length: 11 }, (_, at) => ({
        Put: { TableName, Item: { pk: S(pk), sk: S(String(at)), v: S('x'.repeat(390_000)) } },
      }));
      await expect(transact(big)).rejects.toMatchObject(invalid);
      expect((await query(pk)).Count).toBe(0);
    });

    test('the same token and request is done once; another request is refused', async () => {
      const pk = partition();
      const add = (by: number) => ({
        Update: { ...keyed(pk, 'n'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': N(by) } },
      });
      await transact([add(1)], `token-${pk}`);
      await transact([add(1)], `token-${pk}`);
      expect(await get(pk, 'n')).toMatchObject({ n: N(1) });
      await expect(transact([add(2)], `token-${pk}`)).rejects.toMatchObject({
        name: 'IdempotentParameterMismatchException',
      });
    });

    test('read', async () => {
      const pk = partition();
      await put(pk, 'a', { v: N(1) });
      const answer = await client().send(
        new TransactGetItemsCommand({ TransactItems: ['a', 'b'].map((sk) => ({ Get: keyed(pk, sk) })) }),
      );
      expect(answer.Responses?.map((response) => response.Item?.['v'])).toEqual([N(1), undefined]);
    });
  });

  test('time to live: set, described, and an expired item is still there', async () => {
    const pk = partition();
    await client().send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } }),
    );
    const described = await client().send(new DescribeTimeToLiveCommand({ TableName }));
    expect(described.TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await put(pk, 'a', { expires: N(1) });
    expect(await get(pk, 'a')).toMatchObject({ expires: N(1) });
  });
}
