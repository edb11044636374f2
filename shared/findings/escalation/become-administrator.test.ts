import { describe, expect, test } from 'vitest';
import { administrators } from '../../access/administrators.ts';
import {
  accountJson,
  group,
  managedPolicy,
  OWN,
  organizationJson,
  role,
  type SnapshotParts,
  snapshotOf,
  user,
} from '../../account/testing/fixtures.ts';
import { groundOf } from '../ground/ground.ts';
import { findingsIn, inline, type Json, may, mayNot, NOW, roleArn, trusts, userArn } from '../testing/check.ts';
import { stillBecomes } from './still-becomes.ts';

const ADMIN = inline(may('*'));
const adminRole = (service: string, more: object = {}) =>
  role('admin', { AssumeRolePolicyDocument: trusts({ Service: service }), RolePolicyList: ADMIN, ...more });
const LAMBDA = 'lambda.amazonaws.com';

/** How the user `u` becomes an administrator: the techniques of its path, or null. */
function check(title: string, parts: SnapshotParts, path: readonly string[] | null): void {
  test(title, () => {
    const found = findingsIn(parts).find(({ id }) => id === `can-become-administrator:${userArn('u')}`);
    expect(found?.path?.map(({ technique }) => technique) ?? null).toEqual(path);
    // The question about one alone has the same answer as the one about everyone.
    const accounts = [snapshotOf(parts)];
    const ground = groundOf(accounts, OWN, NOW, administrators(accounts));
    const administers = ground?.administrators.has(userArn('u')) === true;
    expect(ground !== null && stillBecomes(ground, userArn('u'))).toBe(path !== null || administers);
  });
}

const u = (...statements: readonly Json[]) => user('u', { UserPolicyList: inline(...statements) });

describe('policies that one carries (J07)', () => {
  check('iam-007: an inline policy on itself', { users: [u(may('iam:PutUserPolicy', userArn('u')))] }, ['iam-007']);
  check('iam-007: not on somebody else', { users: [u(may('iam:PutUserPolicy', userArn('v'))), user('v')] }, null);
  check('iam-008: attaches AdministratorAccess', { users: [u(may('iam:AttachUserPolicy', userArn('u')))] }, [
    'iam-008',
  ]);
  check(
    'iam-008: may attach ReadOnlyAccess alone',
    {
      users: [
        u(
          may('iam:AttachUserPolicy', '*', {
            ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
          }),
        ),
      ],
    },
    null,
  );
  check(
    'iam-008: AdministratorAccess is denied, a policy as wide is not',
    {
      users: [
        u(
          may('iam:AttachUserPolicy', userArn('u')),
          mayNot('iam:AttachUserPolicy', '*', {
            ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
          }),
        ),
      ],
      policies: [managedPolicy('everything', { Version: '2012-10-17', Statement: may('*') })],
    },
    ['iam-008'],
  );
  check(
    'a deny that stays keeps it from administering (A02)',
    {
      users: [
        u(
          may('iam:PutUserPolicy', userArn('u')),
          mayNot(['iam:Attach*', 'iam:Put*', 'iam:Create*'], `arn:aws:iam::${OWN}:*/nightjar-*`),
        ),
      ],
    },
    null,
  );
  check(
    'iam-001: rewrites a policy that it carries',
    {
      users: [user('u', { AttachedManagedPolicies: [{ PolicyArn: `arn:aws:iam::${OWN}:policy/p` }] })],
      policies: [
        managedPolicy('p', {
          Version: '2012-10-17',
          Statement: may('iam:CreatePolicyVersion', `arn:aws:iam::${OWN}:policy/p`),
        }),
      ],
    },
    ['iam-001'],
  );
  check(
    'iam-011: a policy of its group',
    {
      users: [
        user('u', {
          GroupList: ['g'],
          UserPolicyList: inline(may('iam:PutGroupPolicy', `arn:aws:iam::${OWN}:group/g`)),
        }),
      ],
      groups: [group('g')],
    },
    ['iam-011'],
  );
  check(
    'iam-013: joins a group of administrators',
    { users: [u(may('iam:AddUserToGroup'))], groups: [group('admins', { GroupPolicyList: ADMIN }), group('others')] },
    ['iam-013'],
  );
});

