import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** AWS Lambda: functions with their code and environment, layers, durable executions. */
export const lambda = rulesOf('lambda', {
  kinds: [
    ['List', 'ListAliases ListC* ListDurable* ListEventSourceMappings ListFunctionE* ListFunctionU*', CONFIG],
    ['List', 'ListFunctionVersionsByCapacityProvider ListFunctionsBy* ListLayer* ListM* ListNetworkConnectors', CONFIG],
    ['List', 'ListProvisionedConcurrencyConfigs', CONFIG],
    ['Read', 'GetAccountSettings GetAlias GetCapacityProvider Get*Config GetEventSourceMapping', CONFIG],
    ['Read', 'GetFunctionConcurrency GetLayerVersionPolicy GetMicrovm* GetNetworkConnector', CONFIG],
    ['Read', 'GetPolicy GetResourcePolicy ListTags', CONFIG],
    ['Write', 'CreateAlias CreateC* CreateNetworkConnector DeleteAlias DeleteC* DeleteEventSourceMapping', ADMIN],
    ['Write', 'DeleteFunctionC* DeleteFunctionE* DeleteFunctionU* DeleteNetworkConnector', ADMIN],
    ['Write', 'DeleteProvisionedConcurrencyConfig PutFunctionC* PutFunctionRecursionConfig', ADMIN],
    ['Write', 'PutFunctionScalingConfig PutProvisionedConcurrencyConfig PutRuntimeManagementConfig', ADMIN],
    ['Write', 'StopDurableExecution SuspendMicrovm UpdateAlias UpdateC* UpdateNetworkConnector', ADMIN],
    ['Write', 'UpdateFunctionCodeSigningConfig', ADMIN],
  ],
  overrides: [
    [[CONFIG, READ], 'GetFunction', 'returns a link to the code, and the environment'],
    [
      [CONFIG, READ],
      'GetFunctionConfiguration ListFunctions ListVersionsByFunction',
      'returns the environment of functions, where values and secrets lie',
    ],
    [[ADMIN, READ], 'PublishVersion', 'fixes a version, and returns its environment'],
    [[READ], 'GetLayerVersion', 'returns a link to the layer’s code'],
    [
      [READ],
      'GetDurableExecution GetDurableExecutionHistory GetDurableExecutionState',
      'returns input, output and state of an execution',
    ],
    [[USE], 'InvokeFunction InvokeAsync InvokeFunctionUrl', 'acts through the function'],
    [
      [USE],
      'SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat SendDurableExecutionCallbackSuccess',
      'steers an execution that waits',
    ],
    [[WRITE], 'CheckpointDurableExecution', 'writes the state of an execution'],
    [
      [USE],
      'ConnectMicrovm CreateMicrovmAuthToken CreateMicrovmShellAuthToken RunMicrovm ResumeMicrovm',
      'opens or runs a machine and acts in it',
    ],
    [[USE], 'PassCapacityProvider PassNetworkConnector', 'lends the resource to a function'],
    [[ADMIN, USE], 'CreateEventSourceMapping UpdateEventSourceMapping', 'has the function run on what a source holds'],
    [[ADMIN, WRITE], 'CreateFunction PublishLayerVersion CreateMicrovmImage', 'creates code that others run'],
    [
      [ADMIN, READ, WRITE],
      'UpdateFunctionCode',
      'returns the environment and replaces the code, which then reads the environment and acts as the function’s role',
      { means: 'role', capabilities: [READ, USE] },
    ],
    [
      [ADMIN, READ, WRITE],
      'UpdateFunctionConfiguration',
      'returns and replaces the environment; can put a layer of the caller’s choice before the code',
      { means: 'role', capabilities: [READ, USE] },
    ],
    [[ADMIN, WRITE], 'UpdateMicrovmImage UpdateMicrovmImageVersion', 'replaces the image that machines run'],
    [
      [ADMIN, READ],
      'PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig',
      'sends results of invocations to a destination of the caller’s choice',
    ],
    [
      [ADMIN],
      'CreateFunctionUrlConfig UpdateFunctionUrlConfig',
      'opens a door to the function; without authorization for everyone whom its policy lets in (K02)',
      { means: 'access-point', capabilities: [USE] },
    ],
    [
      [ADMIN, DELETE],
      'DeleteFunction DeleteLayerVersion DeleteMicrovmImage DeleteMicrovmImageVersion TerminateMicrovm',
      'destroys code, or the state of a machine',
    ],
    [[ADMIN], 'AddPermission PutResourcePolicy', 'decides who may reach the function', BY_POLICY],
    [[ADMIN], 'AddLayerVersionPermission', 'decides who may read the layer', { means: 'policy', capabilities: [READ] }],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [
      [ADMIN],
      'RemovePermission RemoveLayerVersionPermission',
      'takes an allow statement away; gives the caller nothing',
    ],
    [[ADMIN], 'EnableReplication DisableReplication', 'lets CloudFront keep copies of the function at its edges'],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
