import type { JsonInput, Operation, Operations } from '../http/aws-json.ts';
import { dynamoError, notSupported, validation } from './errors.ts';
import { listOf, only, optionalText, recordOf, textOf } from './input.ts';
import type { Store } from './store.ts';
import type { IndexDefinition, KeySchema, Table, TableDefinition } from './table.ts';

/** Of a table's settings those that bear on data; what only AWS acts on is taken and forgotten. */
const FORGOTTEN = [
  'BillingMode',
  'ProvisionedThroughput',
  'SSESpecification',
  'Tags',
  'TableClass',
  'DeletionProtectionEnabled',
  'PointInTimeRecoverySpecification',
];

export function tableOperations(store: Store, now: () => number): Operations {
  return new Map<string, Operation>([
    [
      'CreateTable',
      (input) => {
        const definition = readDefinition(input, now());
        if (store.tables.has(definition.name)) {
          throw dynamoError('ResourceInUseException', `Table already exists: ${definition.name}`);
        }
        store.commit({ create: definition });
        return { TableDescription: describe(store.table(definition.name)) };
      },
    ],
    ['DescribeTable', (input) => ({ Table: describe(store.table(input['TableName'])) })],
    [
      'DeleteTable',
      (input) => {
        const table = store.table(input['TableName']);
        store.commit({ drop: table.definition.name });
        return { TableDescription: describe(table) };
      },
    ],
    [
      'ListTables',
      (input) => {
        only(input, []);
        return { TableNames: [...store.tables.keys()].sort() };
      },
    ],
    [
      'UpdateTimeToLive',
      (input) => {
        only(input, ['TableName', 'TimeToLiveSpecification']);
        const table = store.table(input['TableName']);
        const specification = recordOf(input['TimeToLiveSpecification'], 'TimeToLiveSpecification');
        const attribute = textOf(specification, 'AttributeName');
        const enabled = specification['Enabled'] === true;
        if (enabled === (table.ttlAttribute !== null)) {
          throw validation(`TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`);
        }
        store.commit({ ttl: table.definition.name, attribute: enabled ? attribute : null });
        return { TimeToLiveSpecification: specification };
      },
    ],
    [
      'DescribeTimeToLive',
      (input) => {
        const { ttlAttribute } = store.table(input['TableName']);
        const TimeToLiveDescription =
          ttlAttribute === null
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute };
        return { TimeToLiveDescription };
      },
    ],
  ]);
}

function readDefinition(input: JsonInput, createdAt: number): TableDefinition {
  only(input, ['TableName', 'KeySchema', 'AttributeDefinitions', 'GlobalSecondaryIndexes', ...FORGOTTEN]);
  const name = textOf(input, 'TableName');
  if (!/^[A-Za-z0-9_.-]{3,255}$/.test(name))
    throw validation(`TableName: expected 3 to 255 of a-z, A-Z, 0-9, _, . and -, found \`${name}\``);
  const types: Record<string, 'S' | 'N' | 'B'> = {};
  for (const source of listOf(input['AttributeDefinitions'], 'AttributeDefinitions')) {
    const attribute = recordOf(source, 'AttributeDefinitions');
    const type = textOf(attribute, 'AttributeType');
    if (type !== 'S' && type !== 'N' && type !== 'B') throw validation(`AttributeType: found \`${type}\``);
    types[textOf(attribute, 'AttributeName')] = type;
  }
  const key = readKey(input);
  const indexes = listOf(input['GlobalSecondaryIndexes'] ?? [], 'GlobalSecondaryIndexes').map((source) =>
    readIndex(recordOf(source, 'GlobalSecondaryIndexes')),
  );
  const used = new Set(
    [key, ...indexes.map((index) => index.key)].flatMap(({ hash, range }) => (range === null ? [hash] : [hash, range])),
  );
  if (used.size !== Object.keys(types).length || [...used].some((attribute) => !types[attribute])) {
    throw validation(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  return { name, key, types, indexes, createdAt };
}

function readKey(input: JsonInput): KeySchema {
  let hash: string | null = null;
  let range: string | null = null;
  for (const source of listOf(input['KeySchema'], 'KeySchema')) {
    const element = recordOf(source, 'KeySchema');
    if (textOf(element, 'KeyType') === 'HASH' && hash === null) hash = textOf(element, 'AttributeName');
    else if (textOf(element, 'KeyType') === 'RANGE' && range === null) range = textOf(element, 'AttributeName');
    else throw notSupported('a key schema of several HASH or RANGE attributes');
  }
  if (hash === null) throw validation('Invalid KeySchema: Some AttributeValue for HASH is missing');
  return { hash, range };
}

function readIndex(source: JsonInput): IndexDefinition {
  only(source, ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput']);
  const projection = recordOf(source['Projection'], 'Projection');
  const type = optionalText(projection, 'ProjectionType') ?? 'ALL';
  if (type !== 'ALL' && type !== 'KEYS_ONLY' && type !== 'INCLUDE')
    throw validation(`ProjectionType: found \`${type}\``);
  const attributes = listOf(projection['NonKeyAttributes'] ?? [], 'NonKeyAttributes').map(String);
  return { name: textOf(source, 'IndexName'), key: readKey(source), projection: { type, attributes } };
}

function describe(table: Table) {
  const { name, key, types, indexes, createdAt } = table.definition;
  const schema = ({ hash, range }: KeySchema) => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === null ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
  ];
  return {
    TableName: name,
    TableStatus: 'ACTIVE',
    TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
    CreationDateTime: createdAt / 1000,
    KeySchema: schema(key),
    AttributeDefinitions: Object.entries(types).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ItemCount: table.all().length,
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: schema(index.key),
            IndexStatus: 'ACTIVE',
            Projection: { ProjectionType: index.projection.type },
          })),
        }),
  };
}
