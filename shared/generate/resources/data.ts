import { granting } from '../document.ts';
import { SERVICES } from '../words.ts';
import { resourcePolicy } from './policies.ts';
import { arnIn, keyOf, line, nameOf, type ResourceText, type Slot } from './stock.ts';

export function table(slot: Slot): ResourceText {
  const { random, purpose } = slot;
  const arn = arnIn(slot, 'dynamodb', `table/${nameOf(slot)}`);
  const key = random.chance(0.25) ? keyOf(slot) : null;
  const stream = random.chance(0.2) ? `${arn}/stream/2026-03-01T00:00:00.000` : null;
  return line(slot, 'AWS::DynamoDB::Table', arn, {
    policy: random.chance(0.3)
      ? resourcePolicy(slot, {
          read: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
          write: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
          all: 'dynamodb:*',
          resources: [arn, `${arn}/index/*`],
        })
      : null,
    tableId: random.uuid(),
    tableStatus: 'ACTIVE',
    creationDateTime: slot.createdAt,
    sseDescription: key === null ? null : { status: 'ENABLED', sseType: 'KMS', kmsMasterKeyArn: key },
    globalSecondaryIndexes: random.chance(0.5) ? [{ indexName: `by-${purpose}` }, { indexName: 'by-team' }] : [],
    localSecondaryIndexes: [],
    replicas: [],
    latestStreamArn: stream,
    streamPolicy: null,
    deletionProtectionEnabled: random.chance(0.5),
  });
}

export function queue(slot: Slot): ResourceText {
  const { random, stock, region } = slot;
  const arn = arnIn(slot, 'sqs', nameOf(slot));
  return line(slot, 'AWS::SQS::Queue', arn, {
    policy: resourcePolicy(slot, {
      read: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'],
      write: ['sqs:SendMessage'],
      all: 'sqs:*',
      resources: [arn],
      service: [random.chance(0.6) ? SERVICES.sns : SERVICES.events, 'sqs:SendMessage'],
    }),
    queueUrl: `https://sqs.${region}.amazonaws.com/${stock.ground.place.accountId}/${nameOf(slot)}`,
    kmsMasterKeyId: random.chance(0.25) ? keyOf(slot) : null,
    sqsManagedSseEnabled: true,
    fifoQueue: false,
    redrivePolicy: null,
  });
}

export function topic(slot: Slot): ResourceText {
  const { random, stock } = slot;
  const { accountId } = stock.ground.place;
  const arn = arnIn(slot, 'sns', nameOf(slot));
  const own = resourcePolicy(slot, {
    read: ['sns:Subscribe', 'sns:GetTopicAttributes'],
    write: ['sns:Publish'],
    all: 'sns:Publish',
    resources: [arn],
    service: [SERVICES.s3, 'sns:Publish'],
  });
  // The policy that SNS gives to new topics (rule M22).
  const byDefault = {
    Version: '2008-10-17' as const,
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        ...granting(
          'Allow',
          { AWS: '*' },
          [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          arn,
          { StringEquals: { 'AWS:SourceOwner': accountId } },
        ),
      },
    ],
  };
  return line(slot, 'AWS::SNS::Topic', arn, {
    policy: own ?? byDefault,
    owner: accountId,
    kmsMasterKeyId: random.chance(0.2) ? keyOf(slot) : null,
    fifoTopic: false,
    subscriptions: [],
  });
}

export function stream(slot: Slot): ResourceText {
  const { random } = slot;
  const arn = arnIn(slot, 'kinesis', `stream/${nameOf(slot)}`);
  const key = random.chance(0.5) ? keyOf(slot) : null;
  return line(slot, 'AWS::Kinesis::Stream', arn, {
    policy: random.chance(0.2)
      ? resourcePolicy(slot, {
          read: ['kinesis:GetRecords', 'kinesis:DescribeStream'],
          write: ['kinesis:PutRecord'],
          all: 'kinesis:*',
          resources: [arn],
        })
      : null,
    streamStatus: 'ACTIVE',
    encryptionType: key === null ? 'NONE' : 'KMS',
    keyId: key,
    consumers: random.chance(0.2)
      ? [{ consumerArn: `${arn}/consumer/${slot.app}:1719820000`, consumerName: slot.app, policy: null }]
      : [],
  });
}

