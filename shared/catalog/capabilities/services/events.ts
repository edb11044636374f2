import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** Amazon EventBridge: buses, rules, archives, connections. */
export const events = rulesOf('events', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* GetResourcePolicy TestEventPattern', CONFIG],
    ['Write', 'ActivateEventSource CancelReplay CreateApiDestination CreateConnection CreateEndpoint', ADMIN],
    ['Write', 'CreateEventBus CreateEventSource CreatePartnerEventSource DeactivateEventSource', ADMIN],
    ['Write', 'DeauthorizeConnection DeleteApiDestination DeleteConnection DeleteE* DeletePartnerEventSource', ADMIN],
    ['Write', 'DeleteRule DeleteSubscriber DisableRule EnableRule RemoveTargets RevokeResource', ADMIN],
    ['Write', 'UpdateApiDestination UpdateConnection UpdateEndpoint UpdateEvent* AllowVended*', ADMIN],
  ],
  overrides: [
    [[WRITE], 'PutEvents PutPartnerEvents PutRawEvents', 'creates events'],
    [
      [ADMIN, READ],
      'PutTargets PutRule CreateSubscriber UpdateSubscriber',
      'decides which events are sent on, and where to',
    ],
    [[ADMIN, READ], 'CreateArchive', 'keeps a copy of the events that pass'],
    [[ADMIN, DELETE], 'UpdateArchive', 'a short retention deletes events'],
    [[ADMIN, DELETE], 'DeleteArchive', 'destroys the events it keeps'],
    [[READ, WRITE], 'StartReplay', 'sends kept events again, to rules of the caller’s choice'],
    [[READ], 'RetrieveConnectionCredentials', 'returns the secrets of a connection; AWS files it under Write'],
    [[USE], 'InvokeApiDestination', 'calls an endpoint with the connection’s secrets'],
    [[ADMIN], 'PutPermission PutResourcePolicy', 'decides who may send to the bus and set rules on it', BY_POLICY],
    [[ADMIN], 'RemovePermission DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** AWS Step Functions. */
export const states = rulesOf('states', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'DescribeActivity DescribeMapRun DescribeStateMachine DescribeStateMachineAlias', CONFIG],
    ['Read', 'DescribeStateMachineForExecution ValidateStateMachineDefinition', CONFIG],
    ['Write', 'CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity', ADMIN],
    ['Write', 'DeleteStateMachineAlias DeleteStateMachineVersion PublishStateMachineVersion', ADMIN],
    ['Write', 'StopExecution UpdateMapRun UpdateStateMachineAlias', ADMIN],
  ],
  overrides: [
    [[USE], 'StartExecution RedriveExecution InvokeHTTPEndpoint', 'acts through the state machine’s role'],
    [[USE, READ], 'StartSyncExecution TestState', 'acts through a role and returns the output'],
    [[USE], 'SendTaskSuccess SendTaskFailure SendTaskHeartbeat', 'steers an execution that waits'],
    [[USE, READ], 'GetActivityTask', 'takes a task with its input'],
    [[READ], 'DescribeExecution GetExecutionHistory', 'returns input and output of an execution and its steps'],
    [[READ], 'RevealSecrets', 'shows the secrets of a state that is tested'],
    [
      [ADMIN],
      'UpdateStateMachine',
      'replaces the definition, which then acts as the state machine’s role',
      { means: 'role', capabilities: [READ, USE] },
    ],
    [[ADMIN, DELETE], 'DeleteStateMachine', 'destroys executions with their history'],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
