import { allow, type DocumentText, deny, document } from '../document.ts';
import type { Ground } from '../ground.ts';
import type { Random } from '../random.ts';

/** Everything but IAM beyond one's own reach, and never the boundary itself. */
export function developerBoundary({ place }: Ground): DocumentText {
  return document(
    {
      Sid: 'MostOfIt',
      Effect: 'Allow',
      NotAction: ['organizations:*', 'account:*', 'iam:*User*', 'iam:*Group*'],
      Resource: '*',
    },
    deny(
      ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
      '*',
    ),
    deny(
      ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy*'],
      `arn:aws:iam::${place.accountId}:policy/boundary-*`,
    ),
  );
}

/** What workloads may use at most. */
export function workloadBoundary(ground: Ground, random: Random): DocumentText {
  const services = [
    's3',
    'dynamodb',
    'sqs',
    'sns',
    'lambda',
    'kms',
    'secretsmanager',
    'ssm',
    'logs',
    'kinesis',
    'states',
    'xray',
    'cloudwatch',
    'ecr',
    'sts',
    'ec2',
  ];
  const some = ground.profile.unique ? random.some(services, 11) : services;
  return document(
    allow(
      some.map((service) => `${service}:*`),
      '*',
    ),
    deny(['s3:PutBucketPolicy', 's3:DeleteBucket', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'], '*'),
    ...(ground.profile.unique ? [deny(['s3:*', 'dynamodb:*'], '*', ground.conditions.unmet())] : []),
  );
}
