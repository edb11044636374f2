import { ADMIN, CONFIG, DELETE, READ, rulesOf, USE } from '../rules.ts';

/** API Gateway's control plane, whose actions are the verbs of HTTP; portals and domains keep the default. */
export const apigateway = rulesOf('apigateway', {
  covers: {
    resourceTypes: ['restapi', 'api', 'stage', 'integration', 'method'],
    actions: ['UpdateRestApiPolicy', 'SetWebACL'],
  },
  kinds: [],
  overrides: [
    [[CONFIG, READ], 'GET', 'returns settings, and the values of API keys and stage variables'],
    [
      [ADMIN],
      'POST PATCH PUT',
      'creates and changes APIs; a method can be opened to callers without credentials',
      { means: 'access-point', capabilities: [USE] },
    ],
    [[ADMIN, DELETE], 'DELETE', 'removes an API, or part of it'],
    [[ADMIN], 'UpdateRestApiPolicy', 'decides who may call the API', { means: 'policy', capabilities: [USE] }],
    [[ADMIN], 'SetWebACL', 'puts a web ACL before a stage, or another in its place'],
  ],
});

/** Calls of APIs: what they reach lies behind the API. */
export const executeApi = rulesOf('execute-api', {
  kinds: [],
  overrides: [
    [[USE], 'Invoke ManageConnections', 'acts through the API, or on the connections of its clients'],
    [[ADMIN], 'InvalidateCache', 'has the next answer come from behind the API'],
  ],
});
