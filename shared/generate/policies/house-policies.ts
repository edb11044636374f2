import { allow, type DocumentText, deny, document, type NamedDocument, variable } from '../document.ts';
import type { Ground } from '../ground.ts';
import { COMPANY, NETWORKS } from '../words.ts';

/**
 * Policies that every company of some age has, one way of writing each: what nobody rewrites, what a guide said, what
 * an incident left behind. They hold the elements and operators that few policies use.
 */
export function housePolicies(ground: Ground): readonly NamedDocument[] {
  const { accountId } = ground.place;
  const home = ground.place.regions[0] ?? 'eu-west-1';
  return [
    named(
      'self-service-with-mfa',
      document(
        allow(
          ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys'],
          `arn:aws:iam::*:user/people/${variable('aws:username')}`,
        ),
        allow(
          ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'],
          [`arn:aws:iam::*:mfa/*`, `arn:aws:iam::*:user/people/${variable('aws:username')}`],
        ),
        {
          Sid: 'DenyAllExceptListedIfNoMFA',
          Effect: 'Deny',
          NotAction: [
            'iam:CreateVirtualMFADevice',
            'iam:EnableMFADevice',
            'iam:ListMFADevices',
            'iam:ResyncMFADevice',
            'sts:GetSessionToken',
          ],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      ),
    ),
    named(
      'home-folders',
      document(
        allow('s3:ListBucket', `arn:aws:s3:::${COMPANY}-shared-*`, {
          StringLike: { 's3:prefix': ['', 'home/', `home/${variable('aws:username', 'guest')}/*`] },
        }),
        allow(
          ['s3:GetObject', 's3:PutObject'],
          `arn:aws:s3:::${COMPANY}-shared-*/home/${variable('aws:username', 'guest')}/*`,
        ),
        allow('s3:GetObject', `arn:aws:s3:::${COMPANY}-shared-*/${variable('aws:PrincipalTag/team', 'shared')}/*`),
      ),
    ),
    // Of the version before variables: the text stands as it is (rule G01).
    named('legacy-2008', {
      Version: '2008-10-17',
      Statement: [
        allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], `arn:aws:sqs:${home}:${accountId}:*`),
        allow('s3:GetObject', `arn:aws:s3:::${COMPANY}-${variable('aws:username')}/*`),
      ],
    }),
    named(
      'stay-in-regions',
      document({
        Sid: 'DenyElsewhere',
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'route53:*', 'cloudfront:*', 'support:*', 'organizations:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': [...ground.place.regions] } },
      }),
    ),
    named(
      'everything-but-the-trail',
      document(
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:ListBucket'],
          NotResource: [`arn:aws:s3:::${COMPANY}-*-audit-*`, `arn:aws:s3:::${COMPANY}-*-audit-*/*`],
        },
        { Effect: 'Deny', Action: 's3:DeleteObject*', NotResource: `arn:aws:s3:::${COMPANY}-*-sync-*/*` },
      ),
    ),
    named(
      'working-hours-2027',
      document(
        deny(['s3:PutObject', 'dynamodb:PutItem', 'lambda:UpdateFunctionCode'], '*', {
          DateGreaterThan: { 'aws:CurrentTime': '2027-12-24T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2028-01-02T00:00:00Z' },
        }),
        allow(['lambda:GetFunction', 'lambda:InvokeFunction'], '*', {
          DateLessThanEquals: { 'aws:CurrentTime': '2029-12-31T23:59:59Z' },
        }),
      ),
    ),
    named(
      'small-reads',
      document(
        allow('s3:ListBucket', '*', {
          NumericLessThanEquals: { 's3:max-keys': '100' },
          NumericGreaterThan: { 's3:max-keys': '0' },
        }),
        allow('s3:GetObject', `arn:aws:s3:::${COMPANY}-*-reports-*/*`, {
          NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        }),
      ),
    ),
    named(
      'own-rows',
      document(
        allow(
          ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
          `arn:aws:dynamodb:*:${accountId}:table/*`,
          {
            'ForAllValues:StringEquals': {
              'dynamodb:LeadingKeys': [variable('aws:PrincipalTag/team'), 'shared'],
              'dynamodb:Attributes': ['id', 'name', 'status'],
            },
            StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
          },
        ),
      ),
    ),
    named(
      'tag-what-you-make',
      document(
        allow(['s3:CreateBucket', 'sqs:CreateQueue', 'sns:CreateTopic', 'lambda:CreateFunction'], '*', {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team', 'costCenter'] },
          'ForAllValues:StringLike': { 'aws:TagKeys': ['team', 'cost*', 'environment'] },
          Null: { 'aws:RequestTag/team': 'false' },
        }),
      ),
    ),
    named(
      'from-our-networks',
      document(
        deny('*', '*', { NotIpAddress: { 'aws:SourceIp': [...NETWORKS] }, Bool: { 'aws:ViaAWSService': 'false' } }),
        allow(['secretsmanager:GetSecretValue', 'ssm:GetParameter'], '*', {
          IpAddress: { 'aws:SourceIp': [NETWORKS[0], NETWORKS[6]] },
          NotIpAddress: { 'aws:SourceIp': NETWORKS[1] },
        }),
      ),
    ),
    named(
      'revoke-older-sessions',
      document(deny('*', '*', { DateLessThan: { 'aws:TokenIssueTime': '2026-09-30T12:00:00Z' } })),
    ),
    named(
      'keys-through-services',
      document(
        allow(['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'], `arn:aws:kms:*:${accountId}:key/*`, {
          StringLike: {
            'kms:ViaService': [
              's3.*.amazonaws.com',
              'sqs.*.amazonaws.com',
              'dynamodb.*.amazonaws.com',
              'secretsmanager.*.amazonaws.com',
            ],
          },
        }),
        allow('kms:CreateGrant', `arn:aws:kms:*:${accountId}:key/*`, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
      ),
    ),
  ];
}

function named(name: string, made: DocumentText): NamedDocument {
  return { name, document: made };
}
