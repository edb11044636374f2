/**
 * The second key (rule 4 of the capabilities page): who needs which right on a customer-managed key before encrypted
 * data of a service can be read, written or created. For an AWS managed key nobody needs a right of their own within
 * the account, and across accounts it never decrypts (M20): whoever asks looks at the key's manager first.
 */
export interface KeyUse {
  /** The action prefix of the service that encrypts. */
  readonly service: string;
  /**
   * `caller`: the service uses the key with the rights of whoever calls. `creator`: whoever creates or attaches the
   * resource lets the service hold a grant; later callers need nothing on the key. `nobody`: the service itself is
   * allowed in the key policy; no caller needs anything.
   */
  readonly holder: 'caller' | 'creator' | 'nobody';
  /** For each kind of call that touches the key; calls that are not listed need nothing on it. */
  readonly needs: readonly KeyNeed[];
  /** The key of the encryption context that the service sends, for `kms:EncryptionContext:…`; null where not known. */
  readonly contextKey: string | null;
  /** Where AWS says so, under docs.aws.amazon.com/. */
  readonly page: string;
  /** `stated`: the page, or the API reference it belongs to, was consulted; `known`: written from knowledge of it. */
  readonly proof: 'stated' | 'known';
}

/** What a kind of call needs on the key. */
export interface KeyNeed {
  readonly use: 'read' | 'write' | 'create';
  /** Names of the service's actions. */
  readonly actions: readonly string[];
  /** Alternatives (which one depends on the resource, e.g. a parameter's tier); of one alternative all are needed. */
  readonly anyOf: readonly (readonly string[])[];
  /** When the need holds, where it does not always. */
  readonly when: string | null;
}

/** The service's entry; null where the catalogue does not know: an answer about it says so. */
export function keyUse(service: string): KeyUse | null {
  return BY_SERVICE.get(service.toLowerCase()) ?? null;
}

/** What one action needs on a customer-managed key; empty: nothing; null: the service has no entry. */
export function keyNeeds(service: string, actionName: string): readonly KeyNeed[] | null {
  const use = keyUse(service);
  if (use === null) return null;
  const name = actionName.toLowerCase();
  return use.needs.filter((need) => need.actions.some((action) => action.toLowerCase() === name));
}

const DECRYPT = ['kms:Decrypt'];
const GENERATE = ['kms:GenerateDataKey'];
const BOTH = ['kms:Decrypt', 'kms:GenerateDataKey'];
const GRANT = ['kms:CreateGrant', 'kms:DescribeKey'];
const ATTACH = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'];

