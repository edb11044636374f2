import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** AWS Secrets Manager. */
export const secretsmanager = rulesOf('secretsmanager', {
  kinds: [
    ['List', 'ListSecrets', CONFIG],
    ['Read', 'DescribeSecret GetRandomPassword GetResourcePolicy ListSecretVersionIds', CONFIG],
    ['Write', 'CancelRotateSecret RestoreSecret StopReplicationToReplica', ADMIN],
    ['Permissions management', 'ValidateResourcePolicy', CONFIG],
  ],
  overrides: [
    [[READ], 'GetSecretValue BatchGetSecretValue', 'returns the secret'],
    [[WRITE], 'PutSecretValue', 'changes the secret'],
    [[ADMIN, WRITE], 'CreateSecret', 'creates a secret with its value'],
    [[ADMIN, WRITE], 'UpdateSecret', 'changes the value, and the key that encrypts it'],
    [
      [ADMIN, WRITE, DELETE],
      'UpdateSecretVersionStage',
      'decides which version is current; a version without a label is destroyed in time',
    ],
    [[ADMIN, DELETE], 'DeleteSecret', 'destroys the secret after its waiting time, or at once'],
    [[ADMIN, DELETE], 'RemoveRegionsFromReplication', 'destroys the replicas in those Regions'],
    [
      [ADMIN, READ],
      'ReplicateSecretToRegions',
      'makes copies in other Regions, each with a policy and a key of its own',
    ],
    [
      [ADMIN, READ, WRITE],
      'RotateSecret',
      'lets a function of the caller’s choice read the secret and write a new value',
    ],
    [[ADMIN], 'PutResourcePolicy', 'decides who may reach the secret', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** AWS Systems Manager: parameters hold data, documents and sessions act on machines. */
export const ssm = rulesOf('ssm', {
  kinds: [
    ['List', 'Describe* List* GetResourcePolicies', CONFIG],
    ['Read', 'Describe* GetCalendar GetCalendarState GetCloudConnector GetConnectionStatus', CONFIG],
    ['Read', 'GetDefaultPatchBaseline GetDeployablePatchSnapshotForInstance GetExecutionPreview', CONFIG],
    ['Read', 'GetInventory GetInventorySchema GetMaintenanceWindow* GetManifest GetOps* GetPatchBaseline*', CONFIG],
    ['Read', 'GetServiceSetting StartExecutionPreview ValidateCloudConnector', CONFIG],
    ['Write', 'AssociateOpsItemRelatedItem Cancel* CreateCloudConnector CreateMaintenanceWindow', ADMIN],
    ['Write', 'CreateOps* CreatePatchBaseline Deregister* DisassociateOpsItemRelatedItem', ADMIN],
    ['Write', 'DeleteActivation DeleteAssociation DeleteCloudConnector', ADMIN],
    ['Write', 'DeleteMaintenanceWindow DeleteOps* DeletePatchBaseline DeleteResourceDataSync', ADMIN],
    ['Write', 'PutCalendar PutComplianceItems PutInventory RegisterDefaultPatchBaseline RegisterPatchBaseline*', ADMIN],
    ['Write', 'RegisterTargetWithMaintenanceWindow RegisterManagedInstance ResetServiceSetting', ADMIN],
    ['Write', 'StopAutomationExecution TerminateSession UpdateAssociationStatus UpdateCloudConnector', ADMIN],
    ['Write', 'UpdateDocumentDefaultVersion UpdateDocumentMetadata UpdateInstance*', ADMIN],
    ['Write', 'UpdateMaintenanceWindow UpdateMaintenanceWindowTarget UpdateManagedInstance*', ADMIN],
    ['Write', 'UpdateOps* UpdatePatchBaseline UpdateServiceSetting', ADMIN],
  ],
  overrides: [
    [[READ], 'GetParameter GetParameters GetParametersByPath GetParameterHistory', 'returns values of parameters'],
    [[WRITE], 'PutParameter', 'creates or changes a parameter'],
    [[DELETE], 'DeleteParameter DeleteParameters', 'destroys a parameter with its history'],
    [
      [ADMIN, WRITE],
      'LabelParameterVersion UnlabelParameterVersion',
      'decides which value readers get who ask by label',
    ],
    [[READ], 'GetDocument', 'returns the document’s text, which can hold scripts and values'],
    [[READ], 'GetCommandInvocation', 'returns the output of commands on machines'],
    [
      [CONFIG, READ],
      'ListCommandInvocations ListCommands GetAutomationExecution DescribeAutomationStepExecutions GetMaintenanceWindowExecutionTask GetMaintenanceWindowExecutionTaskInvocation',
      'returns parameters and output of commands and automations beside their state',
    ],
    [
      [USE],
      'StartSession ResumeSession SendCommand StartAutomationExecution StartChangeRequestExecution SendAutomationSignal StartAssociationsOnce',
      'acts on machines, or through the role of an automation',
    ],
    [[USE], 'GetAccessToken StartAccessRequest', 'just-in-time access to a machine: the token opens a session'],
    [[USE], 'ExecuteAPI', 'runs a call of another service through Systems Manager; AWS files it under Read'],
    [
      [ADMIN, USE],
      'CreateAssociation CreateAssociationBatch UpdateAssociation RegisterTaskWithMaintenanceWindow UpdateMaintenanceWindowTask',
      'has commands run on machines again and again',
    ],
    [
      [ADMIN, USE],
      'CreateActivation RequestManagedInstanceRoleToken',
      'hands out credentials of the managed machine’s role',
    ],
    [[ADMIN, WRITE], 'CreateDocument UpdateDocument', 'creates or changes a document’s text'],
    [[ADMIN, DELETE], 'DeleteDocument DeleteInventory', 'destroys a document’s text, or the inventory of machines'],
    [
      [ADMIN, READ],
      'CreateResourceDataSync UpdateResourceDataSync',
      'sends the inventory of all machines to a bucket of the caller’s choice',
    ],
    [[USE], 'PutConfigurePackageResult', 'a machine reports a package; AWS files it under Read'],
    [[ADMIN], 'PutResourcePolicy', 'shares parameters and documents with other accounts', BY_POLICY],
    [[ADMIN, READ], 'ModifyDocumentPermission', 'shares a document’s text with other accounts or everyone'],
    [[ADMIN], 'DeleteResourcePolicy', 'ends sharing; gives the caller nothing'],
    [[ADMIN], 'AddTagsToResource RemoveTagsFromResource', 'access may hang on tags', BY_TAG],
  ],
});