export function secret(slot: Slot): ResourceText {
  const { random, team, app, purpose, number, createdAt } = slot;
  const arn = arnIn(
    slot,
    'secretsmanager',
    `secret:${team}/${app}/${purpose}-${number}-${random.text('abcdefghijkmnpqrstuvwxyz', 6)}`,
  );
  return line(slot, 'AWS::SecretsManager::Secret', arn, {
    name: `${team}/${app}/${purpose}-${number}`,
    policy: random.chance(0.5)
      ? resourcePolicy(slot, {
          read: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          write: ['secretsmanager:PutSecretValue'],
          all: 'secretsmanager:GetSecretValue',
          resources: ['*'],
        })
      : null,
    description: '',
    kmsKeyId: random.chance(0.5) ? keyOf(slot) : null,
    rotationEnabled: random.chance(0.3),
    rotationLambdaARN: null,
    createdDate: createdAt,
    lastChangedDate: createdAt,
    lastAccessedDate: null,
    owningService: null,
    replicationStatus: [],
  });
}

export function parameter(slot: Slot): ResourceText {
  const { random, team, app, purpose, number } = slot;
  const name = `/${team}/${app}/${purpose}-${number}`;
  const secure = random.chance(0.4);
  return line(slot, 'AWS::SSM::Parameter', arnIn(slot, 'ssm', `parameter${name}`), {
    name,
    policy: null,
    parameterType: secure ? 'SecureString' : 'String',
    keyId: secure ? (random.chance(0.5) ? (keyOf(slot) ?? 'alias/aws/ssm') : 'alias/aws/ssm') : null,
    tier: 'Standard',
    lastModifiedDate: slot.createdAt,
  });
}

export function logGroup(slot: Slot): ResourceText {
  const { random, team, app, purpose, number } = slot;
  const name = `/${team}/${app}/${purpose}-${number}`;
  return line(slot, 'AWS::Logs::LogGroup', arnIn(slot, 'logs', `log-group:${name}`), {
    name,
    policy: null,
    kmsKeyId: random.chance(0.1) ? keyOf(slot) : null,
    retentionInDays: random.chance(0.7) ? 90 : null,
    logGroupClass: 'STANDARD',
  });
}

/** A database with its snapshot's sharing left to `shared.ts`. */
export function database(slot: Slot): ResourceText {
  const { random } = slot;
  return line(slot, 'AWS::RDS::DBInstance', arnIn(slot, 'rds', `db:${nameOf(slot)}`), {
    dbInstanceIdentifier: nameOf(slot),
    dbiResourceId: `db-${random.text('ABCDEFGHJKLMNPQRSTUVWXYZ', 24)}`,
    engine: 'postgres',
    storageEncrypted: true,
    kmsKeyId: keyOf(slot),
    publiclyAccessible: random.chance(0.05),
    iamDatabaseAuthenticationEnabled: random.chance(0.4),
    masterUserSecret: null,
    associatedRoles: [],
  });
}

export function cluster(slot: Slot): ResourceText {
  const { random } = slot;
  return line(slot, 'AWS::RDS::DBCluster', arnIn(slot, 'rds', `cluster:${nameOf(slot)}`), {
    dbClusterIdentifier: nameOf(slot),
    dbClusterResourceId: `cluster-${random.text('ABCDEFGHJKLMNPQRSTUVWXYZ', 24)}`,
    engine: 'aurora-postgresql',
    storageEncrypted: true,
    kmsKeyId: keyOf(slot),
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: true,
    masterUserSecret: null,
    associatedRoles: [],
  });
}

export function warehouse(slot: Slot): ResourceText {
  return line(slot, 'AWS::Redshift::Cluster', arnIn(slot, 'redshift', `cluster:${nameOf(slot)}`), {
    clusterIdentifier: nameOf(slot),
    encrypted: true,
    kmsKeyId: keyOf(slot),
    publiclyAccessible: false,
    iamRoles: [],
    masterPasswordSecretArn: null,
  });
}

export function searchDomain(slot: Slot): ResourceText {
  const name = `${slot.team}-${slot.number}`;
  const arn = arnIn(slot, 'es', `domain/${name}`);
  return line(slot, 'AWS::OpenSearchService::Domain', arn, {
    policy: resourcePolicy(slot, {
      read: ['es:ESHttpGet'],
      write: ['es:ESHttpPost', 'es:ESHttpPut'],
      all: 'es:ESHttp*',
      resources: [`${arn}/*`],
    }),
    endpoint: `search-${name}.${slot.region}.es.amazonaws.com`,
    encryptionAtRestOptions: { enabled: true, kmsKeyId: keyOf(slot) },
    advancedSecurityOptions: { enabled: false },
    vpcOptions: slot.random.chance(0.7) ? { vpcId: 'vpc-0c1d2e3f4a5b6c7d8' } : null,
  });
}
