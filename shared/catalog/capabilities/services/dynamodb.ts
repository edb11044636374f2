import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** Amazon DynamoDB: tables, indexes, streams, exports, imports, backups. */
export const dynamodb = rulesOf('dynamodb', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* GetAbacStatus GetResourcePolicy ListStreams ListTagsOfResource', CONFIG],
    ['Write', 'CreateTable CreateGlobalTableWitness DeleteGlobalTableWitness InjectError Purchase*', ADMIN],
    ['Write', 'DisableKinesisStreamingDestination UpdateContributorInsights UpdateGlobalTableSettings', ADMIN],
    ['Write', 'ReplicateSettings UpdateGlobalTableVersion UpdateTableReplicaAutoScaling', ADMIN],
  ],
  overrides: [
    [[READ], 'BatchGetItem GetItem Query Scan PartiQLSelect SearchVectors', 'returns items'],
    [[READ], 'ConditionCheckItem', 'answers questions about the values of an item'],
    [[READ], 'GetRecords GetShardIterator ReadDataForReplication', 'returns the changes of items'],
    [[WRITE], 'PutItem UpdateItem PartiQLInsert PartiQLUpdate WriteDataForReplication', 'creates or changes items'],
    [[WRITE, DELETE], 'BatchWriteItem', 'a batch holds puts and deletes alike, under this one right'],
    [[DELETE], 'DeleteItem PartiQLDelete', 'destroys items'],
    [[ADMIN, DELETE], 'DeleteTable', 'destroys the table with its content'],
    [[ADMIN, DELETE], 'DeleteTableReplica', 'destroys the copy of the content in a Region'],
    [[ADMIN, DELETE], 'DeleteBackup', 'destroys a copy of the content'],
    [[ADMIN, DELETE], 'UpdateTimeToLive', 'items whose attribute lies in the past are deleted'],
    [[ADMIN, DELETE], 'UpdateContinuousBackups', 'turning point-in-time recovery off destroys the backups it kept'],
    [[ADMIN, DELETE], 'UpdateTable', 'can drop an index, a replica or protection from deletion, and change the key'],
    [[ADMIN, READ], 'ExportTableToPointInTime', 'writes the whole table into a bucket of the caller’s choice'],
    [
      [ADMIN, READ],
      'EnableKinesisStreamingDestination UpdateKinesisStreamingDestination',
      'sends every change of items to a stream of the caller’s choice',
    ],
    [[ADMIN, READ], 'CreateBackup StartAwsBackupJob', 'makes a copy of the content that can be restored elsewhere'],
    [
      [ADMIN, READ, WRITE],
      'RestoreTableFromBackup RestoreTableToPointInTime RestoreTableFromAwsBackup',
      'writes a copy of the content into a new table with a policy of its own',
    ],
    [
      [ADMIN, READ],
      'CreateTableReplica CreateGlobalTable AssociateTableReplica',
      'replicates the content to another Region or account',
    ],
    [[ADMIN, READ, DELETE], 'UpdateGlobalTable', 'adds and removes replicas of the content'],
    [[ADMIN, WRITE], 'ImportTable', 'creates a table with content from a bucket'],
    [[ADMIN], 'PutResourcePolicy', 'decides who may reach the table', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'UpdateAbacStatus', 'turns conditions on tags on or off', BY_TAG],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** DynamoDB Accelerator: reads and writes the tables behind it through the cluster's role. */
export const dax = rulesOf('dax', {
  kinds: [
    ['List', 'Describe*', CONFIG],
    ['Read', 'DescribeParameters ListTags', CONFIG],
    ['Write', 'Create* IncreaseReplicationFactor DecreaseReplicationFactor RebootNode', ADMIN],
    ['Write', 'UpdateCluster UpdateParameterGroup UpdateSubnetGroup', ADMIN],
  ],
  overrides: [
    [[READ], 'BatchGetItem GetItem Query Scan ConditionCheckItem', 'returns items, or answers questions about them'],
    [[WRITE], 'PutItem UpdateItem', 'creates or changes items'],
    [[WRITE, DELETE], 'BatchWriteItem', 'a batch holds puts and deletes alike, under this one right'],
    [[DELETE], 'DeleteItem', 'destroys items'],
    [
      [ADMIN],
      'DeleteCluster DeleteParameterGroup DeleteSubnetGroup',
      'a cache or its settings go; the content stays in the tables behind it',
    ],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
