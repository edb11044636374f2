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

/** Aurora DSQL. */
export const dsql = rulesOf('dsql', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Get* ListTagsForResource', CONFIG],
    ['Write', 'CreateCluster InjectError PutWitnessRegion RemovePeerCluster DeleteStream Stop* UpdateCluster', ADMIN],
  ],
  overrides: [
    [CONNECTED, 'DbConnect DbConnectAdmin', 'connects as a database role (rule 5)', DATABASE_GRANTS],
    [[ADMIN, DELETE], 'DeleteCluster', 'destroys the cluster with its content'],
    [
      [ADMIN, READ],
      'CreateStream UpdateStream AddPeerCluster PutMultiRegionProperties',
      'sends changes to a stream, or the content to another Region',
    ],
    [[ADMIN, READ], 'StartBackupJob', 'makes a copy of the content that can be restored elsewhere'],
    [[ADMIN, READ, WRITE], 'StartRestoreJob', 'writes a copy of the content into a new cluster'],
    [[ADMIN], 'PutClusterPolicy', 'decides who may reach the cluster', BY_POLICY],
    [[ADMIN], 'DeleteClusterPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** Neptune's data plane. */
export const neptuneDb = rulesOf('neptune-db', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Get*Status', CONFIG],
    ['Write', 'Cancel* CreateMLEndpoint DeleteMLEndpoint ManageStatistics DeleteStatistics', ADMIN],
  ],
  overrides: [
    [CONNECTED, 'connect', 'connects to the engine (rule 5)', DATABASE_GRANTS],
    [[USE, READ], 'ReadDataViaQuery GetStreamRecords GetGraphSummary', 'returns content, its changes or its shape'],
    [[USE, WRITE], 'WriteDataViaQuery StartLoaderJob', 'creates or changes content'],
    [[USE, DELETE], 'DeleteDataViaQuery', 'destroys content'],
    [[ADMIN, DELETE], 'ResetDatabase', 'destroys all content'],
    [
      [USE, READ],
      'StartMLDataProcessingJob StartMLModelTrainingJob StartMLModelTransformJob',
      'exports content into a bucket of the caller’s choice to train a model on it',
    ],
  ],
});

/** ElastiCache: what leads to its content; the rest keeps the default. */
export const elasticache = rulesOf('elasticache', {
  covers: {
    resourceTypes: [],
    actions:
      'Connect CopySnapshot CopyServerlessCacheSnapshot CreateSnapshot CreateServerlessCacheSnapshot CreateUser ModifyUser ExportServerlessCacheSnapshot DeleteCacheCluster DeleteReplicationGroup DeleteServerlessCache DeleteServerlessCacheSnapshot DeleteSnapshot DeleteGlobalReplicationGroup ModifyCacheCluster ModifyReplicationGroup'.split(
        ' ',
      ),
  },
  kinds: [],
  overrides: [
    [CONNECTED, 'Connect', 'connects as a user of the cache (rule 5)', DATABASE_GRANTS],
    [
      [ADMIN, READ],
      'CopySnapshot CopyServerlessCacheSnapshot CreateSnapshot CreateServerlessCacheSnapshot ExportServerlessCacheSnapshot',
      'makes a copy of the content, or writes it into a bucket of the caller’s choice',
    ],
    [
      [ADMIN],
      'CreateUser ModifyUser ModifyCacheCluster ModifyReplicationGroup',
      'sets the passwords with which the cache is reached',
      { means: 'credentials', capabilities: CONNECTED },
    ],
    [
      [ADMIN, DELETE],
      'DeleteCacheCluster DeleteReplicationGroup DeleteServerlessCache DeleteServerlessCacheSnapshot DeleteSnapshot DeleteGlobalReplicationGroup',
      'destroys the cache, or a copy of its content',
    ],
  ],
});

/** MemoryDB: what leads to its content; the rest keeps the default. */
export const memorydb = rulesOf('memorydb', {
  covers: {
    resourceTypes: [],
    actions:
      'Connect CopySnapshot CreateSnapshot CreateUser UpdateUser UpdateAcl DeleteCluster DeleteMultiRegionCluster DeleteSnapshot'.split(
        ' ',
      ),
  },
  kinds: [],
  overrides: [
    [CONNECTED, 'Connect', 'connects as a user of the cluster (rule 5)', DATABASE_GRANTS],
    [
      [ADMIN, READ],
      'CopySnapshot CreateSnapshot',
      'makes a copy of the content, or writes it into a bucket of the caller’s choice',
    ],
    [
      [ADMIN],
      'CreateUser UpdateUser UpdateAcl',
      'decides with which passwords the cluster is reached',
      { means: 'credentials', capabilities: CONNECTED },
    ],
    [
      [ADMIN, DELETE],
      'DeleteCluster DeleteMultiRegionCluster DeleteSnapshot',
      'destroys the cluster, or a copy of its content',
    ],
  ],
});
