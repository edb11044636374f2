import type { Grants } from '../rules.ts';
import {
  ADMIN,
  BY_POLICY,
  BY_REMOVAL,
  BY_TAG,
  CONFIG,
  CONNECTED,
  DATABASE_GRANTS,
  DELETE,
  READ,
  rulesOf,
  USE,
  WRITE,
} from '../rules.ts';

const BY_PASSWORD: Grants = { means: 'credentials', capabilities: CONNECTED };

/** Amazon Redshift: provisioned clusters. */
export const redshift = rulesOf('redshift', {
  kinds: [
    ['List', 'Describe* ListDatabases ListRecommendations ListSavedQueries ListSchemas ListTables View*', CONFIG],
    ['Read', 'Describe* GetReservedNode* GetResourcePolicy', CONFIG],
    ['Write', 'AcceptReservedNodeExchange AddPartner Cancel* CreateAuthenticationProfile CreateCluster', ADMIN],
    ['Write', 'CreateCluster*Group CreateCustomDomainAssociation CreateEventSubscription CreateHsm*', ADMIN],
    ['Write', 'CreateQev2IdcApplication CreateRedshiftIdcApplication CreateSavedQuery CreateScheduledAction', ADMIN],
    ['Write', 'CreateSnapshotSchedule CreateUsageLimit DeleteAuth* DeleteCluster*Group DeleteCustom*', ADMIN],
    ['Write', 'DeleteEndpointAccess DeleteEventSubscription DeleteIntegration DeletePartner DeleteQev2*', ADMIN],
    ['Write', 'DeleteRedshiftIdc* DeleteSavedQueries DeleteScheduledAction DeleteSnapshotCopyGrant', ADMIN],
    ['Write', 'DeleteSnapshotSchedule DeleteUsageLimit DeregisterNamespace DisableLogging DisableSnapshotCopy', ADMIN],
    ['Write', 'DisassociateDataShareConsumer FailoverPrimaryCompute ModifyA* ModifyClusterDbRevision', ADMIN],
    ['Write', 'ModifyClusterMaintenance ModifyCluster*Group ModifyClusterSnapshotSchedule ModifyCustom*', ADMIN],
    ['Write', 'ModifyEventSubscription ModifyIntegration ModifyQev2* ModifyRedshiftIdc* ModifySavedQuery', ADMIN],
    ['Write', 'ModifyScheduledAction ModifyUsageLimit PauseCluster Purchase* RebootCluster', ADMIN],
    ['Write', 'ResetClusterParameterGroup ResizeCluster ResumeCluster Revoke* RotateEncryptionKey', ADMIN],
    ['Write', 'UpdatePartnerStatus', ADMIN],
    ['Permissions management', 'CreateSnapshotCopyGrant RevokeEndpointAccess RevokeSnapshotAccess', ADMIN],
  ],
  overrides: [
    [
      CONNECTED,
      'GetClusterCredentials GetClusterCredentialsWithIAM GetIdentityCenterAuthToken ExecuteQuery',
      'connects as a database user, or runs a statement (rule 5)',
      DATABASE_GRANTS,
    ],
    [[READ], 'FetchResults', 'returns the rows of a query'],
    [
      [ADMIN],
      'CreateClusterUser JoinGroup',
      'lets GetClusterCredentials create a user or join groups, which widens what it may do',
      BY_PASSWORD,
    ],
    [[ADMIN, READ], 'ModifyCluster', 'it can reset the master password and open the cluster', BY_PASSWORD],
    [
      [ADMIN],
      'ModifyClusterIamRoles',
      'attaches roles with which the cluster loads and unloads data',
      { means: 'role', capabilities: [READ, WRITE] },
    ],
    [
      [ADMIN, READ],
      'CreateClusterSnapshot CopyClusterSnapshot EnableSnapshotCopy',
      'makes a copy of the content that can be shared and restored',
    ],
    [[ADMIN, READ], 'AuthorizeSnapshotAccess', 'shares the snapshot with another account (K03)'],
    [
      [ADMIN, READ, WRITE],
      'RestoreFromClusterSnapshot RestoreTableFromClusterSnapshot',
      'writes a copy of the content into a cluster or table of the caller’s choice',
    ],
    [
      [ADMIN, READ],
      'AuthorizeDataShare AssociateDataShareConsumer RegisterNamespace',
      'shares tables with another account, Region or catalogue',
    ],
    [[ADMIN], 'DeauthorizeDataShare RejectDataShare', 'ends sharing; gives the caller nothing'],
    [
      [ADMIN, READ],
      'CreateIntegration CreateInboundIntegration AuthorizeInboundIntegration',
      'replicates content into another store',
    ],
    [[ADMIN, READ], 'EnableLogging', 'sends logs with every statement to a bucket of the caller’s choice'],
    [
      [ADMIN],
      'CreateEndpointAccess ModifyEndpointAccess AuthorizeEndpointAccess AuthorizeClusterSecurityGroupIngress',
      'opens the network path; connecting still takes a database user',
    ],
    [[ADMIN, DELETE], 'DeleteCluster', 'destroys the cluster with its content'],
    [[ADMIN, DELETE], 'DeleteClusterSnapshot BatchDeleteClusterSnapshots', 'destroys a copy of the content'],
    [
      [ADMIN, DELETE],
      'ModifyClusterSnapshot BatchModifyClusterSnapshots ModifySnapshotCopyRetentionPeriod ModifySnapshotSchedule',
      'a short retention period deletes snapshots',
    ],
    [
      [ADMIN, DELETE],
      'DeleteHsmClientCertificate DeleteHsmConfiguration',
      'without its HSM an encrypted cluster cannot be read',
    ],
    [[ADMIN], 'PutResourcePolicy', 'decides who may send to or share with the namespace', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'CreateTags DeleteTags', 'access may hang on tags', BY_TAG],
  ],
});

