import type { Account } from '../../account/model.ts';
import {
  accountJson,
  allow,
  group,
  MANAGEMENT,
  managedPolicy,
  OTHER,
  OWN,
  role,
  snapshotOf,
  user,
} from '../../account/testing/fixtures.ts';

/** ARNs that tests of questions speak of. */
export const arnOf = {
  user: (name: string, accountId = OWN) => `arn:aws:iam::${accountId}:user/${name}`,
  role: (name: string, accountId = OWN) => `arn:aws:iam::${accountId}:role/${name}`,
  bucket: (name: string) => `arn:aws:s3:::${name}`,
  key: `arn:aws:kms:eu-west-1:${OWN}:key/11111111-2222-3333-4444-555555555555`,
  queue: `arn:aws:sqs:eu-west-1:${OWN}:orders`,
  table: `arn:aws:dynamodb:eu-west-1:${OWN}:table/stock`,
} as const;

type Json = Readonly<Record<string, unknown>>;

function policyOf(...statements: readonly Json[]): Json {
  return { Version: '2012-10-17', Statement: statements };
}

function inline(name: string, document: Json): Json {
  return { PolicyName: name, PolicyDocument: document };
}

/** Seven ways to one capability, of which a line shows five: the last is the only one to its action. */
const MANY_WAYS = policyOf(
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => ({
    Effect: 'Allow',
    Action: n === 7 ? 's3:GetObjectTorrent' : ['s3:GetObject', 's3:GetObjectVersion'],
    Resource: `arn:aws:s3:::data/part-${n}/*`,
    Condition: { IpAddress: { 'aws:SourceIp': `203.0.113.${n}/32` } },
  })),
);

const NO_DELETING = policyOf({
  Sid: 'Keep',
  Effect: 'Deny',
  Action: ['s3:DeleteObject', 'sqs:DeleteQueue'],
  Resource: '*',
});

/** An organization whose root carries the two SCPs. */
function organizationWith(everything: Json, noDeleting: Json): Json {
  return {
    schemaVersion: 1,
    organizationId: 'o-exampleorg',
    managementAccountId: MANAGEMENT,
    policies: [
      { id: 'p-all', name: 'FullAWSAccess', type: 'SERVICE_CONTROL_POLICY', document: everything },
      { id: 'p-keep', name: 'keep', type: 'SERVICE_CONTROL_POLICY', document: noDeleting },
    ],
    root: {
      id: 'r-ab12',
      serviceControlPolicies: ['p-all', 'p-keep'],
      resourceControlPolicies: [],
      accounts: [
        { id: MANAGEMENT, serviceControlPolicies: ['p-all'], resourceControlPolicies: [] },
        { id: OWN, serviceControlPolicies: ['p-all'], resourceControlPolicies: [] },
      ],
      organizationalUnits: [],
    },
  };
}

const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

/**
 * Two accounts with one of each thing that an answer can hang on: group, boundary, SCP, deny on a prefix, conditions,
 * a chain of roles, a key, another account that was read, one that was not, and anonymous callers.
 */
export function smallWorld(): readonly [Account, Account] {
  const own = snapshotOf({
    account: accountJson(),
    organization: organizationWith(allow('*'), NO_DELETING),
    users: [
      user('alice', { GroupList: ['Developers'] }),
      user('bob', {
        UserPolicyList: [inline('everything', allow('*'))],
        PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/OnlyS3` },
      }),
      user('carol', { UserPolicyList: [inline('with-mfa', allow('s3:*', '*', { Condition: MFA }))] }),
      user('dora', { UserPolicyList: [inline('many-ways', MANY_WAYS)] }),
      user('erin'),
      user('frank', {
        UserPolicyList: [
          inline(
            'reads-vault',
            policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::vault/*' }),
          ),
        ],
      }),
    ],
    groups: [
      group('Developers', {
        GroupPolicyList: [
          inline(
            'develop',
            policyOf(
              {
                Sid: 'Read',
                Effect: 'Allow',
                Action: ['s3:GetObject', 's3:ListBucket'],
                Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
              },
              { Sid: 'Become', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${OWN}:role/app` },
            ),
          ),
        ],
      }),
    ],
    roles: [
      role('app', {
        RolePolicyList: [
          inline('next', allow('sts:AssumeRole', `arn:aws:iam::${OTHER}:role/deep`)),
          inline('queue', allow('sqs:*')),
        ],
      }),
      role('admin', {
        AttachedManagedPolicies: [{ PolicyName: 'All', PolicyArn: `arn:aws:iam::${OWN}:policy/All` }],
        AssumeRolePolicyDocument: policyOf({
          Effect: 'Allow',
          Principal: { AWS: OWN },
          Action: 'sts:AssumeRole',
          Condition: MFA,
        }),
      }),
    ],
    policies: [managedPolicy('OnlyS3', allow('s3:*')), managedPolicy('All', allow('*'))],
    resources: [
      {
        arn: arnOf.bucket('data'),
        type: 'AWS::S3::Bucket',
        name: 'data',
        tags: {},
        policy: policyOf(
          {
            Sid: 'Private',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::data/private/*',
          },
          {
            Sid: 'Partner',
            Effect: 'Allow',
            Principal: { AWS: '777788889999' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::data/in/*',
          },
          {
            Sid: 'Deep',
            Effect: 'Allow',
            Principal: { AWS: arnOf.role('deep', OTHER) },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::data/*',
          },
        ),
        publicAccessBlock: null,
        objectOwnership: 'BucketOwnerEnforced',
        encryption: { sseAlgorithm: 'AES256', kmsMasterKeyID: null },
      },
      {
        arn: arnOf.bucket('vault'),
        type: 'AWS::S3::Bucket',
        name: 'vault',
        tags: { Confidentiality: 'high' },
        policy: null,
        publicAccessBlock: null,
        objectOwnership: 'BucketOwnerEnforced',
        encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyID: arnOf.key },
      },
      {
        arn: arnOf.bucket('site'),
        type: 'AWS::S3::Bucket',
        name: 'site',
        tags: {},
        policy: policyOf({
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::site/public/*',
        }),
        publicAccessBlock: null,
        objectOwnership: 'BucketOwnerEnforced',
        encryption: null,
      },
      {
        arn: arnOf.key,
        type: 'AWS::KMS::Key',
        region: 'eu-west-1',
        name: 'vault',
        tags: {},
        policy: policyOf({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${OWN}:root` },
          Action: 'kms:*',
          Resource: '*',
        }),
        keyManager: 'CUSTOMER',
        keyState: 'Enabled',
        aliases: [],
        grants: [],
      },
      {
        arn: arnOf.queue,
        type: 'AWS::SQS::Queue',
        region: 'eu-west-1',
        name: 'orders',
        tags: {},
        policy: null,
        kmsMasterKeyId: null,
      },
      {
        arn: arnOf.table,
        type: 'AWS::DynamoDB::Table',
        region: 'eu-west-1',
        name: 'stock',
        tags: {},
        policy: null,
        sseDescription: null,
      },
    ],
  });
  const other = snapshotOf({
    account: accountJson(OTHER),
    users: [user('zoe', { UserPolicyList: [inline('all', allow('s3:*'))] }, OTHER)],
    roles: [
      role(
        'deep',
        {
          AssumeRolePolicyDocument: policyOf({
            Effect: 'Allow',
            Principal: { AWS: arnOf.role('app') },
            Action: 'sts:AssumeRole',
          }),
          RolePolicyList: [inline('read', allow('s3:GetObject', 'arn:aws:s3:::data/*'))],
        },
        OTHER,
      ),
    ],
    resources: [],
  });
  return [own, other];
}
