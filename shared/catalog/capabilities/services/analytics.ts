import type { Limit } from '../rules.ts';
import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** Athena reads S3 and the catalogue with the caller's own rights, which are judged on those resources. */
const CALLERS_RIGHTS: Limit = { limitedBy: "limited by the caller's rights on the tables and what they lie in" };
const LAKE_FORMATION: Limit = { limitedBy: "limited by Lake Formation's grants where they apply, not evaluated" };

/** Amazon Athena. */
export const athena = rulesOf('athena', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'BatchGet* GetCalculationExecution GetCalculationExecutionStatus GetCapacity* GetCatalogs', CONFIG],
    ['Read', 'GetDataCatalog GetDatabase GetExecutionEngine* GetNamedQuery GetNamespace* GetNotebookMetadata', CONFIG],
    ['Read', 'GetPreparedStatement GetQueryExecution* GetQueryRuntimeStatistics GetResourceDashboard', CONFIG],
    ['Read', 'GetSession* GetTable* GetWorkGroup List*', CONFIG],
    ['Write', 'Cancel* CreateCapacityReservation CreateDataCatalog CreateNamedQuery CreatePreparedStatement', ADMIN],
    ['Write', 'CreateWorkGroup DeleteCapacityReservation DeleteDataCatalog DeleteNamedQuery', ADMIN],
    ['Write', 'DeletePreparedStatement PutCapacity* Stop* TerminateSession UpdateCapacityReservation', ADMIN],
    ['Write', 'UpdateDataCatalog UpdateNamedQuery UpdateNotebookMetadata UpdatePreparedStatement', ADMIN],
  ],
  overrides: [
    [[READ], 'GetQueryResults GetQueryResultsStream', 'returns the rows of a query'],
    [[READ], 'GetCalculationExecutionCode ExportNotebook', 'returns the code and output that users wrote'],
    [[WRITE], 'CreateNotebook ImportNotebook UpdateNotebook', 'creates or changes a notebook'],
    [[DELETE], 'DeleteNotebook', 'destroys a notebook'],
    [
      [READ, WRITE, DELETE, USE],
      'StartQueryExecution RunQuery',
      'runs statements that select, insert, create and delete',
      CALLERS_RIGHTS,
    ],
    [
      [READ, WRITE, DELETE, USE],
      'StartSession StartCalculationExecution CreatePresignedNotebookUrl GetSessionEndpoint',
      'runs code as the workgroup’s role',
    ],
    [[ADMIN, READ], 'UpdateWorkGroup', 'decides into which bucket everyone’s results are written'],
    [[ADMIN, DELETE], 'DeleteWorkGroup', 'destroys its saved queries, notebooks and history'],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** AWS Glue: the Data Catalog describes what lies in S3 and elsewhere; jobs and sessions act as their role. */
export const glue = rulesOf('glue', {
  kinds: [
    ['List', 'Describe* Get* List* Query*', CONFIG],
    ['Read', 'Access* BatchGet* Check* GetB* GetCat* GetClassifier* GetColumnStatisticsTask* GetCompletion', CONFIG],
    ['Read', 'GetCrawler* GetCustom* GetDashboardUrl GetData* GetDevEndpoint* GetGenerated* GetGlue*', CONFIG],
    ['Read', 'GetIntegration* GetJob* GetM* GetPartition* GetPlan GetReg* GetResource* GetSchema*', CONFIG],
    ['Read', 'GetSecurityConfiguration* GetSession* GetTable* GetTags GetTrigger* GetU* GetWorkflow*', CONFIG],
    ['Read', 'ListColumnStatisticsTaskRuns SearchTables', CONFIG],
    ['Write', 'BatchDeleteConnection BatchStopJobRun Cancel* CreateB* CreateC* CreateDatabase CreateD*', ADMIN],
    ['Write', 'CreateGlue* CreateJob CreateMLTransform CreatePartitionIndex CreateR* CreateS* CreateT*', ADMIN],
    ['Write', 'CreateU* CreateWorkflow DeleteB* DeleteClassifier DeleteColumnStatisticsTask* DeleteCon*', ADMIN],
    ['Write', 'DeleteCrawler DeleteCustom* DeleteDataQualityRuleset DeleteDevEndpoint DeleteGlue*', ADMIN],
    ['Write', 'DeleteIntegration* DeleteJob DeleteMLTransform DeletePartitionIndex DeleteSecurity*', ADMIN],
    ['Write', 'DeleteSession DeleteTableOptimizer DeleteTrigger DeleteU* DeleteWorkflow', ADMIN],
    ['Write', 'ImportCatalogToGlue ModifyIntegration NotifyEvent PublishDataQuality PutData* PutWorkflow*', ADMIN],
    ['Write', 'Register*Type ResetJobBookmark Send* Stop* UpdateB* UpdateC* UpdateDa* UpdateGlue*', ADMIN],
    ['Write', 'UpdateIntegration* UpdateMLTransform UpdateR* UpdateSo* UpdateTableOptimizer', ADMIN],
    ['Write', 'UpdateTrigger UpdateU* UpdateWorkflow UpgradeJob', ADMIN],
    ['Permissions management', 'Describe* GetEnvironment GetExecutors* GetLogParsing* GetNotebook* GetQuer*', CONFIG],
    ['Permissions management', 'GetRecipe* GetStage* GetStorage* List* BatchGetStageFiles', CONFIG],
    ['Permissions management', 'DeregisterDataPreview RequestLogParsing TerminateNotebook SendRecipeAction', ADMIN],
  ],
  overrides: [
    [
      [READ],
      'GetColumnStatisticsForPartition GetColumnStatisticsForTable',
      'smallest and largest values of columns are content',
    ],
    [[READ], 'GetEntityRecords', 'returns rows of a connected source'],
    [[READ], 'GetStatement', 'returns the output of a statement'],
    [[READ], 'GetDataflowGraph GetMapping', 'returns the script that users wrote, as a graph or mapping'],
    [[CONFIG, READ], 'GetConnection GetConnections', 'returns the passwords of connections'],
    [[CONFIG, READ], 'GetDataQualityResult', 'returns statistics of columns'],
    [
      [READ, WRITE, DELETE, USE],
      'RunStatement CreateSession GetSessionEndpoint GetDataPreviewStatement RunDataPreviewStatement StartNotebook GlueNotebookAuthorize GlueNotebookRefreshCredentials',
      'runs code as the session’s role, or shows its output',
    ],
    [
      [USE],
      'StartBlueprintRun StartColumnStatisticsTaskRun StartColumnStatisticsTaskRunSchedule StartCompletion StartCrawler StartCrawlerSchedule StartDataQualityRuleRecommendationRun StartDataQualityRulesetEvaluationRun StartImportLabelsTaskRun StartJobRun StartJobUpgradeAnalysis StartMLEvaluationTaskRun StartMLLabelingSetGenerationTaskRun StartTrigger StartWorkflowRun ResumeWorkflowRun UseMLTransforms PassConnection',
      'has a job, crawler or transform act as its role',
    ],
    [[READ, USE], 'StartExportLabelsTaskRun', 'writes labelled rows into a bucket'],
    [
      [ADMIN],
      'UpdateJob UpdateJobFromSourceControl UpdateDevEndpoint',
      'replaces the code that runs as the job’s role, or the keys that open an endpoint',
      { means: 'role', capabilities: [READ, WRITE, DELETE, USE] },
    ],
    [
      [ADMIN, WRITE],
      'CreateTable UpdateTable RenameTable CreatePartition BatchCreatePartition UpdatePartition BatchUpdatePartition RegisterSchemaVersion UpdateSchema PutSchemaVersionMetadata UpdateColumnStatisticsForPartition UpdateColumnStatisticsForTable',
      'decides what readers find under the name of a table, partition or schema',
      LAKE_FORMATION,
    ],
    [
      [ADMIN, DELETE],
      'DeleteTable BatchDeleteTable DeleteTableVersion BatchDeleteTableVersion DeletePartition BatchDeletePartition DeleteDatabase DeleteCatalog DeleteRegistry DeleteSchema DeleteSchemaVersions RemoveSchemaVersionMetadata DeleteColumnStatisticsForPartition DeleteColumnStatisticsForTable',
      'what lies behind the name can no longer be read by it; managed tables lose their content',
    ],
    [
      [ADMIN, READ],
      'CreateInboundIntegration CreateIntegration AuthorizeInboundIntegration CreateIntegrationResourceProperty CreateIntegrationTableProperties',
      'replicates content of one store into another',
    ],
    [
      [USE],
      'FederateAuthorization ManagedConnector TestConnection UseGlueStudio',
      'acts through a connector or the Studio',
    ],
    [[ADMIN], 'RefreshOAuth2Tokens', 'renews the token with which a connection signs in'],
    [[ADMIN], 'PutResourcePolicy', 'decides who may reach the Data Catalog', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
