import { OTHER, OWN } from './cast.ts';
import type { Draw } from './draw.ts';

/** What is asked for: an action and a resource that belong together, mostly. */
export interface Target {
  readonly action: string;
  readonly resource: string;
  /** Account ids that may own the resource; null: nothing says. */
  readonly owner: string | null;
}

const OBJECT_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl', 's3:GetObjectVersion'];
const BUCKET_ACTIONS = ['s3:ListBucket', 's3:GetBucketAcl', 's3:PutBucketPolicy', 's3:GetBucketPolicy'];
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:NewOperation',
];
const TRUST_ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

export function drawTarget(draw: Draw, owner: string): Target {
  const make = (action: string, resource: string): Target => ({ action, resource, owner });
  const target = draw.weighted<() => Target>([
    [
      20,
      () =>
        make(draw.pick(OBJECT_ACTIONS), `arn:aws:s3:::data/${draw.pick(['k', 'team/q1.csv', 'alice/a:b/c', 'red'])}`),
    ],
    [8, () => make(draw.pick(BUCKET_ACTIONS), 'arn:aws:s3:::data')],
    [3, () => make('s3:GetObject', `arn:aws:s3:us-east-1:${owner}:accesspoint/ap/object/k`)],
    [8, () => make(draw.pick(['sqs:SendMessage', 'sqs:ReceiveMessage']), `arn:aws:sqs:us-east-1:${owner}:orders`)],
    [4, () => make('sns:Publish', `arn:aws:sns:eu-west-1:${owner}:alarms`)],
    [7, () => make('dynamodb:GetItem', `arn:aws:dynamodb:us-east-1:${owner}:table/t`)],
    [3, () => make('dynamodb:Query', `arn:aws:dynamodb:us-east-1:${owner}:table/t/index/i`)],
    [14, () => make(draw.pick(KEY_ACTIONS), `arn:aws:kms:us-east-1:${owner}:key/1234abcd`)],
    [2, () => make('kms:UpdateAlias', `arn:aws:kms:us-east-1:${owner}:alias/a`)],
    [12, () => make(draw.pick(TRUST_ACTIONS), `arn:aws:iam::${owner}:role/${draw.pick(['target', 'app'])}`)],
    [3, () => make('iam:PassRole', `arn:aws:iam::${owner}:role/target`)],
    [2, () => make('ecr:BatchGetImage', `arn:aws:ecr:us-east-1:${owner}:repository/r`)],
    [3, () => make('execute-api:Invoke', `arn:aws:execute-api:us-east-1:${owner}:api/prod/GET/pets`)],
    [3, () => make('lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${owner}:function:f:live`)],
    [2, () => make('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${owner}:secret:s-AbCdEf`)],
    [5, () => make(draw.pick(['s3:ListAllMyBuckets', 'ec2:DescribeInstances', 'kms:ListKeys', 'iam:ListUsers']), '*')],
    [2, () => make(draw.pick(['sts:GetCallerIdentity', 'sts:GetSessionToken', 'sts:AssumeRoot']), '*')],
  ])();
  // The ARN says who owns most resources; S3's does not.
  const unknown = target.resource.startsWith('arn:aws:s3:::')
    ? draw.chance(12)
    : target.resource === '*' && draw.chance(50);
  const action = draw.chance(8) ? target.action.toUpperCase() : target.action;
  return { ...target, action, owner: unknown ? null : owner };
}

export function drawOwner(draw: Draw): string {
  return draw.weighted([
    [7, OWN],
    [3, OTHER],
  ]);
}
