/**
 * The reading half of AWS by service, in the manner and size of the managed policies `ReadOnlyAccess`,
 * `job-function/ViewOnlyAccess` and `SecurityAudit`: wildcards by verb, and single names where a verb would say too
 * much. One line per service: its prefix, then its actions.
 */
const READ_ONLY = `
a4b Get* List* Search*
access-analyzer GetAccessPreview GetAnalyzedResource GetAnalyzer GetArchiveRule GetFinding GetFindingV2 GetGeneratedPolicy ListAccessPreviews ListAnalyzers ListArchiveRules ListFindings ListFindingsV2 ListPolicyGenerations ListTagsForResource ValidatePolicy
account GetAccountInformation GetAlternateContact GetContactInformation GetPrimaryEmail GetRegionOptStatus ListRegions
acm Describe* Get* List*
acm-pca Describe* Get* List*
airflow GetEnvironment ListEnvironments ListTagsForResource
amplify GetApp GetBranch GetDomainAssociation GetJob ListApps ListBranches ListDomainAssociations ListJobs
aoss BatchGetCollection BatchGetVpcEndpoint GetAccessPolicy GetAccountSettings GetPoliciesStats GetSecurityConfig GetSecurityPolicy ListAccessPolicies ListCollections ListSecurityConfigs ListSecurityPolicies ListTagsForResource ListVpcEndpoints
apigateway GET
app-integrations Get* List*
appconfig GetApplication GetConfiguration GetConfigurationProfile GetDeployment GetDeploymentStrategy GetEnvironment GetHostedConfigurationVersion ListApplications ListConfigurationProfiles ListDeployments ListEnvironments ListHostedConfigurationVersions ListTagsForResource
appflow DescribeConnector* DescribeFlow* ListConnector* ListFlows ListTagsForResource
application-autoscaling Describe* ListTagsForResource
applicationinsights Describe* List*
appmesh Describe* List*
apprunner Describe* List*
appstream Describe* List*
appsync Get* List*
aps DescribeLoggingConfiguration DescribeRuleGroupsNamespace DescribeWorkspace GetAlertManager* GetLabels GetMetricMetadata GetSeries ListRuleGroupsNamespaces ListTagsForResource ListWorkspaces QueryMetrics
arc-zonal-shift GetManagedResource ListManagedResources ListZonalShifts
artifact GetReport GetReportMetadata GetTermForReport ListReports
athena Batch* Get* List*
auditmanager Get* List* ValidateAssessmentReportIntegrity
autoscaling Describe* GetPredictiveScalingForecast
autoscaling-plans Describe* GetScalingPlanResourceForecastData
backup Describe* Get* List*
backup-gateway Get* List*
batch Describe* List*
bedrock Get* List*
billing GetBillingData GetBillingDetails GetBillingNotifications GetBillingPreferences GetContractInformation GetCredits GetIAMAccessPreference GetSellerOfRecord ListBillingViews
budgets Describe* View*
cassandra Select
ce DescribeCostCategoryDefinition DescribeNotificationSubscription DescribeReport GetAnomalies GetAnomalyMonitors GetAnomalySubscriptions GetCostAndUsage GetCostAndUsageWithResources GetCostCategories GetCostForecast GetDimensionValues GetPreferences GetReservationCoverage GetReservationUtilization GetTags ListCostAllocationTags ListCostCategoryDefinitions
chatbot Describe* Get* ListMicrosoftTeamsChannelConfigurations
chime Get* List* Retrieve* Search* Validate*
cleanrooms Batch* Get* List*
cloud9 Describe* List*
clouddirectory BatchRead Get* List* LookupPolicy
cloudformation Describe* Detect* Estimate* Get* List* ValidateTemplate
cloudfront Describe* Get* List*
cloudfront-keyvaluestore DescribeKeyValueStore GetKey ListKeys
cloudhsm DescribeBackups DescribeClusters ListTags
cloudsearch Describe* List*
cloudtrail Describe* Get* List* LookupEvents
cloudwatch Describe* GenerateQuery Get* List*
codeartifact DescribeDomain DescribePackage* DescribeRepository GetAuthorizationToken GetDomainPermissionsPolicy GetPackageVersion* GetRepository* List* ReadFromRepository
codebuild BatchGet* DescribeCodeCoverages DescribeTestCases List*
codecommit BatchGet* Describe* Get* GitPull List*
codedeploy BatchGet* Get* List*
codeguru-reviewer Describe* Get* List*
codepipeline Get* List*
codestar-connections GetConnection GetHost ListConnections ListHosts ListTagsForResource
codestar-notifications DescribeNotificationRule ListEventTypes ListNotificationRules ListTagsForResource ListTargets
cognito-identity Describe* GetCredentialsForIdentity GetIdentityPoolRoles GetOpenIdToken GetOpenIdTokenForDeveloperIdentity List* Lookup*
cognito-idp AdminGet* AdminList* Describe* Get* List*
cognito-sync Describe* Get* List* QueryRecords
comprehend BatchDetect* Classify* Contains* Describe* Detect* List*
compute-optimizer DescribeRecommendationExportJobs Get*
config BatchGet* Describe* Get* List* Select*
connect Describe* GetContactAttributes GetCurrentMetricData GetFederationToken GetMetricData List*
cost-optimization-hub GetPreferences GetRecommendation ListEnrollmentStatuses ListRecommendation*
cur DescribeReportDefinitions GetClassicReport GetUsageReport
databrew Describe* List*
dataexchange Get* List*
datapipeline Describe* EvaluateExpression Get* List* QueryObjects Validate*
datasync Describe* List*
dax BatchGetItem Describe* GetItem ListTags Query Scan
deepracer GetAccountConfig GetModel ListModels
detective BatchGetGraphMemberDatasources Get* List* SearchGraph
devicefarm Get* List*
devops-guru DescribeAccountHealth DescribeAccountOverview DescribeAnomaly DescribeInsight GetCostEstimation GetResourceCollection ListAnomaliesForInsight ListEvents ListInsights ListRecommendations SearchInsights
directconnect Describe*
discovery Describe* Get* List*
dlm Get* ListTagsForResource
dms Describe* List* Test*
docdb-elastic GetCluster GetClusterSnapshot ListClusterSnapshots ListClusters ListTagsForResource
drs DescribeJobLogItems DescribeJobs DescribeRecoveryInstances DescribeRecoverySnapshots DescribeReplicationConfigurationTemplates DescribeSourceServers GetFailbackReplicationConfiguration GetLaunchConfiguration GetReplicationConfiguration ListTagsForResource
ds Check* Describe* Get* List* Verify*
dynamodb BatchGet* Describe* Get* List* PartiQLSelect Query Scan
ebs GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks
ec2 Describe* Get* ListImagesInRecycleBin ListSnapshotsInRecycleBin SearchLocalGatewayRoutes SearchTransitGatewayRoutes
ec2messages Get*
ecr BatchCheck* BatchGet* Describe* Get* List*
ecr-public BatchCheckLayerAvailability DescribeImages DescribeRegistries DescribeRepositories GetAuthorizationToken GetRepositoryPolicy ListTagsForResource
ecs Describe* List*
eks AccessKubernetesApi Describe* List*
elasticache Describe* List*
elasticbeanstalk Check* Describe* List* Request* Retrieve* Validate*
elasticfilesystem ClientMount Describe* ListTagsForResource
elasticloadbalancing Describe*
elasticmapreduce Describe* GetBlockPublicAccessConfiguration List* View*
elastictranscoder List* Read*
elemental-appliances-software Get* List*
emr-containers DescribeJobRun DescribeManagedEndpoint DescribeVirtualCluster ListJobRuns ListManagedEndpoints ListTagsForResource ListVirtualClusters
emr-serverless GetApplication GetDashboardForJobRun GetJobRun ListApplications ListJobRuns ListTagsForResource
es Describe* ESHttpGet ESHttpHead Get* List*
events Describe* List* Test*
evidently GetExperiment* GetFeature GetLaunch GetProject List* TestSegmentPattern
finspace GetEnvironment GetUser ListEnvironments ListTagsForResource ListUsers
firehose Describe* List*
fis GetAction GetExperiment GetExperimentTemplate GetTargetResourceType ListActions ListExperiment* ListTagsForResource ListTargetResourceTypes
fms GetAdminAccount GetAppsList GetComplianceDetail GetNotificationChannel GetPolicy GetProtectionStatus ListAppsLists ListComplianceStatus ListMemberAccounts ListPolicies ListTagsForResource
forecast Describe* List*
frauddetector BatchGetVariable DescribeDetector Get* ListTagsForResource
freertos Describe* List*
fsx Describe* List*
gamelift Describe* Get* List* RequestUploadCredentials ResolveAlias Search*
geo BatchGet* Calculate* Describe* Get* List* Search*
glacier Describe* Get* List*
globalaccelerator Describe* List*
glue BatchGet* Get* List* QuerySchemaVersionMetadata SearchTables
grafana DescribeWorkspace DescribeWorkspaceAuthentication ListPermissions ListTagsForResource ListVersions ListWorkspaces
greengrass DescribeComponent Get* List*
groundstation DescribeContact GetConfig GetGroundStation GetMinuteUsage GetMissionProfile GetSatellite List*
guardduty Describe* Get* List*
health Describe*
healthlake DescribeFHIRDatastore GetCapabilities ListFHIRDatastores ReadResource SearchWithGet
iam Generate* Get* List* Simulate*
identity-sync GetSyncProfile GetSyncTarget ListSyncFilters
identitystore Describe* GetGroupId GetGroupMembershipId GetUserId IsMemberInGroups ListGroupMemberships ListGroupMembershipsForMember ListGroups ListUsers
imagebuilder Get* List*
inspector Describe* Get* List* Preview*
inspector2 BatchGetAccountStatus BatchGetFreeTrialInfo DescribeOrganizationConfiguration GetConfiguration GetDelegatedAdminAccount GetFindingsReportStatus GetMember List*
internetmonitor GetHealthEvent GetMonitor ListHealthEvents ListMonitors ListTagsForResource
iot Describe* Get* List*
iot1click DescribeDevice DescribePlacement DescribeProject GetDeviceMethods ListDevices ListPlacements ListProjects
iotanalytics Describe* Get* List* SampleChannelData
iotevents Describe* List*
iotfleetwise GetCampaign GetDecoderManifest GetFleet GetModelManifest GetSignalCatalog GetVehicle List*
iotsitewise Describe* Get* List*
iotwireless Get* List*
ivs BatchGetChannel GetChannel GetPlaybackKeyPair GetStream ListChannels ListStreams ListTagsForResource
kafka Describe* Get* List*
kafkaconnect DescribeConnector DescribeCustomPlugin DescribeWorkerConfiguration ListConnectors ListCustomPlugins ListWorkerConfigurations
kendra BatchGetDocumentStatus Describe* GetQuerySuggestions GetSnapshots List* Query
kinesis Describe* Get* List*
kinesisanalytics Describe* Discover* List*
kinesisvideo Describe* Get* List*
kms Describe* Get* List*
lakeformation DescribeResource GetDataCellsFilter GetDataLakeSettings GetEffectivePermissionsForPath GetTableObjects ListDataCellsFilter ListLFTags ListPermissions ListResources ListTransactions Search*
lambda Get* List*
launchwizard Describe* Get* List*
lex Describe* Get* List*
license-manager Get* List*
lightsail Get* Is*
logs Describe* FilterLogEvents Get* List* StartLiveTail StartQuery StopLiveTail StopQuery TestMetricFilter
lookoutequipment Describe* List*
lookoutmetrics Describe* Get* List* GetSampleData
lookoutvision Describe* List*
m2 Get* List*
machinelearning Describe* Get*
macie2 BatchGetCustomDataIdentifiers DescribeBuckets DescribeClassificationJob DescribeOrganizationConfiguration Get* List*
managedblockchain Get* List*
mediaconnect Describe* List*
mediaconvert DescribeEndpoints Get* List*
medialive Describe* List*
mediapackage Describe* List*
mediastore Describe* Get* List*
mediatailor Get* List*
memorydb Describe* List*
mgh Describe* GetHomeRegion List*
mgn Describe* GetLaunchConfiguration GetReplicationConfiguration ListTagsForResource
mobiletargeting Get* List*
monitron GetProject GetProjectAdminUser ListProjects ListTagsForResource
mq Describe* List*
network-firewall Describe* List*
networkmanager Describe* Get* List*
oam GetLink GetSink GetSinkPolicy ListAttachedLinks ListLinks ListSinks
omics Get* List*
organizations Describe* List*
osis GetPipeline GetPipelineBlueprint GetPipelineChangeProgress ListPipelineBlueprints ListPipelines ListTagsForResource
outposts Get* List*
panorama Describe* Get* List*
payments GetPaymentInstrument GetPaymentStatus ListPaymentPreferences
personalize Describe* Get* List*
pi DescribeDimensionKeys GetDimensionKeyDetails GetResourceMetadata GetResourceMetrics ListAvailableResourceDimensions ListAvailableResourceMetrics
pipes DescribePipe ListPipes ListTagsForResource
polly Describe* Get* List* SynthesizeSpeech
pricing DescribeServices GetAttributeValues GetProducts
proton Get* List*
qldb DescribeJournalKinesisStream DescribeLedger GetBlock GetDigest GetRevision ListJournalKinesisStreamsForLedger ListLedgers ListTagsForResource
quicksight Describe* Get* List*
ram Get* List*
rbin GetRule ListRules ListTagsForResource
rds Describe* Download* List*
redshift Describe* Get* List* View*
redshift-serverless GetCustomDomainAssociation GetEndpointAccess GetNamespace GetRecoveryPoint GetResourcePolicy GetSnapshot GetUsageLimit GetWorkgroup List*
rekognition CompareFaces Describe* Detect* Get* List* Search*
resiliencehub DescribeApp* DescribeDraftAppVersionResourcesImportStatus DescribeResiliencyPolicy List*
resource-explorer-2 BatchGetView GetDefaultView GetIndex GetView List* Search
resource-groups Get* List* Search*
robomaker BatchDescribe* Describe* Get* List*
rolesanywhere GetCrl GetProfile GetSubject GetTrustAnchor List*
route53 Get* List* Test*
route53-recovery-cluster Get* List*
route53-recovery-control-config Describe* List*
route53-recovery-readiness Get* List*
route53domains Check* Get* List* View*
route53resolver Get* List*
rum GetAppMonitor GetAppMonitorData ListAppMonitors
s3 DescribeJob Get* List*
s3-object-lambda GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectVersion ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts
s3-outposts Get* List*
s3express GetBucketPolicy GetEncryptionConfiguration ListAllMyDirectoryBuckets
sagemaker Describe* GetSearchSuggestions List* Search
sagemaker-groundtruth-synthetic GetBatch GetProject ListBatchDataTransfers ListProjects
savingsplans Describe* List*
scheduler GetSchedule GetScheduleGroup ListScheduleGroups ListSchedules ListTagsForResource
schemas Describe* Get* List* Search*
sdb Get* List* Select*
secretsmanager Describe* GetResourcePolicy List*
securityhub BatchGet* Describe* Get* List*
securitylake GetDataLake* GetSubscriber ListDataLake* ListLogSources ListSubscribers
serverlessrepo Get* List* SearchApplications
servicecatalog Describe* GetApplication GetAttributeGroup List* Scan* Search*
servicediscovery DiscoverInstances Get* List*
servicequotas Get* List*
ses BatchGetMetricData Describe* Get* List*
shield Describe* Get* List*
signer DescribeSigningJob GetSigningPlatform GetSigningProfile ListProfilePermissions ListSigningJobs ListSigningPlatforms ListSigningProfiles ListTagsForResource
sms Get*
snowball Describe* Get* List*
sns Check* Get* List*
sqs Get* List* Receive*
ssm Describe* Get* List*
ssm-contacts DescribeEngagement DescribePage GetContact GetContactChannel GetContactPolicy List*
ssm-incidents GetIncidentRecord GetReplicationSet GetResourcePolicies GetResponsePlan GetTimelineEvent List*
sso Describe* Get* List* Search*
sso-directory Describe* List* Search*
states Describe* GetExecutionHistory List* ValidateStateMachineDefinition
storagegateway Describe* List*
sts GetAccessKeyInfo GetCallerIdentity GetSessionToken
support DescribeAttachment DescribeCases DescribeCommunications DescribeServices DescribeSeverityLevels DescribeTrustedAdvisorCheck*
swf Count* Describe* Get* List*
synthetics Describe* Get* List*
tag DescribeReportCreation Get*
tax GetExemptions GetTaxInheritance GetTaxInterview GetTaxRegistration ListTaxRegistrations
textract AnalyzeDocument DetectDocumentText GetDocumentAnalysis GetDocumentTextDetection
timestream Describe* List* Select*
transcribe Get* List*
transfer Describe* List* TestIdentityProvider
translate DescribeTextTranslationJob GetParallelData GetTerminology List*
trustedadvisor Describe* GetOrganizationRecommendation GetRecommendation ListChecks ListOrganizationRecommendations ListRecommendation*
verifiedpermissions GetIdentitySource GetPolicy GetPolicyStore GetPolicyTemplate GetSchema IsAuthorized IsAuthorizedWithToken List*
vpc-lattice Get* List*
waf Get* List*
waf-regional Get* List*
wafv2 CheckCapacity Describe* Get* List*
wellarchitected ExportLens Get* List*
workdocs CheckAlias Describe* Get*
workmail Describe* Get* List* Search*
workspaces Describe*
workspaces-web GetBrowserSettings GetIdentityProvider GetNetworkSettings GetPortal GetUserSettings List*
xray BatchGet* Get* List*
`;

