import type { Grants, Limit } from '../rules.ts';
import { ADMIN, BY_POLICY, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

const DOORS: Grants = { means: 'access-point', capabilities: [READ, WRITE, DELETE] };
const COLLECTION_POLICIES: Limit = { limitedBy: "limited by the collection's data access policies, not evaluated" };

/** Amazon OpenSearch Service (prefix `es`): the HTTP actions are the data plane, with paths inside the domain. */
export const es = rulesOf('es', {
  kinds: [
    ['List', 'Describe* GetCompatible* List*', CONFIG],
    ['Read', 'Describe* GetApplication GetCapability GetDataSource GetDefault* GetDirectQueryDataSource', CONFIG],
    ['Read', 'GetDomain* GetIndex GetMigration GetPackage* GetUpgrade* ListTags', CONFIG],
    ['Write', 'Add* Associate* AttachDataSource Cancel* Create*Role CreateApplication CreateDomain', ADMIN],
    ['Write', 'CreateElasticsearchDomain CreateIndex CreatePackage DeleteApplication DeleteDataSource', ADMIN],
    ['Write', 'DeleteDirectQueryDataSource Delete*Role Delete*Connection DeletePackage DeleteVpcEndpoint', ADMIN],
    ['Write', 'DeregisterCapability DetachDataSource Dissociate* InsightFeedback Purchase* PutDefault*', ADMIN],
    [
      'Write',
      'RegisterCapability Reject* Revoke* Rollback* StartDomain* Start*SoftwareUpdate UpdateApplication UpdateDataSource',
      ADMIN,
    ],
    ['Write', 'UpdateDirectQueryDataSource UpdateIndex UpdatePackage* UpdateScheduledAction UpdateVpcEndpoint', ADMIN],
    ['Write', 'UpgradeDomain UpgradeElasticsearchDomain', ADMIN],
  ],
  overrides: [
    [[READ], 'ESHttpGet ESHttpHead ESCrossClusterGet', 'searches and returns documents'],
    [[READ, WRITE, DELETE], 'ESHttpPost', 'searches, writes in bulk and deletes by query are all sent by POST'],
    [[ADMIN, WRITE], 'ESHttpPut ESHttpPatch', 'writes documents, indexes, snapshots’ places and settings'],
    [[DELETE], 'ESHttpDelete', 'destroys documents and indexes'],
    [[ADMIN, DELETE], 'DeleteDomain DeleteElasticsearchDomain DeleteIndex', 'destroys the domain or an index'],
    [
      [ADMIN],
      'UpdateDomainConfig UpdateElasticsearchDomainConfig',
      'sets the access policy, the master user and the network',
      BY_POLICY,
    ],
    [
      [ADMIN, READ],
      'CreateOutboundConnection CreateOutboundCrossClusterSearchConnection AcceptInboundConnection AcceptInboundCrossClusterSearchConnection',
      'lets one domain search another',
    ],
    [[ADMIN, READ], 'StartMigration', 'carries content to another store'],
    [[ADMIN], 'CreateVpcEndpoint AuthorizeVpcEndpointAccess', 'opens a door to the domain', DOORS],
    [[ADMIN], 'AddTags RemoveTags', 'access may hang on tags', BY_TAG],
  ],
});

/** OpenSearch applications and direct queries. */
export const opensearch = rulesOf('opensearch', {
  kinds: [
    ['List', 'ListAutoOptimizeJobs', CONFIG],
    ['Read', 'GetAutoOptimizeJob GetDirectQuery', CONFIG],
    ['Write', 'CancelAutoOptimizeJob CancelDirectQuery DeleteAutoOptimizeJob SubmitAutoOptimizeJob', ADMIN],
  ],
  overrides: [
    [[READ], 'StartDirectQuery GetDirectQueryResult', 'queries a data source and returns its rows'],
    [[USE, READ], 'ApplicationAccessAll', 'opens the application, which shows what its data sources hold'],
    [[USE], 'ViewLoginPage', 'shows the page at which a session begins'],
  ],
});

/** OpenSearch Serverless: data access policies of the collection decide behind the API. */
export const aoss = rulesOf('aoss', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'BatchGet* Get*', CONFIG],
    ['Write', 'AddCollectionToCollectionGroup CreateCollection* CreateIndex CreateSecurityConfig', ADMIN],
    ['Write', 'DeleteAccessPolicy DeleteCollectionGroup DeleteLifecyclePolicy DeleteSecurityConfig', ADMIN],
    ['Write', 'DeleteVpcEndpoint UpdateAccountSettings UpdateCollection* UpdateIndex UpdateSecurityConfig', ADMIN],
  ],
  overrides: [
    [[READ, WRITE, DELETE, USE], 'APIAccessAll', 'reaches the data plane of the collection', COLLECTION_POLICIES],
    [[READ, USE], 'DashboardsAccessAll', 'opens Dashboards over the collections', COLLECTION_POLICIES],
    [[ADMIN, DELETE], 'DeleteCollection DeleteIndex', 'destroys the collection or an index with its documents'],
    [[ADMIN, DELETE], 'CreateLifecyclePolicy UpdateLifecyclePolicy', 'documents older than the retention are deleted'],
    [
      [ADMIN],
      'CreateAccessPolicy UpdateAccessPolicy',
      'decides who may read and write what in the collections',
      { means: 'policy', capabilities: [READ, WRITE, DELETE] },
    ],
    [
      [ADMIN],
      'CreateSecurityPolicy UpdateSecurityPolicy DeleteSecurityPolicy CreateVpcEndpoint UpdateVpcEndpoint',
      'decides encryption and from which network collections are reached',
      DOORS,
    ],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags; AWS files it under Write', BY_TAG],
  ],
});
