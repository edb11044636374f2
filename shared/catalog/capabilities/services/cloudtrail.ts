import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** AWS CloudTrail: event history, trails, event data stores. */
export const cloudtrail = rulesOf('cloudtrail', {
  kinds: [
    ['List', 'ListChannels ListDashboards ListEventDataStores ListImports ListQueries ListService* ListTrails', CONFIG],
    ['Read', 'DescribeQuery DescribeTrails GetChannel GetDashboard GetEventConfiguration GetEventDataStore', CONFIG],
    ['Read', 'GetEventSelectors GetImport GetInsightSelectors GetResourcePolicy GetServiceLinkedChannel', CONFIG],
    ['Read', 'GetTrail GetTrailStatus ListImportFailures ListPublicKeys ListTags SearchSampleQueries', CONFIG],
    ['Write', 'CancelQuery CreateChannel CreateDashboard CreateEventDataStore CreateServiceLinkedChannel', ADMIN],
    ['Write', 'DeleteChannel DeleteDashboard DeleteServiceLinkedChannel DeleteTrail Deregister*', ADMIN],
    ['Write', 'DisableFederation PutEvent* PutInsightSelectors Register* RestoreEventDataStore', ADMIN],
    ['Write', 'StartEventDataStoreIngestion StartLogging Stop* UpdateChannel UpdateDashboard UpdateService*', ADMIN],
  ],
  overrides: [
    [
      [READ],
      'LookupEvents GetEventDataStoreData GetQueryResults ListInsightsData StartQuery GenerateQuery GenerateQueryResultsSummary StartDashboardRefresh',
      'returns events, or runs the query that finds them',
    ],
    [[WRITE], 'StartImport', 'creates events in an event data store'],
    [[ADMIN, READ], 'CreateTrail UpdateTrail', 'sends every event to a bucket and log group of the caller’s choice'],
    [[ADMIN, READ], 'EnableFederation', 'lets Athena query the events'],
    [[ADMIN, DELETE], 'DeleteEventDataStore', 'destroys the events it holds'],
    [[ADMIN, DELETE], 'UpdateEventDataStore', 'a short retention deletes events'],
    [[ADMIN], 'PutResourcePolicy', 'decides who may send to the channel or query the store', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'AddTags RemoveTags', 'access may hang on tags', BY_TAG],
  ],
});