interface ReadOnlyLine {
  readonly service: string;
  readonly actions: readonly string[];
}

const LINES: readonly ReadOnlyLine[] = READ_ONLY.trim()
  .split('\n')
  .map((line) => {
    const [service = '', ...actions] = line.split(' ');
    return { service, actions };
  });

/** Every action pattern of `ReadOnlyAccess`, sorted by service. */
export const READ_ONLY_ACTIONS: readonly string[] = LINES.flatMap(({ service, actions }) =>
  actions.map((action) => `${service}:${action}`),
);

/** Services whose reading gives away content, which those who only view or audit are not given in full. */
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  athena: ['List*'],
  cassandra: [],
  codecommit: ['BatchGetRepositories', 'Get*Branch*', 'ListBranches', 'ListRepositories'],
  'cognito-identity': ['Describe*', 'List*'],
  dynamodb: ['Describe*', 'GetResourcePolicy', 'List*'],
  ebs: [],
  ecr: ['Describe*', 'GetLifecyclePolicy', 'GetRegistryPolicy', 'GetRepositoryPolicy', 'List*'],
  es: ['Describe*', 'GetCompatible*', 'List*'],
  kinesis: ['Describe*', 'GetResourcePolicy', 'List*'],
  lambda: [
    'GetAccountSettings',
    'GetFunctionConfiguration',
    'GetFunctionUrlConfig',
    'GetLayerVersionPolicy',
    'GetPolicy',
    'List*',
  ],
  logs: ['Describe*', 'ListLogDeliveries', 'ListTagsForResource'],
  rds: ['Describe*', 'List*'],
  s3: [
    'GetAccessPoint*',
    'GetAccountPublicAccessBlock',
    'GetAnalyticsConfiguration',
    'GetBucket*',
    'GetEncryptionConfiguration',
    'GetInventoryConfiguration',
    'GetLifecycleConfiguration',
    'GetMetricsConfiguration',
    'GetObjectAcl',
    'GetObjectVersionAcl',
    'GetReplicationConfiguration',
    'ListAccessPoints',
    'ListAllMyBuckets',
    'ListBucket',
  ],
  sqs: ['GetQueueAttributes', 'GetQueueUrl', 'List*'],
  ssm: ['Describe*', 'GetDocument', 'List*'],
};

/** The patterns of `SecurityAudit`: how things are set up, never what is in them. */
export const AUDIT_ACTIONS: readonly string[] = LINES.flatMap(({ service, actions }) =>
  (CONTENT[service] ?? actions).map((action) => `${service}:${action}`),
);

/** The patterns of `job-function/ViewOnlyAccess`: lists and descriptions. */
export const VIEW_ONLY_ACTIONS: readonly string[] = LINES.flatMap(({ service, actions }) =>
  (CONTENT[service] ?? actions)
    .filter((action) => /^(Describe|List|Get(Bucket|Queue|Topic|Policy|Resource))/.test(action))
    .map((action) => `${service}:${action}`),
);
