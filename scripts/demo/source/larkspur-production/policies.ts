import type { ManagedPolicySource } from '../../authoring/account-source.ts';
import * as aws from '../../authoring/aws-managed-policies.ts';
import { allow, deny, type PolicySource, policy, variable } from '../../authoring/policy.ts';
import { bucketNamed, keyNamed, objectsOf, policyNamed, queueNamed, roleNamed, tableNamed } from './names.ts';

/** Larkspur's own managed policies in production, and the AWS managed ones in use. */
export const POLICIES: readonly ManagedPolicySource[] = [
  managed(
    'DeveloperBasics',
    policy(
      allow('Logs', ['s3:GetObject', 's3:ListBucket'], [bucketNamed('web-logs'), objectsOf('web-logs')]),
      allow(
        'Tables',
        ['dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        [
          tableNamed('catalogue'),
          tableNamed('reviews'),
          `${tableNamed('catalogue')}/index/*`,
          `${tableNamed('reviews')}/index/*`,
        ],
      ),
      allow('DeadLetters', ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queueNamed('order-events-dlq')),
      // A team's secrets for the team: decided from tags on both sides (rules F27, F28).
      allow('OwnSecrets', 'secretsmanager:GetSecretValue', '*', {
        StringEquals: { 'aws:ResourceTag/team': variable('aws:PrincipalTag/team') },
      }),
      allow('SecretsKey', 'kms:Decrypt', keyNamed('app-secrets')),
    ),
  ),
  managed(
    'FinanceReaders',
    policy(
      allow('Invoices', ['s3:GetObject', 's3:ListBucket'], [bucketNamed('invoices'), objectsOf('invoices')]),
      allow('Payouts', ['dynamodb:GetItem', 'dynamodb:Query'], tableNamed('payouts')),
    ),
  ),
  managed(
    'SupportDesk',
    policy(
      allow(
        'Orders',
        ['dynamodb:GetItem', 'dynamodb:Query'],
        [tableNamed('orders'), `${tableNamed('orders')}/index/*`],
      ),
      allow('OrdersKey', 'kms:Decrypt', keyNamed('orders')),
      // Gift cards are answered for from the office network only.
      allow('GiftCards', 'dynamodb:GetItem', tableNamed('gift-cards'), {
        IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
      }),
    ),
  ),
  managed(
    'AnalystSpace',
    policy(
      // A squad's folder: who has no squad has no folder (rule G04).
      allow(
        'SquadFolder',
        ['s3:GetObject', 's3:PutObject'],
        objectsOf('analytics', `squads/${variable('aws:PrincipalTag/squad')}/`),
      ),
      allow('Recommendations', ['dynamodb:GetItem', 'dynamodb:Scan'], tableNamed('recommendations')),
    ),
  ),
  managed('OnCall', policy(allow('BreakGlass', 'sts:AssumeRole', roleNamed('breakglass-admin')))),
  managed(
    'CatalogueReadBoundary',
    policy(
      allow(
        'AtMost',
        [
          'dynamodb:DescribeTable',
          'dynamodb:GetItem',
          'dynamodb:Query',
          's3:GetBucketPolicy',
          's3:GetObject',
          's3:ListBucket',
        ],
        '*',
      ),
    ),
  ),
  managed('UploaderBoundary', policy(allow('AtMost', 's3:ListAllMyBuckets', '*'))),
  managed(
    'PlatformWork',
    policy(
      // "Everything but identity": that is sts:AssumeRole, kms:* and every secret too (rule E16).
      { Sid: 'NotIdentity', Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' },
      deny('NotTheLedger', 'dynamodb:DeleteTable', tableNamed('orders')),
    ),
  ),
  aws.ADMINISTRATOR_ACCESS,
  aws.IAM_USER_CHANGE_PASSWORD,
  aws.LAMBDA_BASIC_EXECUTION,
  aws.LAMBDA_SQS_EXECUTION,
  aws.SSM_MANAGED_INSTANCE_CORE,
  aws.DYNAMODB_REPLICATION,
  aws.SUPPORT,
  aws.TRUSTED_ADVISOR,
];

function managed(name: string, document: PolicySource): ManagedPolicySource {
  return { arn: policyNamed(name), version: 'v3', created: '2022-06-01', updated: '2026-04-14', document };
}
