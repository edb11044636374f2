import { describe, expect, test } from 'vitest';
import { contextOf } from './context.ts';
import type { Principal, Request, RequestContext } from './request.ts';

const ACCOUNT = '111111111111';
const account = { id: ACCOUNT, organizationId: 'o-1', organizationPath: 'o-1/r-1/ou-1/', managementAccount: false };

function check(principal: Principal, extra: Partial<Request> = {}): RequestContext {
  return contextOf({
    principal,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    principalAccount: null,
    resourceAccount: null,
    context: {},
    ...extra,
  });
}

const user: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/p/u`,
  accountId: ACCOUNT,
  principalId: 'AIDA1',
};
const session: Principal = {
  kind: 'role-session',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`,
  accountId: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/p/r`,
  principalId: 'AROA1',
};

describe('keys that follow from the principal', () => {
  test('F25 F29 a user', () => {
    expect(check(user)).toEqual({
      'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:user/p/u`,
      'aws:PrincipalAccount': ACCOUNT,
      'aws:PrincipalType': 'User',
      'aws:userid': 'AIDA1',
      'aws:username': 'u',
      'aws:PrincipalIsAWSService': 'false',
    });
  });

  test('E25 E27 F25 a role session has the role ARN with its path, and no user name', () => {
    expect(check(session)).toEqual({
      'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/p/r`,
      'aws:PrincipalAccount': ACCOUNT,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': 'AROA1:s',
      'aws:PrincipalIsAWSService': 'false',
    });
  });

  test('E26 root', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:root`;
    expect(check({ kind: 'root', arn, accountId: ACCOUNT })).toMatchObject({
      'aws:PrincipalArn': arn,
      'aws:PrincipalType': 'Account',
      'aws:userid': ACCOUNT,
    });
  });

  test('a federated user', () => {
    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/f`;
    const principal: Principal = { kind: 'federated-user', arn, accountId: ACCOUNT, userArn: null, principalId: null };
    expect(check(principal)).toMatchObject({
      'aws:PrincipalType': 'FederatedUser',
      'aws:userid': `${ACCOUNT}:f`,
    });
  });

  test('E25 anonymous: account, type and user id present, the rest absent', () => {
    expect(check({ kind: 'anonymous' }, { principalAccount: account })).toEqual({
      'aws:PrincipalAccount': 'anonymous',
      'aws:PrincipalType': 'Anonymous',
      'aws:userid': 'anonymous',
    });
  });

  test('F23 F29 a service', () => {
    expect(check({ kind: 'service', service: 'sns.amazonaws.com' }, { principalAccount: account })).toEqual({
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': 'sns.amazonaws.com',
    });
  });
});

describe('keys that follow from accounts and resource', () => {
  test('F23 F24 M12 organization and its path, the path as a list', () => {
    expect(check(user, { principalAccount: account, resourceAccount: account })).toMatchObject({
      'aws:PrincipalOrgID': 'o-1',
      'aws:PrincipalOrgPaths': ['o-1/r-1/ou-1/'],
      'aws:ResourceAccount': ACCOUNT,
      'aws:ResourceOrgID': 'o-1',
      'aws:ResourceOrgPaths': ['o-1/r-1/ou-1/'],
    });
  });

  test('F23 outside an organization the key is absent', () => {
    const alone = { ...account, organizationId: null, organizationPath: null };
    expect(Object.keys(check(user, { principalAccount: alone }))).not.toContain('aws:PrincipalOrgID');
  });

  test.each([
    ['F31 a regional ARN', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:1:q', 'eu-west-1'],
    ['F31 a global service', 'iam:GetUser', 'arn:aws:iam::1:user/u', 'us-east-1'],
    ['F31 a global service without resource', 'iam:ListUsers', '*', 'us-east-1'],
    ['F31 an ARN without Region of a regional service', 's3:GetObject', 'arn:aws:s3:::b/k', undefined],
  ])('%s', (_rule, action, resource, expected) => {
    expect(check(user, { action, resource })['aws:RequestedRegion']).toBe(expected);
  });

  test('H08 the caller of a key', () => {
    const asked = { action: 'KMS:Decrypt', resource: 'arn:aws:kms:us-east-1:1:key/k', principalAccount: account };
    expect(check(user, asked)['kms:CallerAccount']).toBe(ACCOUNT);
  });

  test('M22 the source owner of a topic', () => {
    const asked = { action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:1:t', principalAccount: account };
    expect(check(user, asked)['aws:SourceOwner']).toBe(ACCOUNT);
  });
});

test('what the request carries is never overridden, in whatever case', () => {
  const context = check(user, { context: { 'AWS:principalarn': 'x', 'aws:username': 'y' } });
  expect(context).toMatchObject({ 'AWS:principalarn': 'x', 'aws:username': 'y' });
  expect(Object.keys(context)).not.toContain('aws:PrincipalArn');
});
