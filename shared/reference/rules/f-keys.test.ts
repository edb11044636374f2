import type { RequestContext } from '../../authorization/request.ts';
import { account } from '../../authorization/testing/principal.ts';
import { APP, check, FULL, grant, MARTHA, type Rule, SESSION, type Written } from '../../authorization/testing/rule.ts';

/** The condition holds: an allow with it is one; it does not: there is none. */
function row(
  title: string,
  condition: unknown,
  context: RequestContext,
  holds: boolean,
  more: Partial<Rule> = {},
): Rule {
  const identity = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }];
  return { title, identity, context, expected: holds ? 'allowed' : 'implicit-deny', ...more };
}

const organization = { ...account('111111111111'), organizationId: 'o-ours', organizationPath: 'o-ours/r-1/ou-1/' };
const mfa = 'aws:MultiFactorAuthPresent';
const without = (condition: unknown): readonly Written[] => [
  FULL,
  { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition },
];
const service = { as: 'service:sns.amazonaws.com', identity: [] };
const forService = (condition: unknown) => ({
  ...service,
  policy: [grant({ Service: 'sns.amazonaws.com' }, { Condition: condition })],
});

check('F: keys that follow', [
  row(
    'F21 no aws:TokenIssueTime for long-term keys',
    { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01' } },
    {},
    false,
  ),
  {
    title: 'F22 Deny with Bool false spares long-term keys',
    identity: without({ Bool: { [mfa]: 'false' } }),
    expected: 'allowed',
  },
  {
    title: 'F22 Deny with BoolIfExists false denies them',
    identity: without({ BoolIfExists: { [mfa]: 'false' } }),
    expected: 'explicit-deny',
  },
  row('F22 Allow with BoolIfExists true lets them through', { BoolIfExists: { [mfa]: 'true' } }, {}, true),
  row('F23 aws:PrincipalOrgID in an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } }, {}, true, {
    callerAccount: organization,
  }),
  row('F23 absent outside of one', { Null: { 'aws:PrincipalOrgID': 'true' } }, {}, true),
  { title: 'F23 services lack it', ...forService({ Null: { 'aws:PrincipalOrgID': 'true' } }), expected: 'allowed' },
  row(
    'F24 aws:PrincipalOrgPaths has several values',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-ours/r-1/*' } },
    {},
    true,
    { callerAccount: organization },
  ),
  row('F25 aws:username of a user', { StringEquals: { 'aws:username': 'martha' } }, {}, true),
  row('F25 no aws:username for a session', { Null: { 'aws:username': 'true' } }, {}, true, { as: SESSION }),
  row('F25 aws:userid of a session', { StringEquals: { 'aws:userid': 'AROAEXAMPLE:s1' } }, {}, true, {
    as: { kind: 'role-session', arn: SESSION, accountId: '111111111111', roleArn: APP, principalId: 'AROAEXAMPLE' },
  }),
  row(
    'F26 no aws:SourceArn unless a service calls',
    { Null: { 'aws:SourceArn': 'true', 'aws:SourceAccount': 'true' } },
    {},
    true,
  ),
  row(
    'F29 aws:PrincipalIsAWSService is false for others',
    { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    {},
    true,
    { as: MARTHA },
  ),
  {
    title: 'F29 aws:PrincipalIsAWSService is true for services',
    ...forService({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    expected: 'allowed',
  },
  {
    title: 'F29 and absent for anonymous callers',
    as: 'anonymous',
    policy: [grant('*', { Condition: { Null: { 'aws:PrincipalIsAWSService': 'true' } } })],
    expected: 'allowed',
  },
  row(
    'F30 aws:CalledVia is an ordered list',
    { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } },
    { 'aws:CalledVia': ['cloudformation.amazonaws.com', 'athena.amazonaws.com'] },
    true,
  ),
  row('F31 aws:RequestedRegion of a regional ARN', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, {}, true, {
    action: 'sqs:SendMessage',
    resource: 'arn:aws:sqs:eu-west-1:111111111111:q',
  }),
  row('F31 global services report us-east-1', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, {}, true, {
    action: 'iam:ListUsers',
    resource: '*',
  }),
  row(
    'F03 what the request carries stands',
    { StringEquals: { 'aws:username': 'other' } },
    { 'AWS:UserName': 'other' },
    true,
  ),
]);