const KEY_USES: readonly KeyUse[] = [
  {
    service: 's3',
    holder: 'caller',
    needs: [
      need('read', 'GetObject GetObjectVersion GetObjectTorrent ListMultipartUploadParts', DECRYPT),
      need('write', 'PutObject', GENERATE),
      need('write', 'PutObject', BOTH, 'multipart upload: its parts are read again when it is completed'),
      need('write', 'UpdateObjectEncryption', ['kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', ...BOTH]),
      need('read', 'GetObjectVersionForReplication', DECRYPT, 'the replication role'),
    ],
    contextKey: 'aws:s3:arn',
    page: 'AmazonS3/latest/userguide/UsingKMSEncryption.html',
    proof: 'stated',
  },
  {
    service: 's3express',
    holder: 'caller',
    needs: [need('read', 'CreateSession', DECRYPT), need('write', 'CreateSession', BOTH)],
    contextKey: 'aws:s3:arn',
    page: 'AmazonS3/latest/API/API_CreateSession.html',
    proof: 'stated',
  },
  {
    service: 's3tables',
    holder: 'caller',
    needs: [need('read', 'GetTableData', DECRYPT), need('write', 'PutTableData', BOTH)],
    contextKey: 'aws:s3:arn',
    page: 'AmazonS3/latest/userguide/s3-tables-kms-permissions.html',
    proof: 'known',
  },
  {
    service: 'sqs',
    holder: 'caller',
    needs: [
      need('read', 'ReceiveMessage', DECRYPT),
      // The design page names GenerateDataKey alone; AWS has producers decrypt the new data key to check it.
      need('write', 'SendMessage', BOTH),
    ],
    contextKey: 'aws:sqs:arn',
    page: 'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    proof: 'stated',
  },
  {
    service: 'sns',
    holder: 'caller',
    // Subscribers get messages decrypted; the publisher alone needs the key.
    needs: [need('write', 'Publish', BOTH)],
    contextKey: 'aws:sns:topicArn',
    page: 'sns/latest/dg/sns-key-management.html',
    proof: 'stated',
  },
  {
    service: 'dynamodb',
    holder: 'caller',
    needs: [
      need(
        'read',
        'BatchGetItem ConditionCheckItem GetItem PartiQLSelect Query Scan GetRecords ExportTableToPointInTime',
        DECRYPT,
      ),
      // One key per table, made when the table is made: writing decrypts that key, it generates none.
      need('write', 'BatchWriteItem DeleteItem PartiQLDelete PartiQLInsert PartiQLUpdate PutItem UpdateItem', DECRYPT),
      need(
        'create',
        'CreateTable UpdateTable ImportTable RestoreTableFromBackup RestoreTableToPointInTime CreateTableReplica',
        [...GRANT, ...BOTH, 'kms:Encrypt'],
      ),
    ],
    contextKey: 'aws:dynamodb:tableName',
    page: 'amazondynamodb/latest/developerguide/encryption.howitworks.html',
    proof: 'known',
  },
  {
    service: 'secretsmanager',
    holder: 'caller',
    needs: [
      need('read', 'GetSecretValue BatchGetSecretValue ReplicateSecretToRegions', DECRYPT),
      need('write', 'CreateSecret PutSecretValue', BOTH),
      need('write', 'UpdateSecret', [...BOTH, 'kms:Encrypt']),
    ],
    contextKey: 'SecretARN',
    page: 'secretsmanager/latest/userguide/security-encryption.html',
    proof: 'stated',
  },
  {
    service: 'ssm',
    holder: 'caller',
    needs: [
      need('read', 'GetParameter GetParameters GetParametersByPath GetParameterHistory', DECRYPT, 'a SecureString'),
      {
        use: 'write',
        actions: ['PutParameter'],
        anyOf: [['kms:Encrypt'], GENERATE],
        when: 'a SecureString: standard parameters take kms:Encrypt, advanced ones kms:GenerateDataKey',
      },
    ],
    contextKey: 'PARAMETER_ARN',
    page: 'kms/latest/developerguide/services-parameter-store.html',
    proof: 'known',
  },
  {
    service: 'kinesis',
    holder: 'caller',
    needs: [need('read', 'GetRecords SubscribeToShard', DECRYPT), need('write', 'PutRecord PutRecords', GENERATE)],
    contextKey: 'aws:kinesis:arn',
    page: 'streams/latest/dev/permissions-user-key-KMS.html',
    proof: 'stated',
  },
  {
    service: 'lambda',
    holder: 'caller',
    needs: [
      need(
        'read',
        'GetFunction GetFunctionConfiguration ListFunctions ListVersionsByFunction',
        DECRYPT,
        'for the environment; the code needs nothing',
      ),
      need('write', 'CreateFunction UpdateFunctionConfiguration', ['kms:CreateGrant', 'kms:Encrypt']),
    ],
    contextKey: 'aws:lambda:FunctionArn',
    page: 'lambda/latest/dg/configuration-envvars-encryption.html',
    proof: 'known',
  },
  {
    service: 'ebs',
    holder: 'caller',
    needs: [need('read', 'GetSnapshotBlock', DECRYPT), need('write', 'StartSnapshot PutSnapshotBlock', BOTH)],
    contextKey: 'aws:ebs:id',
    page: 'ebs/latest/userguide/ebsapi-permissions.html',
    proof: 'known',
  },
  {
    service: 'glue',
    holder: 'caller',
    needs: [
      need('read', 'GetConnection GetConnections', DECRYPT, 'for the password'),
      { use: 'write', actions: ['CreateConnection', 'UpdateConnection'], anyOf: [['kms:Encrypt']], when: null },
    ],
    contextKey: 'glue_catalog_id',
    page: 'glue/latest/dg/encrypt-glue-data-catalog.html',
    proof: 'known',
  },
  creator('ec2', 'CreateVolume AttachVolume RunInstances CopySnapshot CopyImage', ATTACH, 'aws:ebs:id', {
    page: 'ebs/latest/userguide/ebs-encryption.html',
  }),
  creator(
    'rds',
    'CreateDBInstance CreateDBCluster CopyDBSnapshot CopyDBClusterSnapshot RestoreDBInstanceFromDBSnapshot RestoreDBInstanceToPointInTime RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime CreateDBInstanceReadReplica StartExportTask',
    GRANT,
    'aws:rds:db-id',
    { page: 'AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html' },
  ),
  creator('elasticfilesystem', 'CreateFileSystem', GRANT, 'aws:elasticfilesystem:filesystem:id', {
    page: 'efs/latest/ug/EFSKMS.html',
  }),
  creator('ecr', 'CreateRepository', [...GRANT, 'kms:RetireGrant'], 'aws:ecr:arn', {
    page: 'AmazonECR/latest/userguide/encryption-at-rest.html',
  }),
  creator('redshift', 'CreateCluster RestoreFromClusterSnapshot CreateSnapshotCopyGrant', GRANT, 'aws:redshift:arn', {
    page: 'redshift/latest/mgmt/working-with-db-encryption.html',
  }),
  creator('redshift-serverless', 'CreateNamespace UpdateNamespace RestoreFromSnapshot', GRANT, null, {
    page: 'redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html',
  }),
  creator('es', 'CreateDomain CreateElasticsearchDomain UpdateDomainConfig', GRANT, 'aws:es:arn', {
    page: 'opensearch-service/latest/developerguide/encryption-at-rest.html',
  }),
  creator('aoss', 'CreateCollection CreateSecurityPolicy', GRANT, 'aws:aoss:arn', {
    page: 'opensearch-service/latest/developerguide/serverless-encryption.html',
  }),
  creator('firehose', 'CreateDeliveryStream StartDeliveryStreamEncryption', GRANT, 'aws:firehose:arn', {
    page: 'firehose/latest/dev/encryption.html',
  }),
  creator('elasticache', 'CreateReplicationGroup CreateServerlessCache CopySnapshot', GRANT, null, {
    page: 'AmazonElastiCache/latest/dg/at-rest-encryption.html',
  }),
  creator('memorydb', 'CreateCluster CopySnapshot', GRANT, null, {
    page: 'memorydb/latest/devguide/at-rest-encryption.html',
  }),
  creator('dax', 'CreateCluster', GRANT, null, {
    page: 'amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
  }),
  {
    service: 'logs',
    holder: 'nobody',
    needs: [],
    contextKey: 'aws:logs:arn',
    page: 'AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    proof: 'known',
  },
];

const BY_SERVICE = new Map(KEY_USES.map((use) => [use.service, use]));

/** All entries, for lists and tests. */
export function keyUses(): readonly KeyUse[] {
  return KEY_USES;
}

function need(use: KeyNeed['use'], actions: string, all: readonly string[], when: string | null = null): KeyNeed {
  return { use, actions: actions.split(' '), anyOf: [all], when };
}

function creator(
  service: string,
  actions: string,
  all: readonly string[],
  contextKey: string | null,
  { page }: { readonly page: string },
): KeyUse {
  return { service, holder: 'creator', needs: [need('create', actions, all)], contextKey, page, proof: 'known' };
}