/** Redshift Data API: SQL over HTTPS. */
export const redshiftData = rulesOf('redshift-data', {
  kinds: [
    ['List', 'ListSessions ListStatements ListTables', CONFIG],
    ['Read', 'DescribeTable GetStagingBucketLocation ListDatabases ListSchemas', CONFIG],
  ],
  overrides: [
    [
      CONNECTED,
      'ExecuteStatement BatchExecuteStatement',
      'runs statements as a database user (rule 5)',
      DATABASE_GRANTS,
    ],
    [[READ], 'GetStatementResult', 'returns the rows of a statement'],
    [[CONFIG], 'DescribeStatement', 'returns state and text of a statement, no rows'],
    [[USE], 'CancelStatement', 'stops a statement that runs'],
  ],
});

/** Redshift Serverless: namespaces hold the content, workgroups the compute. */
export const redshiftServerless = rulesOf('redshift-serverless', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'DescribeOneTimeCredit GetCustom* GetEndpointAccess GetManagedWorkgroup GetNamespace', CONFIG],
    ['Read', 'GetRecoveryPoint GetReservation* GetResourcePolicy GetScheduledAction GetSnapshot', CONFIG],
    ['Read', 'GetTableRestoreStatus GetTrack GetUsageLimit GetWorkgroup ListAutonomicsDenylist', CONFIG],
    ['Write', 'CreateCustomDomainAssociation CreateEndpointAccess CreateNamespace CreateReservation', ADMIN],
    ['Write', 'CreateScheduledAction CreateUsageLimit CreateWorkgroup DeleteCustom* DeleteEndpointAccess', ADMIN],
    ['Write', 'DeleteScheduledAction DeleteSnapshotCopyConfiguration DeleteUsageLimit DeleteWorkgroup', ADMIN],
    ['Write', 'UpdateAutonomicsDenylist UpdateCustom* UpdateEndpointAccess UpdateScheduledAction', ADMIN],
    ['Write', 'UpdateUsageLimit', ADMIN],
  ],
  overrides: [
    [CONNECTED, 'GetCredentials GetIdentityCenterAuthToken', 'connects as a database user (rule 5)', DATABASE_GRANTS],
    [
      [ADMIN, READ],
      'UpdateNamespace',
      'it can reset the admin password, attach roles and send logs elsewhere',
      BY_PASSWORD,
    ],
    [[ADMIN], 'UpdateWorkgroup', 'opens or closes the network path; connecting still takes a database user'],
    [
      [ADMIN, READ],
      'CreateSnapshot ConvertRecoveryPointToSnapshot CreateSnapshotCopyConfiguration',
      'makes a copy of the content that can be shared and restored',
    ],
    [
      [ADMIN, READ, WRITE],
      'RestoreFromRecoveryPoint RestoreFromSnapshot RestoreTableFromRecoveryPoint RestoreTableFromSnapshot',
      'writes a copy of the content into a namespace or table of the caller’s choice',
    ],
    [[ADMIN, DELETE], 'DeleteNamespace DeleteSnapshot', 'destroys content or a copy of it'],
    [[ADMIN, DELETE], 'UpdateSnapshot UpdateSnapshotCopyConfiguration', 'a short retention period deletes snapshots'],
    [[ADMIN, READ], 'PutResourcePolicy', 'shares snapshots with other accounts', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'ends sharing, and takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
