import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../policy/parse.ts';
import { decide } from './decide.ts';
import { worldOf } from './testing/question.ts';
import { allow, deny, grant, MARTHA, OBJECT, OTHER, questionOf, type Rule, SESSION } from './testing/rule.ts';

/** The reasons of an answer, one text each: `layer level policy#statement effect`. */
function reasons(rule: Omit<Rule, 'title' | 'expected'>): string[] {
  const { world, request } = questionOf({ title: '', expected: 'allowed', ...rule });
  return decide(worldOf(world), request).because.map(({ layer, level, policy, statement, effect }) =>
    [layer, level, policy === null ? null : `${policy}#${statement}`, effect].filter((part) => part !== null).join(' '),
  );
}

const s3Public = grant('*');
const block = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: true,
};

describe('allowed: every matching allow of each layer that was needed', () => {
  test.each<[string, Omit<Rule, 'title' | 'expected'>, string[]]>([
    [
      'A04 identity alone',
      { identity: [allow(), allow('s3:*'), allow('ec2:*')] },
      ['identity identity#0 Allow', 'identity identity#1 Allow'],
    ],
    ['A04 resource alone', { policy: [grant({ AWS: MARTHA })] }, ['resource resource#0 Allow']],
    [
      'A04 both',
      { identity: [allow()], policy: [grant({ AWS: MARTHA })] },
      ['identity identity#0 Allow', 'resource resource#0 Allow'],
    ],
    [
      'B11 a policy that only delegates is not needed',
      { identity: [allow()], policy: [grant({ AWS: '111111111111' })] },
      ['identity identity#0 Allow'],
    ],
    [
      'B08 the boundary is needed',
      { identity: [allow()], boundary: [allow('s3:*')] },
      ['identity identity#0 Allow', 'boundary boundary#0 Allow'],
    ],
    [
      'B01 the boundary is passed over',
      { policy: [grant({ AWS: MARTHA })], boundary: [allow('ec2:*')] },
      ['resource resource#0 Allow'],
    ],
    [
      'B03 the session policy is passed over',
      { as: SESSION, policy: [grant({ AWS: SESSION })], session: [allow('ec2:*')] },
      ['resource resource#0 Allow'],
    ],
    [
      'C01 the session policy is needed',
      { as: SESSION, identity: [allow()], session: [allow('s3:*')] },
      ['identity identity#0 Allow', 'session session#0 Allow'],
    ],
    [
      'D04 every level',
      { identity: [allow()], scps: [[allow()], [deny('ec2:*'), allow('s3:*')]] },
      ['identity identity#0 Allow', 'scp 0 level 0#0 Allow', 'scp 1 level 1#1 Allow'],
    ],
    [
      'A06 both sides',
      { owner: OTHER, identity: [allow()], policy: [grant({ AWS: '111111111111' })] },
      ['identity identity#0 Allow', 'resource resource#0 Allow'],
    ],
    ['A01 root', { as: 'arn:aws:iam::111111111111:root' }, ['root Allow']],
    [
      'A02 sts:GetCallerIdentity, even when denied',
      { action: 'sts:GetCallerIdentity', resource: '*', identity: [deny()] },
      ['service-setting Allow'],
    ],
    [
      'I09 an ACL',
      {
        as: 'anonymous',
        s3: { objectAcl: [{ grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }] },
      },
      ['acl Allow'],
    ],
    [
      'H04 a grant of the key alone',
      {
        owner: OTHER,
        action: 'kms:Decrypt',
        resource: `arn:aws:kms:us-east-1:${OTHER}:key/k`,
        kms: { grants: [{ granteePrincipal: MARTHA, operations: ['Decrypt'], constraints: null }] },
      },
      ['kms-grant Allow'],
    ],
    [
      'A08 an unknown owner: what either needs',
      { owner: null, identity: [allow()], policy: [grant({ AWS: '111111111111' })] },
      ['identity identity#0 Allow', 'resource resource#0 Allow'],
    ],
  ])('%s', (_rule, rule, expected) => {
    expect(reasons(rule)).toEqual(expected);
  });
});

describe('explicit deny: every matching deny, of every layer', () => {
  test('A02 B07 D05', () => {
    const rule = {
      identity: [allow(), deny('s3:Get*')],
      boundary: [deny()],
      policy: [{ ...grant('*'), Effect: 'Deny' }],
      scps: [[allow()], [deny('s3:*')]],
      rcps: [[{ ...grant('*'), Effect: 'Deny' }]],
    };
    expect(reasons(rule)).toEqual([
      'identity identity#1 Deny',
      'resource resource#0 Deny',
      'boundary boundary#0 Deny',
      'scp 1 level 1#0 Deny',
      'rcp 0 level 0#0 Deny',
    ]);
  });
});

