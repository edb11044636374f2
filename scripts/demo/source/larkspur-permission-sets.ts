import { allow, policy } from '../authoring/policy.ts';

/** Inline policies of Larkspur's permission sets, the same in every account they are provisioned to. */

/** Settings of everything, content of nothing. */
export const AUDITOR_RIGHTS = policy(
  allow(
    'SettingsOnly',
    [
      'dynamodb:DescribeTable',
      'iam:GetRole',
      'iam:GetUser',
      'iam:ListRoles',
      'iam:ListUsers',
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'lambda:GetPolicy',
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetBucketPublicAccessBlock',
      'secretsmanager:DescribeSecret',
      'sns:GetTopicAttributes',
      'sqs:GetQueueAttributes',
    ],
    '*',
  ),
);

/** What the shop's developers do by hand in any account. */
export const DEVELOPER_RIGHTS = policy(
  allow('Tables', ['dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:ListTables', 'dynamodb:Query'], '*'),
  allow('Queues', ['sqs:GetQueueAttributes', 'sqs:ListQueues', 'sqs:ReceiveMessage'], '*'),
  allow('Functions', ['lambda:GetFunctionConfiguration', 'lambda:ListFunctions'], '*'),
  allow('Logs', ['logs:DescribeLogGroups', 'logs:FilterLogEvents', 'logs:GetLogEvents'], '*'),
);
