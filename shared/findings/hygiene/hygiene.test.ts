import {
  accountJson,
  group,
  managedPolicy,
  OWN,
  role,
  type SnapshotParts,
  user,
} from '../../account/testing/fixtures.ts';
import type { FindingType } from '../finding-types.ts';
import { check as checkFindings, grants, inline, type Json, may, mayNot, trusts } from '../testing/check.ts';

function check(title: string, type: FindingType, parts: SnapshotParts, expected: readonly string[]): void {
  checkFindings(title, [type], { account: accountJson(), ...parts }, expected);
}
const u = (...statements: readonly Json[]): SnapshotParts => ({
  users: [user('u', { UserPolicyList: inline(...statements) })],
});
const attached = (statement: Json): SnapshotParts => ({
  users: [user('u', { AttachedManagedPolicies: [{ PolicyArn: `arn:aws:iam::${OWN}:policy/p` }] })],
  policies: [managedPolicy('p', { Version: '2012-10-17', Statement: statement })],
});

check('everything (E15)', 'wildcard-grant', u(may('*')), ['u: high']);
check('a managed policy is its own subject', 'wildcard-grant', attached(may('*')), ['p: high']);
check('NotAction (E16)', 'wildcard-grant', u({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), ['u: high']);
check('a whole service', 'wildcard-grant', u(may('sqs:*')), ['u: medium']);
check('a whole service of great consequence', 'wildcard-grant', u(may('kms:*')), ['u: high']);
check('a whole service on one queue', 'wildcard-grant', u(may('sqs:*', `arn:aws:sqs:*:${OWN}:q`)), []);
check('a deny of everything grants nothing', 'wildcard-grant', u(mayNot('*')), []);
check(
  'a policy that AWS wrote is AWS’s',
  'wildcard-grant',
  { users: [user('u', { AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }] })] },
  [],
);
check('a group’s policy', 'wildcard-grant', { groups: [group('g', { GroupPolicyList: inline(may('*')) })] }, [
  'g: high',
]);

check('every secret', 'sensitive-grant-on-everything', u(may('secretsmanager:GetSecretValue')), ['u: medium']);
check(
  'every secret under a condition',
  'sensitive-grant-on-everything',
  u(may('secretsmanager:GetSecretValue', '*', { StringEquals: { 'aws:ResourceTag/a': 'b' } })),
  [],
);
check('listing everything is no matter', 'sensitive-grant-on-everything', u(may('s3:ListAllMyBuckets')), []);