describe('A12 implicit deny: one silence for each layer or level that withheld', () => {
  test.each<[string, Omit<Rule, 'title' | 'expected'>, string[]]>([
    ['A01 nothing', {}, ['identity silent']],
    [
      'A04 a resource policy that does not name the caller',
      { policy: [grant({ AWS: OTHER })] },
      ['identity silent', 'resource silent'],
    ],
    ['B08 the boundary alone', { identity: [allow()], boundary: [allow('ec2:*')] }, ['boundary silent']],
    ['B08 identity and boundary', { boundary: [allow('ec2:*')] }, ['identity silent', 'boundary silent']],
    [
      'B02 a role that is named, limited by its boundary',
      { as: SESSION, policy: [grant({ AWS: 'arn:aws:iam::111111111111:role/app' })], boundary: [allow('ec2:*')] },
      ['boundary silent'],
    ],
    ['C01 the session policy', { as: SESSION, identity: [allow()], session: [allow('ec2:*')] }, ['session silent']],
    [
      'D04 D06 levels of SCPs',
      { identity: [allow()], scps: [[], [allow()], [allow('ec2:*')]] },
      ['scp 0 silent', 'scp 2 silent'],
    ],
    [
      'K01 an endpoint policy',
      { identity: [allow()], endpoint: [grant('*', { Action: 'ec2:*' })] },
      ['vpc-endpoint silent'],
    ],
    ['A06 the resource’s side', { owner: OTHER, identity: [allow()] }, ['resource silent']],
    ['A06 both sides', { owner: OTHER }, ['identity silent', 'resource silent']],
    [
      'H01 a key policy that does not delegate',
      {
        action: 'kms:Decrypt',
        resource: 'arn:aws:kms:us-east-1:111111111111:key/k',
        identity: [allow()],
        policy: [grant({ AWS: OTHER })],
      },
      ['resource silent'],
    ],
    [
      'A01 root and sts:AssumeRole',
      {
        as: 'arn:aws:iam::111111111111:root',
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::111111111111:role/r',
        policy: [grant('*')],
      },
      ['service-setting silent'],
    ],
    [
      'I04 the statement that makes the policy public, though it does not match',
      {
        owner: OTHER,
        identity: [allow()],
        policy: [grant({ AWS: '111111111111' }), { ...s3Public, Action: 's3:PutObject' }],
        s3: { publicAccessBlock: block },
      },
      ['service-setting silent', 'resource resource#1 Allow'],
    ],
  ])('%s', (_rule, rule, expected) => {
    expect(reasons(rule)).toEqual(expected);
  });
});

