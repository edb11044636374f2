import type { Capability } from '../capability.ts';

/** One decision to place actions otherwise than the published lists of k9 Security's policy generators do. */
export interface Difference {
  readonly theirs: readonly Capability[];
  readonly ours: readonly Capability[];
  /** By space. */
  readonly actions: string;
  readonly reason: string;
}

const ADMIN: Capability = 'administer-resource';
const CONFIG: Capability = 'read-config';
const READ: Capability = 'read-data';
const WRITE: Capability = 'write-data';
const DELETE: Capability = 'delete-data';
const USE: Capability = 'use-resource';

/** Names in the lists that are no actions: the prefix does not exist, streams belong to `dynamodb`. */
export const NO_ACTIONS =
  'dynamodbstreams:DescribeStream dynamodbstreams:GetRecords dynamodbstreams:GetShardIterator dynamodbstreams:ListStreams';

export const DIFFERENCES: readonly Difference[] = [
  {
    theirs: [ADMIN],
    ours: [ADMIN, READ],
    actions:
      'dynamodb:ExportTableToPointInTime dynamodb:EnableKinesisStreamingDestination ' +
      'dynamodb:UpdateKinesisStreamingDestination rds:StartActivityStream cloudtrail:CreateTrail ' +
      'cloudtrail:UpdateTrail redshift:EnableLogging athena:UpdateWorkGroup s3:PutInventoryConfiguration ' +
      'events:PutRule events:PutTargets',
    reason: 'rule 3: sends content to a place of the caller’s choice',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, READ],
    actions:
      'dynamodb:CreateBackup rds:CopyDBClusterSnapshot rds:CopyDBSnapshot redshift:CreateClusterSnapshot ' +
      'redshift:EnableSnapshotCopy rds:CreateDBInstanceReadReplica rds:CreateGlobalCluster ' +
      's3:PutReplicationConfiguration rds:ModifyDBClusterSnapshotAttribute rds:ModifyDBSnapshotAttribute ' +
      'redshift:AuthorizeSnapshotAccess',
    reason: 'rule 3: copying, replicating and sharing lead to content',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, READ],
    actions: 'rds:ModifyDBCluster rds:ModifyDBInstance redshift:ModifyCluster',
    reason: 'the master password can be reset',
  },
  {
    theirs: [ADMIN, WRITE],
    ours: [ADMIN, READ],
    actions: 'rds:CreateDBClusterSnapshot rds:CreateDBSnapshot redshift:CopyClusterSnapshot',
    reason: 'rule 3: a snapshot is a copy that can be shared and restored; the database itself is not written',
  },
  {
    theirs: [WRITE],
    ours: [ADMIN, READ],
    actions: 'rds:StartExportTask',
    reason: 'rule 3: exporting reads; what is written lies in a bucket',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, READ, WRITE],
    actions:
      'dynamodb:RestoreTableToPointInTime rds:RestoreDBClusterToPointInTime rds:RestoreDBInstanceToPointInTime ' +
      'redshift:RestoreFromClusterSnapshot redshift:RestoreTableFromClusterSnapshot',
    reason: 'rule 3: restoring a copy leads to content, and creates content',
  },
  {
    theirs: [ADMIN, READ],
    ours: [ADMIN, READ, WRITE],
    actions: 'rds:RestoreDBClusterFromSnapshot rds:RestoreDBInstanceFromDBSnapshot',
    reason: 'a restored copy is new content as well',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, WRITE],
    actions: 'rds:RestoreDBClusterFromS3 rds:RestoreDBInstanceFromS3',
    reason: 'creates a database with content from a bucket',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, DELETE],
    actions:
      'dynamodb:UpdateContinuousBackups dynamodb:UpdateTable dynamodb:UpdateTimeToLive rds:BacktrackDBCluster ' +
      'redshift:BatchModifyClusterSnapshots redshift:ModifyClusterSnapshot redshift:ModifySnapshotSchedule ' +
      'redshift:ModifySnapshotCopyRetentionPeriod s3:DeleteBucket s3:PutLifecycleConfiguration sqs:SetQueueAttributes',
    reason: 'rule 3: expiry, retention, rewinding and removal lead to loss',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, DELETE],
    actions:
      'kms:DisableKey kms:DisconnectCustomKeyStore kms:ScheduleKeyDeletion redshift:DeleteHsmClientCertificate ' +
      'redshift:DeleteHsmConfiguration',
    reason: 'makes content unreadable',
  },
  {
    theirs: [DELETE],
    ours: [ADMIN, DELETE],
    actions:
      'dynamodb:DeleteTable kms:DeleteCustomKeyStore kms:DeleteImportedKeyMaterial rds:DeleteDBClusterSnapshot ' +
      'rds:DeleteDBInstanceAutomatedBackup rds:DeleteDBSnapshot',
    reason: 'rule 1: removing a resource administers it too',
  },
  {
    theirs: [WRITE],
    ours: [ADMIN, DELETE],
    actions: 'athena:DeleteWorkGroup',
    reason: 'rule 1: removes the workgroup, and destroys its saved queries and history',
  },
  {
    theirs: [DELETE],
    ours: [ADMIN],
    actions: 'dax:DeleteCluster dax:DeleteParameterGroup dax:DeleteSubnetGroup rds:DeleteOptionGroup',
    reason: 'a cache or settings go; no content is lost',
  },
  {
    theirs: [ADMIN, DELETE],
    ours: [ADMIN],
    actions: 'cloudtrail:DeleteTrail',
    reason: 'recording ends; the log files stay in their bucket',
  },
  {
    theirs: [WRITE],
    ours: [ADMIN],
    actions:
      'athena:TagResource athena:UntagResource iam:TagRole iam:TagUser iam:UntagRole iam:UntagUser ' +
      'redshift:CreateTags redshift:DeleteTags s3:PutObjectTagging s3:PutObjectVersionTagging s3:ReplicateTags ' +
      'sts:TagSession',
    reason: 'rule 6: changing tags on which access may hang is administering',
  },
  {
    theirs: [ADMIN, WRITE],
    ours: [ADMIN],
    actions: 's3:PutBucketTagging',
    reason: 'rule 6: tags are no content',
  },
  {
    theirs: [DELETE],
    ours: [ADMIN],
    actions: 's3:DeleteObjectTagging s3:DeleteObjectVersionTagging',
    reason: 'rule 6: tags are no content',
  },
  {
    theirs: [WRITE],
    ours: [ADMIN],
    actions:
      'athena:CreateNamedQuery athena:DeleteNamedQuery redshift:CreateSavedQuery redshift:DeleteSavedQueries ' +
      'redshift:ModifySavedQuery redshift:CreateScheduledAction redshift:DeleteScheduledAction redshift:CancelQuery ' +
      'rds:CancelExportTask iam:AddClientIDToOpenIDConnectProvider',
    reason: 'sets up or stops something; the data that the resource holds does not change',
  },
  {
    theirs: [READ],
    ours: [CONFIG],
    actions:
      'iam:GenerateCredentialReport iam:GenerateOrganizationsAccessReport iam:GenerateServiceLastAccessedDetails ' +
      'iam:GetAccessKeyLastUsed iam:GetAccountSummary iam:GetCredentialReport iam:GetOrganizationsAccessReport ' +
      'iam:GetServiceLastAccessedDetails iam:GetServiceLastAccessedDetailsWithEntities ' +
      'iam:GetServiceLinkedRoleDeletionStatus iam:SimulateCustomPolicy iam:SimulatePrincipalPolicy ' +
      'redshift:ViewQueriesFromConsole sts:GetAccessKeyInfo sts:GetCallerIdentity',
    reason: 'settings and metadata of principals and queries, not content',
  },
  {
    theirs: [WRITE],
    ours: [CONFIG],
    actions: 'redshift:ViewQueriesInConsole sts:DecodeAuthorizationMessage',
    reason: 'shows something, and changes nothing',
  },
  {
    theirs: [CONFIG],
    ours: [READ],
    actions: 's3:ListBucketMultipartUploads s3:ListBucketVersions',
    reason: "object listings show content's names, as s3:ListBucket does",
  },
  {
    theirs: [WRITE],
    ours: [READ, WRITE, DELETE, USE],
    actions:
      'rds-data:BatchExecuteStatement rds-data:BeginTransaction rds-data:CommitTransaction rds-data:ExecuteSql ' +
      'rds-data:ExecuteStatement rds-data:RollbackTransaction redshift:ExecuteQuery athena:StartQueryExecution',
    reason: 'rule 5: statements select, insert and delete alike',
  },
  {
    theirs: [USE],
    ours: [READ, WRITE, DELETE, USE],
    actions: 'rds-db:connect redshift:GetClusterCredentials',
    reason: 'rule 5: a connection reads, writes and deletes within the database’s grants',
  },
  {
    theirs: [WRITE],
    ours: [WRITE, DELETE],
    actions: 'dax:BatchWriteItem dynamodb:BatchWriteItem',
    reason: 'a batch holds puts and deletes alike',
  },
  {
    theirs: [READ],
    ours: [USE],
    actions: 'kms:Verify sts:GetFederationToken sts:GetServiceBearerToken sts:GetSessionToken',
    reason: 'acts with a key or takes a session; returns no content',
  },
  {
    theirs: [WRITE],
    ours: [USE],
    actions: 'kms:GenerateRandom kms:Sign',
    reason: 'acts with the key; changes no content',
  },
  {
    theirs: [ADMIN],
    ours: [USE],
    actions: 'iam:PassRole',
    reason: 'escalation is a finding, not the capability',
  },
  {
    theirs: [WRITE],
    ours: [READ],
    actions: 'kms:ReEncryptFrom',
    reason: 'takes content out from under the key; ReEncryptTo is the writing side',
  },
  {
    theirs: [WRITE],
    ours: [ADMIN, READ],
    actions: 'kms:ImportKeyMaterial',
    reason: 'who brings the material holds it, and can decrypt',
  },
  {
    theirs: [WRITE],
    ours: [READ, WRITE],
    actions: 's3:InitiateReplication',
    reason: 'rule 3: replicating leads to content',
  },
  {
    theirs: [WRITE],
    ours: [DELETE],
    actions: 's3:ReplicateDelete',
    reason: 'carries deletions, and writes nothing',
  },
  {
    theirs: [ADMIN],
    ours: [ADMIN, READ, WRITE, DELETE],
    actions: 'sqs:StartMessageMoveTask',
    reason: 'takes messages out of one queue and sends them to another',
  },
];

/**
 * Known gaps of the lists: actions of the listed services that they do not place although content hangs on them.
 * Ours stand where the reviewed rules say.
 */
export const GAPS: Readonly<Record<string, readonly Capability[]>> = {
  's3:CreateAccessGrant': [ADMIN],
  's3:GetDataAccess': [READ, WRITE, DELETE],
  'kms:ReplicateKey': [ADMIN, READ],
  'kms:DeriveSharedSecret': [READ],
  'sts:AssumeRoot': [USE],
  'events:PutPermission': [ADMIN],
  's3:BypassGovernanceRetention': [ADMIN, DELETE],
};