describe('limits hold (B08, D04, D05, J08)', () => {
  const BOUNDARY = { PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/limit`, PermissionsBoundaryType: 'Policy' };
  const bounded = (...limit: readonly Json[]) => ({
    users: [
      user('u', {
        PermissionsBoundary: BOUNDARY,
        UserPolicyList: inline(
          may('iam:PutUserPolicy', userArn('u')),
          may('iam:DeleteUserPermissionsBoundary', userArn('u')),
        ),
      }),
    ],
    policies: [managedPolicy('limit', { Version: '2012-10-17', Statement: limit })],
  });
  check('a boundary without iam closes it', bounded(may('s3:*')), null);
  check('a boundary that allows one user only', bounded(may('iam:PutUserPolicy', userArn('u'))), null);
  check(
    'a boundary that may be taken away limits nobody for long',
    {
      users: [user('u', { PermissionsBoundary: BOUNDARY, UserPolicyList: inline(may('iam:*')) })],
      policies: [
        managedPolicy('limit', { Version: '2012-10-17', Statement: may('iam:DeleteUserPermissionsBoundary') }),
      ],
    },
    ['boundary-removal'],
  );
  check(
    'an SCP that denies writing policies closes it',
    {
      users: [u(may('iam:PutUserPolicy', userArn('u')))],
      organization: organizationJson(
        {
          policies: [
            ...(organizationJson() as { policies: readonly object[] }).policies,
            {
              id: 'p-no',
              name: 'no',
              type: 'SERVICE_CONTROL_POLICY',
              document: {
                Version: '2012-10-17',
                Statement: mayNot(['iam:Put*', 'iam:Attach*', 'iam:CreatePolicyVersion']),
              },
            },
          ],
        },
        { serviceControlPolicies: ['p-FullAWSAccess', 'p-no'] },
      ),
    },
    null,
  );
});

describe('users and roles that it acts as', () => {
  const admin = user('admin', { UserPolicyList: ADMIN });
  check('iam-002: an access key for an administrator', { users: [u(may('iam:CreateAccessKey')), admin] }, ['iam-002']);
  const report = (more: object) => ({
    'credential-report.json': JSON.stringify({
      schemaVersion: 1,
      generatedTime: '2026-11-20T05:00:00Z',
      entries: [
        {
          user: 'admin',
          arn: userArn('admin'),
          userCreationTime: '2026-01-01T00:00:00Z',
          passwordEnabled: false,
          mfaActive: false,
          accessKey1Active: false,
          accessKey2Active: false,
          ...more,
        },
      ],
    }),
  });
  const twoKeys = { accessKey1Active: true, accessKey2Active: true };
  check(
    'iam-002: not where two keys are there',
    { users: [u(may('iam:CreateAccessKey')), admin], more: report(twoKeys) },
    null,
  );
  check(
    'iam-003: two keys are there, and one may be deleted',
    { users: [u(may(['iam:CreateAccessKey', 'iam:DeleteAccessKey'])), admin], more: report(twoKeys) },
    ['iam-003'],
  );
  check('iam-004: a first password', { users: [u(may('iam:CreateLoginProfile')), admin], more: report({}) }, [
    'iam-004',
  ]);
  check('iam-006: none to change', { users: [u(may('iam:UpdateLoginProfile')), admin], more: report({}) }, null);
  check(
    'iam-006: a password does not help where MFA is asked for',
    { users: [u(may('iam:UpdateLoginProfile')), admin], more: report({ passwordEnabled: true, mfaActive: true }) },
    null,
  );
  check(
    'sts-001: a role that trusts the account and that it may assume (B11)',
    { users: [u(may('sts:AssumeRole'))], roles: [role('admin', { RolePolicyList: ADMIN })] },
    ['sts-001'],
  );
  check(
    'sts-001: not without a policy of its own',
    { users: [u(may('s3:*'))], roles: [role('admin', { RolePolicyList: ADMIN })] },
    null,
  );
  check(
    'sts-001: a role that names it needs none (B12)',
    {
      users: [user('u')],
      roles: [role('admin', { RolePolicyList: ADMIN, AssumeRolePolicyDocument: trusts({ AWS: userArn('u') }) })],
    },
    ['sts-001'],
  );
  check(
    'iam-012: makes a role trust it',
    { users: [u(may('iam:UpdateAssumeRolePolicy'))], roles: [adminRole(LAMBDA)] },
    ['iam-012'],
  );
  check(
    'who may attach policies to every role administers already',
    { users: [u(may('iam:AttachRolePolicy'), may('sts:AssumeRole'))], roles: [role('r')] },
    null,
  );
  check(
    'iam-014: on that role alone',
    { users: [u(may('iam:AttachRolePolicy', roleArn('r')), may('sts:AssumeRole', roleArn('r')))], roles: [role('r')] },
    ['iam-014'],
  );
  check(
    'iam-017 at the end of two roles',
    {
      users: [u(may('sts:AssumeRole', roleArn('a')))],
      roles: [
        role('a', { RolePolicyList: inline(may(['iam:PutRolePolicy', 'sts:AssumeRole'], roleArn('b'))) }),
        role('b'),
      ],
    },
    ['sts-001', 'iam-017'],
  );
});

describe('roles that it passes (J04, J05)', () => {
  const pass = (...more: readonly Json[]) => u(may('lambda:*'), ...more);
  check('lambda-001', { users: [pass(may('iam:PassRole'))], roles: [adminRole(LAMBDA)] }, ['lambda-001']);
  check(
    'not a role that does not trust the service',
    { users: [pass(may('iam:PassRole'))], roles: [adminRole('ec2.amazonaws.com')] },
    null,
  );
  check(
    'not to a service that it may not pass to',
    {
      users: [pass(may('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }))],
      roles: [adminRole(LAMBDA)],
    },
    null,
  );
  check(
    'not a role that it may not pass',
    { users: [pass(may('iam:PassRole', roleArn('other')))], roles: [adminRole(LAMBDA)] },
    null,
  );
  check(
    'names that its policies allow are tried',
    {
      users: [u(may('iam:PassRole'), may('lambda:*', `arn:aws:lambda:*:${OWN}:function:dev-*`))],
      roles: [adminRole(LAMBDA)],
    },
    ['lambda-001'],
  );
  check(
    'created under one name and invoked under another is no way',
    {
      users: [
        u(
          may('iam:PassRole'),
          may('lambda:CreateFunction', `arn:aws:lambda:*:${OWN}:function:dev-*`),
          may('lambda:InvokeFunction', `arn:aws:lambda:*:${OWN}:function:live-*`),
        ),
      ],
      roles: [adminRole(LAMBDA)],
    },
    null,
  );
  check(
    'ec2-001: not without an instance profile',
    { users: [u(may(['iam:PassRole', 'ec2:RunInstances']))], roles: [adminRole('ec2.amazonaws.com')] },
    null,
  );
  const profile = {
    InstanceProfileList: [{ Arn: `arn:aws:iam::${OWN}:instance-profile/p`, InstanceProfileName: 'p' }],
  };
  check(
    'ec2-001: with one, on all that the call names (A10)',
    { users: [u(may(['iam:PassRole', 'ec2:RunInstances']))], roles: [adminRole('ec2.amazonaws.com', profile)] },
    ['ec2-001'],
  );
});

describe('what runs already (J09)', () => {
  const fn = {
    type: 'AWS::Lambda::Function',
    arn: `arn:aws:lambda:eu-west-1:${OWN}:function:f`,
    role: roleArn('admin'),
    policy: null,
  };
  check(
    'lambda-004: the code of a function',
    {
      users: [u(may(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']))],
      roles: [adminRole(LAMBDA)],
      resources: [fn],
    },
    ['lambda-004'],
  );
  check(
    'lambda-003: somebody else calls it',
    { users: [u(may('lambda:UpdateFunctionCode'))], roles: [adminRole(LAMBDA)], resources: [fn] },
    ['lambda-003'],
  );
  check(
    'not of another function',
    { users: [u(may('lambda:*', `${fn.arn}-x`))], roles: [adminRole(LAMBDA)], resources: [fn] },
    null,
  );
});

test('conditions of a step are told, and who comes in by a trust policy is as severe as that (F32, J01)', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const [found] = findingsIn({
    account: accountJson(),
    users: [u(may('sts:AssumeRole'))],
    roles: [role('admin', { RolePolicyList: ADMIN, AssumeRolePolicyDocument: trusts({ AWS: OWN }, mfa) })],
  }).filter(({ type }) => type === 'can-become-administrator');
  expect(found?.severity).toBe('medium');
  expect(found?.path?.[0]?.conditions).toEqual([
    { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
  ]);
});
