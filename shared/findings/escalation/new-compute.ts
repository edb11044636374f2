import type { Technique } from './technique.ts';

/** Something new that runs one's code as a role passed to it. */
export interface NewCompute extends Technique {
  readonly mechanism: 'new-pass-role';
  /** The service that must be able to assume the role, and that it is passed to (J05). */
  readonly service: string;
  /** What the service makes of it, in words: "a function". */
  readonly makes: string;
  /** The role goes in by an instance profile, which it must have. */
  readonly byInstanceProfile?: true;
  /** CloudFormation type of a resource that must be there to be changed. */
  readonly changes?: string;
}

const LAMBDA = { mechanism: 'new-pass-role', service: 'lambda.amazonaws.com', makes: 'a function' } as const;
const ECS = { mechanism: 'new-pass-role', service: 'ecs-tasks.amazonaws.com', makes: 'a task' } as const;
const GLUE = { mechanism: 'new-pass-role', service: 'glue.amazonaws.com', makes: 'a job' } as const;
const EC2 = {
  mechanism: 'new-pass-role',
  service: 'ec2.amazonaws.com',
  makes: 'an instance',
  byInstanceProfile: true,
} as const;
const BUILD = { mechanism: 'new-pass-role', service: 'codebuild.amazonaws.com', makes: 'a build project' } as const;
const STACK = { mechanism: 'new-pass-role', service: 'cloudformation.amazonaws.com', makes: 'a stack' } as const;
const SAGEMAKER = { mechanism: 'new-pass-role', service: 'sagemaker.amazonaws.com' } as const;
const DATA_PIPELINE = [
  'iam:PassRole',
  'datapipeline:CreatePipeline',
  'datapipeline:PutPipelineDefinition',
  'datapipeline:ActivatePipeline',
];

/** Ways by iam:PassRole, fewer calls first within a service. */
export const NEW_COMPUTE: readonly NewCompute[] = [
  { ...LAMBDA, id: 'lambda-001', calls: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'] },
  { ...LAMBDA, id: 'lambda-002', calls: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'] },
  { ...LAMBDA, id: 'lambda-006', calls: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'] },
  { ...EC2, id: 'ec2-001', calls: ['iam:PassRole', 'ec2:RunInstances'] },
  { ...EC2, id: 'ec2-003', calls: ['iam:PassRole', 'ec2:RequestSpotInstances'] },
  { ...STACK, id: 'cloudformation-001', calls: ['iam:PassRole', 'cloudformation:CreateStack'] },
  {
    ...STACK,
    id: 'cloudformation-003',
    makes: 'a stack set',
    calls: ['iam:PassRole', 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
  },
  {
    ...STACK,
    id: 'cloudformation-004',
    makes: 'a stack set',
    calls: ['iam:PassRole', 'cloudformation:UpdateStackSet'],
    changes: 'AWS::CloudFormation::StackSet',
  },
  { ...BUILD, id: 'codebuild-001', calls: ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuild'] },
  { ...BUILD, id: 'codebuild-004', calls: ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuildBatch'] },
  { ...ECS, id: 'ecs-run-task-override', calls: ['iam:PassRole', 'ecs:RunTask'], changes: 'AWS::ECS::TaskDefinition' },
  {
    ...ECS,
    id: 'ecs-start-task-override',
    calls: ['iam:PassRole', 'ecs:StartTask'],
    changes: 'AWS::ECS::TaskDefinition',
  },
  { ...ECS, id: 'ecs-004', calls: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'] },
  { ...ECS, id: 'ecs-003', calls: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'] },
  { ...ECS, id: 'ecs-005', calls: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:StartTask'] },
  {
    ...ECS,
    id: 'ecs-002',
    calls: ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
  },
  {
    ...ECS,
    id: 'ecs-001',
    calls: ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
  },
  { ...GLUE, id: 'glue-001', makes: 'a development endpoint', calls: ['iam:PassRole', 'glue:CreateDevEndpoint'] },
  { ...GLUE, id: 'glue-003', calls: ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'] },
  { ...GLUE, id: 'glue-004', calls: ['iam:PassRole', 'glue:CreateJob', 'glue:CreateTrigger'] },
  { ...GLUE, id: 'glue-005', calls: ['iam:PassRole', 'glue:UpdateJob', 'glue:StartJobRun'], changes: 'AWS::Glue::Job' },
  {
    ...GLUE,
    id: 'glue-006',
    calls: ['iam:PassRole', 'glue:UpdateJob', 'glue:CreateTrigger'],
    changes: 'AWS::Glue::Job',
  },
  {
    ...GLUE,
    id: 'glue-session',
    makes: 'a session',
    calls: ['iam:PassRole', 'glue:CreateSession', 'glue:RunStatement'],
  },
  {
    ...SAGEMAKER,
    id: 'sagemaker-001',
    makes: 'a notebook',
    calls: ['iam:PassRole', 'sagemaker:CreateNotebookInstance'],
  },
  {
    ...SAGEMAKER,
    id: 'sagemaker-002',
    makes: 'a training job',
    calls: ['iam:PassRole', 'sagemaker:CreateTrainingJob'],
  },
  {
    ...SAGEMAKER,
    id: 'sagemaker-003',
    makes: 'a processing job',
    calls: ['iam:PassRole', 'sagemaker:CreateProcessingJob'],
  },
  {
    id: 'apprunner-001',
    mechanism: 'new-pass-role',
    service: 'tasks.apprunner.amazonaws.com',
    makes: 'an App Runner service',
    calls: ['iam:PassRole', 'apprunner:CreateService'],
  },
  {
    id: 'bedrock-001',
    mechanism: 'new-pass-role',
    service: 'bedrock-agentcore.amazonaws.com',
    makes: 'a code interpreter',
    calls: [
      'iam:PassRole',
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
  },
  {
    id: 'states-new',
    mechanism: 'new-pass-role',
    service: 'states.amazonaws.com',
    makes: 'a state machine',
    calls: ['iam:PassRole', 'states:CreateStateMachine', 'states:StartExecution'],
  },
  {
    id: 'datapipeline-001',
    mechanism: 'new-pass-role',
    service: 'datapipeline.amazonaws.com',
    makes: 'a pipeline',
    calls: DATA_PIPELINE,
  },
  {
    id: 'datapipeline-001',
    mechanism: 'new-pass-role',
    service: 'elasticmapreduce.amazonaws.com',
    makes: 'a pipeline',
    calls: DATA_PIPELINE,
  },
];
