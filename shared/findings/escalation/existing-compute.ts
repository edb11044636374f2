import type { Technique } from './technique.ts';

/** Something that is there, has a role, and can be made to run one's code or to hand out its credentials. */
export interface ExistingCompute extends Technique {
  readonly mechanism: 'existing-pass-role';
  /** CloudFormation type. */
  readonly type: string;
  /** What one does to it, in words: "changes the code of". */
  readonly does: string;
  /** ARN of something else that a call is checked against as well; `REGION`, `ACCOUNT` and `PARTITION` are filled in. */
  readonly also?: { readonly action: string; readonly arn: string };
  /** It works when something else happens, which others bring about: a way without it is the better one. */
  readonly waits?: true;
  /** The calls are checked against this in place of the resource's own ARN. */
  readonly on?: string;
}

const WAY = { mechanism: 'existing-pass-role' } as const;
const FUNCTION = { ...WAY, type: 'AWS::Lambda::Function', does: 'changes the code of' } as const;
const INSTANCE = { ...WAY, type: 'AWS::EC2::Instance' } as const;
const STACK = { ...WAY, type: 'AWS::CloudFormation::Stack', does: 'updates' } as const;
const PROJECT = { ...WAY, type: 'AWS::CodeBuild::Project', does: 'runs builds of its own in' } as const;
const NOTEBOOK = { ...WAY, type: 'AWS::SageMaker::NotebookInstance' } as const;

/** Ways through what is there, fewer calls first within a type. */
export const EXISTING_COMPUTE: readonly ExistingCompute[] = [
  { ...FUNCTION, id: 'lambda-004', calls: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'] },
  { ...FUNCTION, id: 'lambda-005', calls: ['lambda:UpdateFunctionCode', 'lambda:AddPermission'] },
  // Whatever calls the function already runs the new code.
  { ...FUNCTION, id: 'lambda-003', calls: ['lambda:UpdateFunctionCode'], waits: true },
  { ...INSTANCE, id: 'ssm-001', does: 'opens a session on', calls: ['ssm:StartSession'] },
  {
    ...INSTANCE,
    id: 'ssm-002',
    does: 'runs commands on',
    calls: ['ssm:SendCommand'],
    also: { action: 'ssm:SendCommand', arn: 'arn:PARTITION:ssm:REGION::document/AWS-RunShellScript' },
  },
  {
    ...INSTANCE,
    id: 'ec2instanceconnect-003',
    does: 'signs in by SSH on',
    calls: ['ec2-instance-connect:SendSSHPublicKey'],
    discovery: ['ec2:DescribeInstances'],
  },
  {
    ...INSTANCE,
    id: 'ec2-002',
    does: 'changes the start-up script of',
    calls: ['ec2:StopInstances', 'ec2:ModifyInstanceAttribute', 'ec2:StartInstances'],
  },
  {
    ...WAY,
    id: 'ec2-004',
    type: 'AWS::EC2::LaunchTemplate',
    does: 'changes the start-up script of what is launched from',
    calls: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    waits: true,
  },
  { ...STACK, id: 'cloudformation-002', calls: ['cloudformation:UpdateStack'] },
  { ...STACK, id: 'cloudformation-005', calls: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'] },
  { ...PROJECT, id: 'codebuild-002', calls: ['codebuild:StartBuild'] },
  { ...PROJECT, id: 'codebuild-003', calls: ['codebuild:StartBuildBatch'] },
  { ...NOTEBOOK, id: 'sagemaker-004', does: 'opens', calls: ['sagemaker:CreatePresignedNotebookInstanceUrl'] },
  {
    ...NOTEBOOK,
    id: 'sagemaker-005',
    does: 'changes the start-up script of',
    calls: ['sagemaker:StopNotebookInstance', 'sagemaker:UpdateNotebookInstance', 'sagemaker:StartNotebookInstance'],
    also: {
      action: 'sagemaker:CreateNotebookInstanceLifecycleConfig',
      arn: 'arn:PARTITION:sagemaker:REGION:ACCOUNT:notebook-instance-lifecycle-config/nightjar-any-name-7f3d0c',
    },
  },
  {
    ...WAY,
    id: 'ecs-execute-command',
    type: 'AWS::ECS::TaskDefinition',
    does: 'runs commands in a running task of',
    calls: ['ecs:ExecuteCommand'],
    on: 'arn:PARTITION:ecs:REGION:ACCOUNT:task/nightjar-any-name-7f3d0c/nightjar-any-name-7f3d0c',
  },
  {
    ...WAY,
    id: 'states-existing',
    type: 'AWS::StepFunctions::StateMachine',
    does: 'changes',
    calls: ['states:UpdateStateMachine', 'states:StartExecution'],
  },
  {
    ...WAY,
    id: 'apprunner-002',
    type: 'AWS::AppRunner::Service',
    does: 'changes the image of',
    calls: ['apprunner:UpdateService'],
  },
  {
    ...WAY,
    id: 'bedrock-002',
    type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
    does: 'runs code in',
    calls: ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
  },
  {
    ...WAY,
    id: 'glue-002',
    type: 'AWS::Glue::DevEndpoint',
    does: 'puts a key of its own on',
    calls: ['glue:UpdateDevEndpoint'],
  },
];