describe('what was not evaluated stands with its place', () => {
  const user = { kind: 'user', arn: MARTHA, accountId: '111111111111', principalId: null } as const;
  const account = { id: '111111111111', organizationId: null, organizationPath: null, managementAccount: false };
  const none = { identityPolicies: [], permissionsBoundaries: null, sessionPolicies: null, resourcePolicy: null };
  const rest = { serviceControlPolicies: null, resourceControlPolicies: null, vpcEndpointPolicies: null, facts: null };
  const ask = {
    principal: user,
    action: 's3:GetObject',
    resource: OBJECT,
    principalAccount: account,
    resourceAccount: account,
    context: {},
  };
  const named = (statement: unknown) => ({
    name: 'p',
    document: parsePolicy({ Version: '2012-10-17', Statement: statement }),
  });
  const open = (statement: unknown, extra: object = {}) =>
    decide({ ...none, ...rest, identityPolicies: [named(statement)] }, { ...ask, ...extra });

  test('an unknown operator that could turn the answer', () => {
    expect(open([allow('s3:*', '*', { Condition: { 'String/Equal': { a: 'b' } } })])).toEqual({
      decision: 'undetermined',
      because: [],
      notEvaluated: [
        {
          code: 'unknown-operator',
          where: '/identityPolicies/0/document/Statement/0/Condition/String~1Equal',
          couldChange: true,
        },
      ],
    });
  });

  test('an unknown operator that could not: the statement fails elsewhere, or another denies', () => {
    expect(open([allow('ec2:*', '*', { Condition: { Foo: { a: 'b' } } })]).decision).toBe('implicit-deny');
    expect(open([allow('s3:*', '*', { Condition: { Foo: { a: 'b' } } }), deny()])).toMatchObject({
      decision: 'explicit-deny',
      notEvaluated: [{ code: 'unknown-operator', couldChange: false }],
    });
  });

  test('F19 several values without quantifier', () => {
    const one = allow('s3:*', '*', { Condition: { StringEquals: { 'aws:TagKeys': 'a' } } });
    expect(open(one, { context: { 'aws:TagKeys': ['a', 'b'] } })).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [
        { code: 'key-multivalued', where: '/identityPolicies/0/document/Statement/Condition/StringEquals/aws:TagKeys' },
      ],
    });
  });

  test('D11 a principal in an identity policy', () => {
    expect(open([grant('*')])).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [{ code: 'statement-misplaced', where: '/identityPolicies/0/document/Statement/0' }],
    });
  });

  test('M07 a canonical user', () => {
    const policy = named([grant({ CanonicalUser: 'a'.repeat(64) })]);
    const foreign = { ...ask, resourceAccount: { ...account, id: OTHER } };
    expect(
      decide({ ...none, ...rest, identityPolicies: [named([allow()])], resourcePolicy: policy }, foreign),
    ).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [
        { code: 'principal-not-resolved', where: '/resourcePolicy/document/Statement/0/Principal', couldChange: true },
      ],
    });
  });

  test('a document that could not be read', () => {
    expect(
      decide({ ...none, ...rest, identityPolicies: [{ name: 'p', document: parsePolicy('{') }] }, ask),
    ).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [{ code: 'not-json', where: '/identityPolicies/0/document', couldChange: true }],
    });
  });

  test('A08 whose the resource is', () => {
    expect(open([allow()], { resourceAccount: null })).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [{ code: 'resource-account-unknown', where: '/request/resourceAccount', couldChange: true }],
    });
  });

  test('A05 a service that is not in the table, and an action that the catalogue does not know', () => {
    const answer = decide(
      { ...none, ...rest, identityPolicies: [named([allow()])], resourcePolicy: named([grant('*')]) },
      { ...ask, action: 'newservice:Do', resource: 'arn:aws:newservice:::x' },
    );
    expect(answer.decision).toBe('allowed');
    expect(answer.notEvaluated).toEqual([
      { code: 'action-unknown', where: '/request/action', couldChange: false },
      { code: 'resource-type-unknown', where: '/request/resource', couldChange: false },
      { code: 'resource-policy-rule-unknown', where: '/resourcePolicy', couldChange: false },
    ]);
  });

  test('what the catalogue does not know is decided from its text, and named', () => {
    const unknownKey = allow('s3:*', '*', { Condition: { 'ForAnyValue:Stringequals': { 'new:Key': 'a' } } });
    expect(open([unknownKey], { context: { 'new:Key': 'a' } })).toMatchObject({
      decision: 'allowed',
      notEvaluated: [
        {
          code: 'key-unknown',
          where: '/identityPolicies/0/document/Statement/0/Condition/ForAnyValue:Stringequals/new:Key',
          couldChange: false,
        },
      ],
    });
    expect(
      open([allow()], { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1:111111111111:moon/1' }),
    ).toMatchObject({
      decision: 'allowed',
      notEvaluated: [{ code: 'resource-type-unknown', where: '/request/resource', couldChange: false }],
    });
  });

  test('a part that takes nothing away is named all the same', () => {
    const statement = grant({ AWS: [MARTHA, 'arn:aws:iam::111111111111:user/*'] });
    expect(decide({ ...none, ...rest, resourcePolicy: named([statement]) }, ask)).toMatchObject({
      decision: 'allowed',
      notEvaluated: [
        {
          code: 'unknown-principal',
          where: '/resourcePolicy/document/Statement/0/Principal/AWS/1',
          couldChange: false,
        },
      ],
    });
  });

  test('M23 what no policy gives to another account', () => {
    const queue = { action: 'sqs:DeleteQueue', resource: `arn:aws:sqs:us-east-1:${OTHER}:q` };
    const world = { ...none, ...rest, identityPolicies: [named([allow()])], resourcePolicy: named([grant('*')]) };
    const foreign = { ...ask, ...queue, resourceAccount: { ...account, id: OTHER } };
    expect(decide(world, foreign).decision).toBe('implicit-deny');
    expect(decide(world, { ...foreign, action: 'sqs:SendMessage' }).decision).toBe('allowed');
  });
});
