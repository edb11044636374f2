import { ADMIN, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** Amazon CloudWatch Logs. */
export const logs = rulesOf('logs', {
  kinds: [
    ['List', 'Describe* List*', CONFIG],
    ['Read', 'GetDataProtectionPolicy GetDeliver* GetIntegration GetLogAnomalyDetector GetLogDelivery', CONFIG],
    ['Read', 'GetLogFields GetLogGroupFields GetScheduledQuery GetStorageTierPolicy GetTransformer', CONFIG],
    ['Read', 'StopLiveTail StopQuery TestMetricFilter TestTransformer', CONFIG],
    ['Write', 'AssociateKmsKey Cancel* CreateLogAnomalyDetector CreateLogGroup CreateLogStream', ADMIN],
    ['Write', 'DeleteAccountPolicy DeleteDelivery* DeleteDestination DeleteIndexPolicy', ADMIN],
    ['Write', 'DeleteIntegration DeleteLogAnomalyDetector DeleteLogDelivery', ADMIN],
    ['Write', 'DeleteMetricFilter DeletePipelineRule DeleteQueryDefinition DeleteRetentionPolicy', ADMIN],
    ['Write', 'DeleteScheduledQuery DeleteSubscriptionFilter DeleteSyslog* DeleteTransformer', ADMIN],
    ['Write', 'DisassociateKmsKey DisassociateSource* PutBearerTokenAuthentication PutDeliveryDestination', ADMIN],
    ['Write', 'PutDestination PutIndexPolicy PutLogGroupDeletionProtection PutMetricFilter', ADMIN],
    ['Write', 'PutQueryDefinition PutStorageTierPolicy PutSyslogConfiguration UpdateAnomaly', ADMIN],
    ['Write', 'UpdateLogAnomalyDetector', ADMIN],
  ],
  overrides: [
    [
      [READ],
      'FilterLogEvents GetLogEvents GetLogRecord GetQueryResults StartQuery StartLiveTail GetScheduledQueryHistory',
      'returns log events, or the results of a query over them',
    ],
    [[READ], 'GetLookupTable', 'returns the rows of a table'],
    [[READ], 'Unmask', 'shows what a data protection policy hides'],
    [[WRITE], 'PutLogEvents CallWithBearerToken', 'creates log events'],
    [[WRITE], 'CreateImportTask CreateLookupTable UpdateLookupTable', 'creates or changes content'],
    [[ADMIN, WRITE], 'PutTransformer PutPipelineRule ProcessWithPipeline', 'changes log events on their way in'],
    [
      [ADMIN, READ],
      'CreateExportTask PutSubscriptionFilter CreateScheduledQuery UpdateScheduledQuery PutIntegration Link IntegrateWithDataset IntegrateWithS3Table AssociateSourceToS3TableIntegration',
      'sends log events or results to a place or account of the caller’s choice',
    ],
    [
      [ADMIN, READ],
      'CreateDelivery UpdateDeliveryConfiguration PutDeliverySource CreateLogDelivery UpdateLogDelivery',
      'sends the logs of a service to a destination of the caller’s choice',
    ],
    [
      [ADMIN, READ, DELETE],
      'PutAccountPolicy',
      'sets subscription, transformation and protection for all log groups of the account',
    ],
    [[ADMIN, READ], 'PutDataProtectionPolicy DeleteDataProtectionPolicy', 'decides whether sensitive data is hidden'],
    [[ADMIN, DELETE], 'PutRetentionPolicy', 'log events older than the retention are deleted'],
    [[ADMIN, DELETE], 'DeleteLogGroup DeleteLogStream', 'destroys log events'],
    [[DELETE], 'DeleteLookupTable', 'destroys the rows of a table'],
    [
      [ADMIN],
      'PutResourcePolicy PutDestinationPolicy PutDeliveryDestinationPolicy',
      'decides which services and accounts send to, or take from, log groups and destinations',
      { means: 'policy', capabilities: [READ, WRITE] },
    ],
    [[ADMIN], 'DeleteResourcePolicy DeleteDeliveryDestinationPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagLogGroup TagResource UntagLogGroup UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
