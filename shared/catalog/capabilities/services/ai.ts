import type { Grants } from '../rules.ts';
import { ADMIN, BY_POLICY, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** Amazon Bedrock: knowledge bases hold data; models, agents and flows keep the default. */
export const bedrock = rulesOf('bedrock', {
  covers: {
    resourceTypes: ['knowledge-base'],
    actions: (
      'AgenticRetrieveStream CheckIngestedDocumentAcl GenerateQuery GetDocumentContent GetIngestedDocumentAcl ' +
      'RetrieveAndGenerate CreateDataSourceToken GetDataSourceAuthorizationUrl CreateKnowledgeBase ListKnowledgeBases'
    ).split(' '),
  },
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'GetDataSource GetIngestionJob GetKnowledgeBase GetAgentKnowledgeBase GetResourcePolicy', CONFIG],
    [
      'Read',
      'ListTagsForResource CheckIngestedDocumentAcl GetIngestedDocumentAcl GetDataSourceAuthorizationUrl',
      CONFIG,
    ],
    ['Write', 'CreateKnowledgeBase StopIngestionJob DisassociateAgentKnowledgeBase', ADMIN],
    ['Permissions management', 'AllowVendedLogDeliveryForResource', ADMIN],
  ],
  overrides: [
    [
      [READ],
      'Retrieve RetrieveAndGenerate AgenticRetrieveStream GetDocumentContent GetKnowledgeBaseDocuments GenerateQuery',
      'returns passages of documents, documents, or the query that selects them',
    ],
    [[READ], 'ListKnowledgeBaseDocuments', "listings show content's names"],
    [[WRITE], 'IngestKnowledgeBaseDocuments', 'creates or changes documents'],
    [[WRITE, DELETE], 'StartIngestionJob', 'brings the index in line with its source: adds, changes and removes'],
    [[DELETE], 'DeleteKnowledgeBaseDocuments', 'destroys documents of the index'],
    [
      [ADMIN, READ],
      'CreateDataSource UpdateDataSource UpdateKnowledgeBase CreateDataSourceToken',
      'decides what is read into the knowledge base, and as which role',
    ],
    [
      [ADMIN, READ],
      'AssociateAgentKnowledgeBase UpdateAgentKnowledgeBase AssociateThirdPartyKnowledgeBase',
      'lets whoever invokes the agent get answers from the knowledge base',
    ],
    [[ADMIN, DELETE], 'DeleteDataSource DeleteKnowledgeBase', 'destroys what was read in'],
    [[ADMIN], 'PutResourcePolicy', 'decides who may reach the resource; AWS files it under Write', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', { means: 'removal', capabilities: 'all' }],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

const IN_THE_NOTEBOOK: Grants = { means: 'role', capabilities: [READ, WRITE, DELETE, USE] };

/** Amazon SageMaker AI: feature groups, notebooks, and the homes of Studio users; the rest keeps the default. */
export const sagemaker = rulesOf('sagemaker', {
  covers: {
    resourceTypes: ['app', 'domain', 'feature-group', 'notebook-instance', 'space', 'user-profile'],
    actions: ['Search', 'ListFeatureGroups', 'GetSearchSuggestions', 'CreateNotebookInstanceLifecycleConfig'],
  },
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* GetSearchSuggestions', CONFIG],
    ['Write', 'CreateApp CreateDomain CreateFeatureGroup CreateNotebookInstance* CreateSpace', ADMIN],
    ['Write', 'CreateUserProfile DeleteApp StartNotebookInstance StopNotebookInstance UpdateFeature*', ADMIN],
  ],
  overrides: [
    [[READ], 'GetRecord BatchGetRecord ListRecords', 'returns records of a feature group, or their names'],
    [
      [READ],
      'Search',
      'returns what training jobs, experiments and feature groups hold about themselves and their data',
    ],
    [[WRITE], 'PutRecord', 'creates or changes records'],
    [[WRITE, DELETE], 'BatchWriteRecord', 'a batch holds puts and deletes alike, under this one right'],
    [[DELETE], 'DeleteRecord', 'destroys records'],
    [
      [READ, WRITE, DELETE, USE],
      'CreatePresignedDomainUrl CreatePresignedNotebookInstanceUrl StartSession',
      'opens the notebook or Studio of a user, with its files and its role',
    ],
    [
      [ADMIN, DELETE],
      'DeleteDomain DeleteFeatureGroup DeleteNotebookInstance DeleteSpace DeleteUserProfile',
      'destroys the store with its content',
    ],
    [
      [ADMIN],
      'UpdateNotebookInstance UpdateDomain UpdateSpace UpdateUserProfile',
      'can attach a script that runs as the notebook’s role, or another role',
      IN_THE_NOTEBOOK,
    ],
    [[ADMIN], 'AddTags DeleteTags', 'access may hang on tags', BY_TAG],
  ],
});
