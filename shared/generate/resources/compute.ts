import { document, granting } from '../document.ts';
import { SERVICES } from '../words.ts';
import { resourcePolicy } from './policies.ts';
import { arnIn, keyOf, line, nameOf, type ResourceText, roleFor, type Slot } from './stock.ts';

/** A function; its aliases and versions have policies of their own (rule K02). */
export function lambdaFunction(slot: Slot): ResourceText {
  const { random, stock } = slot;
  const { accountId } = stock.ground.place;
  const arn = arnIn(slot, 'lambda', `function:${nameOf(slot)}`);
  const invoked = (what: string) =>
    granting(
      'Allow',
      { Service: random.pick([SERVICES.events, SERVICES.s3, SERVICES.sns, SERVICES.apigateway]) },
      'lambda:InvokeFunction',
      what,
      {
        ArnLike: { 'AWS:SourceArn': `arn:aws:*:*:${accountId}:*${slot.team}*` },
        ...(random.chance(0.6) ? { StringEquals: { 'AWS:SourceAccount': accountId } } : {}),
      },
    );
  const url = random.chance(0.04);
  const own = resourcePolicy(slot, {
    read: ['lambda:InvokeFunction'],
    write: ['lambda:InvokeFunction'],
    all: 'lambda:InvokeFunction',
    resources: [arn],
    service: [SERVICES.events, 'lambda:InvokeFunction'],
  });
  const statements = [
    ...(own?.Statement ?? []),
    ...(random.chance(0.3) ? [invoked(arn)] : []),
    ...(url && random.chance(0.3)
      ? [
          granting('Allow', '*', 'lambda:InvokeFunctionUrl', arn, {
            StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' },
          }),
        ]
      : []),
  ];
  const alias = random.chance(0.25);
  return line(slot, 'AWS::Lambda::Function', arn, {
    policy: statements.length === 0 ? null : { ...document(...statements), Id: 'default' },
    runtime: 'nodejs24.x',
    lastModified: slot.createdAt,
    role: roleFor(slot),
    kmsKeyArn: random.chance(0.1) ? keyOf(slot) : null,
    functionUrlConfigs: url
      ? [
          {
            functionUrl: `https://${random.text('abcdefghijklmnopqrstuvwxyz', 32)}.lambda-url.${slot.region}.on.aws/`,
            functionArn: arn,
            authType: random.chance(0.7) ? 'AWS_IAM' : 'NONE',
          },
        ]
      : [],
    versions: [],
    aliases: alias
      ? [
          {
            aliasArn: `${arn}:live`,
            name: 'live',
            functionVersion: '7',
            policy: random.chance(0.6) ? document(invoked(`${arn}:live`)) : null,
          },
        ]
      : [],
    layers: [],
  });
}

export function instance(slot: Slot): ResourceText {
  const id = `i-${slot.random.hex(17)}`;
  const profile = slot.stock.principals.find(({ job, team }) => job === 'workload' && team === slot.team);
  return line(slot, 'AWS::EC2::Instance', arnIn(slot, 'ec2', `instance/${id}`), {
    name: id,
    instanceId: id,
    state: 'running',
    iamInstanceProfile:
      profile === undefined
        ? null
        : { arn: `arn:aws:iam::${slot.stock.ground.place.accountId}:instance-profile/${profile.name}` },
    metadataOptions: { httpTokens: slot.random.chance(0.8) ? 'required' : 'optional' },
    publicIpAddress: null,
    vpcId: 'vpc-0c1d2e3f4a5b6c7d8',
    subnetId: 'subnet-0a0b0c0d0e0f0a0b0',
  });
}

export function volume(slot: Slot): ResourceText {
  const id = `vol-${slot.random.hex(17)}`;
  return line(slot, 'AWS::EC2::Volume', arnIn(slot, 'ec2', `volume/${id}`), {
    name: id,
    volumeId: id,
    encrypted: true,
    kmsKeyId: keyOf(slot),
    attachments: [],
  });
}

export function stateMachine(slot: Slot): ResourceText {
  return line(slot, 'AWS::StepFunctions::StateMachine', arnIn(slot, 'states', `stateMachine:${nameOf(slot)}`), {
    roleArn: roleFor(slot),
    stateMachineType: 'STANDARD',
    status: 'ACTIVE',
    encryptionConfiguration: null,
  });
}

export function taskDefinition(slot: Slot): ResourceText {
  return line(slot, 'AWS::ECS::TaskDefinition', arnIn(slot, 'ecs', `task-definition/${nameOf(slot)}:3`), {
    family: nameOf(slot),
    revision: 3,
    taskRoleArn: roleFor(slot),
    executionRoleArn: roleFor(slot),
  });
}

export function buildProject(slot: Slot): ResourceText {
  return line(slot, 'AWS::CodeBuild::Project', arnIn(slot, 'codebuild', `project/${nameOf(slot)}`), {
    policy: null,
    serviceRole: roleFor(slot),
    encryptionKey: keyOf(slot),
  });
}

export function notebook(slot: Slot): ResourceText {
  return line(slot, 'AWS::SageMaker::NotebookInstance', arnIn(slot, 'sagemaker', `notebook-instance/${nameOf(slot)}`), {
    roleArn: roleFor(slot),
    kmsKeyId: keyOf(slot),
    directInternetAccess: 'Disabled',
  });
}

export function kubernetesCluster(slot: Slot): ResourceText {
  return line(slot, 'AWS::EKS::Cluster', arnIn(slot, 'eks', `cluster/${nameOf(slot)}`), {
    roleArn: roleFor(slot),
    accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' },
    encryptionConfig: [],
  });
}

export function stack(slot: Slot): ResourceText {
  const arn = arnIn(slot, 'cloudformation', `stack/${nameOf(slot)}/${slot.random.uuid()}`);
  return line(slot, 'AWS::CloudFormation::Stack', arn, {
    roleARN: slot.random.chance(0.3) ? roleFor(slot) : null,
    stackStatus: 'UPDATE_COMPLETE',
  });
}

export function restApi(slot: Slot): ResourceText {
  const id = slot.random.text('abcdefghijklmnopqrstuvwxyz0123456789', 10);
  const { region, stock } = slot;
  return line(slot, 'AWS::ApiGateway::RestApi', `arn:aws:apigateway:${region}::/restapis/${id}`, {
    policy: resourcePolicy(slot, {
      read: ['execute-api:Invoke'],
      write: ['execute-api:Invoke'],
      all: 'execute-api:Invoke',
      resources: [`arn:aws:execute-api:${region}:${stock.ground.place.accountId}:${id}/*`],
    }),
    id,
    endpointConfiguration: { types: ['REGIONAL'] },
    disableExecuteApiEndpoint: false,
  });
}
