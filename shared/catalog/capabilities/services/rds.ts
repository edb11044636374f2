import type { Grants } from '../rules.ts';
import { ADMIN, BY_TAG, CONFIG, CONNECTED, DATABASE_GRANTS, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

const BY_PASSWORD: Grants = { means: 'credentials', capabilities: CONNECTED };

/** Amazon RDS, Aurora, Neptune and DocumentDB clusters: the control plane. */
export const rds = rulesOf('rds', {
  kinds: [
    ['List', 'Describe*', CONFIG],
    ['Read', 'Describe* ListTagsForResource', CONFIG],
    ['Write', 'Add* ApplyPendingMaintenanceAction CancelExportTask Copy*ParameterGroup CopyOptionGroup', ADMIN],
    ['Write', 'CopyCustomDBEngineVersion CreateCustomDBEngineVersion CreateDBC* CreateDBInstance CreateDBP*', ADMIN],
    ['Write', 'CreateDBS*Group CreateEventSubscription CreateOptionGroup DeleteCustomDBEngineVersion', ADMIN],
    ['Write', 'DeleteDB*Endpoint DeleteDB*ParameterGroup DeleteDBProxy DeleteDBSecurityGroup', ADMIN],
    ['Write', 'DeleteDBSubnetGroup DeleteEventSubscription DeleteIntegration DeleteOptionGroup', ADMIN],
    ['Write', 'Deregister* DisableHttpEndpoint Failover* ModifyCertificates ModifyCurrent* ModifyCustom*', ADMIN],
    ['Write', 'ModifyDBClusterEndpoint ModifyDB*ParameterGroup ModifyDBRecommendation ModifyDBShardGroup', ADMIN],
    ['Write', 'ModifyDBSubnetGroup ModifyEventSubscription ModifyGlobalCluster ModifyIntegration', ADMIN],
    ['Write', 'ModifyOptionGroup ModifyRecommendation Promote* Purchase* Reboot* Remove* Reset*', ADMIN],
    ['Write', 'RevokeDBSecurityGroupIngress StartDBCluster StartDBInstance Stop* Switchover*', ADMIN],
  ],
  overrides: [
    [[READ], 'DownloadCompleteDBLogFile DownloadDBLogFilePortion', 'logs hold statements with their values'],
    [
      [ADMIN, READ],
      'ModifyDBInstance ModifyDBCluster ModifyTenantDatabase CreateTenantDatabase',
      'it can reset or set the master password',
      BY_PASSWORD,
    ],
    [
      [ADMIN, READ],
      'CreateDBSnapshot CreateDBClusterSnapshot CopyDBSnapshot CopyDBClusterSnapshot',
      'makes a copy of the content that can be shared and restored',
    ],
    [
      [ADMIN, READ],
      'ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute',
      'shares the snapshot with other accounts or everyone (K03)',
    ],
    [[ADMIN], 'ModifyDBSnapshot', 'upgrades the engine of a snapshot; the copy stays where it is'],
    [[ADMIN, READ], 'StartExportTask', 'writes the content into a bucket of the caller’s choice'],
    [
      [ADMIN, READ, WRITE],
      'RestoreDBInstanceFromDBSnapshot RestoreDBInstanceToPointInTime RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime',
      'makes a copy with a master password and network of the caller’s choice',
    ],
    [[ADMIN, WRITE], 'RestoreDBInstanceFromS3 RestoreDBClusterFromS3', 'creates a database with content from a bucket'],
    [
      [ADMIN, READ],
      'CreateDBInstanceReadReplica CreateBlueGreenDeployment CreateGlobalCluster CreateIntegration StartDBInstanceAutomatedBackupsReplication',
      'replicates the content',
    ],
    [[READ, WRITE], 'CrossRegionCommunication', 'carries content between Regions for replicas and copies'],
    [[ADMIN, READ], 'StartActivityStream ModifyActivityStream', 'sends every statement with its values to a stream'],
    [
      [ADMIN],
      'CreateDBProxy CreateDBProxyEndpoint ModifyDBProxy ModifyDBProxyEndpoint ModifyDBProxyTargetGroup RegisterDBProxyTargets',
      'opens a door that connects with the passwords the proxy holds',
      { means: 'access-point', capabilities: CONNECTED },
    ],
    [
      [ADMIN],
      'EnableHttpEndpoint',
      'opens the Data API to those who may use it and a secret',
      { means: 'access-point', capabilities: CONNECTED },
    ],
    [[ADMIN], 'AuthorizeDBSecurityGroupIngress', 'opens the network path; connecting still takes a password'],
    [
      [ADMIN, DELETE],
      'DeleteDBInstance DeleteDBCluster DeleteDBShardGroup DeleteTenantDatabase DeleteGlobalCluster DeleteBlueGreenDeployment',
      'destroys a database with its content',
    ],
    [
      [ADMIN, DELETE],
      'DeleteDBSnapshot DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup DeleteDBClusterAutomatedBackup',
      'destroys a copy of the content',
    ],
    [[ADMIN, DELETE], 'BacktrackDBCluster', 'rewinds the cluster: what was written since is gone'],
    [[ADMIN], 'AddTagsToResource RemoveTagsFromResource', 'access may hang on tags', BY_TAG],
  ],
});

/** RDS Data API: SQL over HTTPS with a secret. */
export const rdsData = rulesOf('rds-data', {
  kinds: [],
  overrides: [
    [
      CONNECTED,
      'ExecuteStatement BatchExecuteStatement ExecuteSql BeginTransaction CommitTransaction RollbackTransaction',
      'runs statements with a database user’s secret (rule 5)',
      DATABASE_GRANTS,
    ],
  ],
});

/** IAM database authentication. */
export const rdsDb = rulesOf('rds-db', {
  kinds: [],
  overrides: [[CONNECTED, 'connect', 'connects as a database user without a password (rule 5)', DATABASE_GRANTS]],
});