check('any role (J04)', 'pass-any-role', u(may('iam:PassRole')), ['u: high']);
check(
  'any role, to one service',
  'pass-any-role',
  u(may('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })),
  ['u: high'],
);
check('roles of one path', 'pass-any-role', u(may('iam:PassRole', `arn:aws:iam::${OWN}:role/app/*`)), []);
check('an administrator passes any role anyway', 'pass-any-role', u(may('*')), []);
check('a deny on passing', 'pass-any-role', u(may('iam:PassRole'), mayNot('iam:PassRole')), []);

const MFA = 'aws:MultiFactorAuthPresent';
check('Deny with Bool (F22)', 'mfa-deny-without-if-exists', u(mayNot('s3:*', '*', { Bool: { [MFA]: 'false' } })), [
  'u: high',
]);
check(
  'Deny with BoolIfExists',
  'mfa-deny-without-if-exists',
  u(mayNot('s3:*', '*', { BoolIfExists: { [MFA]: 'false' } })),
  [],
);
check(
  'Allow with BoolIfExists (F22)',
  'mfa-allow-with-if-exists',
  u(may('s3:*', 'arn:aws:s3:::b', { BoolIfExists: { [MFA]: 'true' } })),
  ['u: medium'],
);
check('Allow with Bool', 'mfa-allow-with-if-exists', u(may('s3:*', 'arn:aws:s3:::b', { Bool: { [MFA]: 'true' } })), []);

const key = (policy: Json, more: Json = {}): SnapshotParts => ({
  resources: [
    {
      type: 'AWS::KMS::Key',
      arn: `arn:aws:kms:eu-west-1:${OWN}:key/k`,
      keyManager: 'CUSTOMER',
      keyState: 'Enabled',
      grants: [],
      aliases: [],
      policy,
      ...more,
    },
  ],
});
check('a key that knows the account (H01)', 'key-policy-without-account', key(grants({ AWS: OWN }, 'kms:*', '*')), []);
check(
  'a key that knows a user alone',
  'key-policy-without-account',
  key(grants({ AWS: `arn:aws:iam::${OWN}:user/u` }, 'kms:*', '*')),
  ['k: low'],
);
check(
  'a key of AWS’s',
  'key-policy-without-account',
  key(grants({ AWS: `arn:aws:iam::${OWN}:user/u` }, 'kms:*', '*'), { keyManager: 'AWS' }),
  [],
);

const shut = (condition: Json): SnapshotParts => ({
  resources: [
    {
      type: 'AWS::S3::Bucket',
      arn: 'arn:aws:s3:::b',
      policy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: condition }],
      },
    },
  ],
});
check('everyone outside a VPC (M13)', 'lock-out-risk', shut({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), [
  'b: medium',
]);
check(
  'with an exception for services',
  'lock-out-risk',
  shut({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
  [],
);
check('without TLS is no lock-out', 'lock-out-risk', shut({ Bool: { 'aws:SecureTransport': 'false' } }), []);

const HOME = `arn:aws:s3:::home/${'$'}{aws:PrincipalTag/team}/*`;
check(
  'a tag that it does not have (G04)',
  'variable-without-value',
  { users: [user('u', { Tags: [], UserPolicyList: inline(may('s3:GetObject', HOME)) })] },
  ['u: low'],
);
check(
  'a tag that it has',
  'variable-without-value',
  { users: [user('u', { Tags: [{ Key: 'team', Value: 'a' }], UserPolicyList: inline(may('s3:GetObject', HOME)) })] },
  [],
);
check('nobody looked at its tags', 'variable-without-value', u(may('s3:GetObject', HOME)), []);
check(
  'a deny that compares with it (G05)',
  'variable-without-value',
  {
    users: [
      user('u', {
        Tags: [],
        UserPolicyList: inline(
          mayNot('s3:*', '*', { StringNotEquals: { 'aws:ResourceTag/team': `${'$'}{aws:PrincipalTag/team}` } }),
        ),
      }),
    ],
  },
  ['u: medium'],
);
check(
  'a role has no user name (F25)',
  'variable-without-value',
  {
    roles: [
      role('r', { Tags: [], RolePolicyList: inline(may('s3:GetObject', `arn:aws:s3:::home/${'$'}{aws:username}/*`)) }),
    ],
  },
  ['r: low'],
);
check(
  'session tags may bring it (M04)',
  'variable-without-value',
  {
    roles: [
      role('r', {
        Tags: [],
        AssumeRolePolicyDocument: trusts({ AWS: OWN }, undefined, 'sts:TagSession'),
        RolePolicyList: inline(may('s3:GetObject', HOME)),
      }),
    ],
  },
  [],
);

check(
  'a policy that nobody carries',
  'unattached-policy',
  { policies: [managedPolicy('p', { Version: '2012-10-17', Statement: may('s3:*') })] },
  ['p: low'],
);
check(
  'a boundary is in use',
  'unattached-policy',
  {
    users: [
      user('u', {
        PermissionsBoundary: {
          PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/p`,
          PermissionsBoundaryType: 'Policy',
        },
      }),
    ],
    policies: [managedPolicy('p', { Version: '2012-10-17', Statement: may('s3:*') })],
  },
  [],
);
check(
  'an attachment whose policy is gone',
  'dangling-attachment',
  { users: [user('u', { AttachedManagedPolicies: [{ PolicyArn: `arn:aws:iam::${OWN}:policy/gone` }] })] },
  ['u: low'],
);
