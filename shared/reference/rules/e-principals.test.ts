import { APP, check, FULL, grant, MARTHA, OTHER, SESSION, type Written } from '../../authorization/testing/rule.ts';

const identity = (more: Written): readonly Written[] => [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }];
const not = (listed: unknown, effect = 'Deny'): readonly Written[] => [
  { Effect: effect, NotPrincipal: listed, Action: '*', Resource: '*' },
];
const martha = (principalId: string | null) =>
  ({ kind: 'user', arn: MARTHA, accountId: '111111111111', principalId }) as const;
const deep = 'arn:aws:iam::111111111111:role/path/app';
const root = 'arn:aws:iam::111111111111:root';

check('E: principals', [
  { title: 'E01 `*` is everyone: anonymous', as: 'anonymous', policy: [grant('*')], expected: 'allowed' },
  { title: 'E01 `{"AWS":"*"}` is the same', as: 'anonymous', policy: [grant({ AWS: '*' })], expected: 'allowed' },
  {
    title: 'E01 `*` is everyone: other accounts, with their own permission',
    owner: OTHER,
    identity: [FULL],
    policy: [grant('*')],
    expected: 'allowed',
  },
  {
    title: 'E01 in a trust policy `*` is not anonymous',
    as: 'anonymous',
    action: 'sts:AssumeRole',
    resource: APP,
    policy: [{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }],
    expected: 'implicit-deny',
  },
  {
    title: 'E01 in a trust policy `*` is whoever signs',
    as: `arn:aws:iam::${OTHER}:user/u`,
    action: 'sts:AssumeRole',
    resource: APP,
    identity: [FULL],
    policy: [{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }],
    expected: 'allowed',
  },
  {
    title: 'E02 account id',
    owner: OTHER,
    identity: [FULL],
    policy: [grant({ AWS: '111111111111' })],
    expected: 'allowed',
  },
  {
    title: 'E02 root ARN of the account',
    owner: OTHER,
    identity: [FULL],
    policy: [grant({ AWS: root })],
    expected: 'allowed',
  },
  {
    title: 'E02 in a gateway endpoint policy the account is its root user only',
    identity: [FULL],
    endpoint: [grant({ AWS: '111111111111' })],
    expected: 'implicit-deny',
  },
  { title: 'E02 and reaches root there', as: root, endpoint: [grant({ AWS: '111111111111' })], expected: 'allowed' },
  {
    title: 'E03 no partial wildcards',
    policy: [grant({ AWS: 'arn:aws:iam::111111111111:user/mar*' })],
    expected: 'implicit-deny',
  },
  {
    title: 'E04 a group is no principal',
    policy: [grant({ AWS: 'arn:aws:iam::111111111111:group/g' })],
    expected: 'implicit-deny',
  },
  {
    title: 'E05 a unique id names the one who has it',
    as: martha('AIDAEXAMPLEEXAMPLE001'),
    policy: [grant({ AWS: 'AIDAEXAMPLEEXAMPLE001' })],
    expected: 'allowed',
  },
  {
    title: 'E05 not one of the same name created again',
    as: martha('AIDAEXAMPLEEXAMPLE002'),
    policy: [grant({ AWS: 'AIDAEXAMPLEEXAMPLE001' })],
    expected: 'implicit-deny',
  },
  {
    title: 'E06 a service principal',
    as: 'service:sns.amazonaws.com',
    policy: [grant({ Service: 'sns.amazonaws.com' })],
    expected: 'allowed',
  },
  {
    title: 'E06 only that service',
    as: 'service:sqs.amazonaws.com',
    policy: [grant({ Service: 'sns.amazonaws.com' })],
    expected: 'implicit-deny',
  },
  {
    title: 'E06 `*` is no service',
    as: 'service:sns.amazonaws.com',
    policy: [grant({ Service: '*' })],
    expected: 'implicit-deny',
  },
  { title: 'E07 a role ARN covers its sessions', as: SESSION, policy: [grant({ AWS: APP })], expected: 'allowed' },
  {
    title: 'E07 a session ARN covers that session only',
    as: `${SESSION}2`,
    policy: [grant({ AWS: SESSION })],
    expected: 'implicit-deny',
  },
  {
    title: 'E08 Identity Center’s role ARN',
    as: 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_A_1/u',
    roleArn: 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1',
    policy: [grant({ AWS: 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1' })],
    expected: 'allowed',
  },
  {
    title: 'E09 a federated provider',
    as: 'federated:cognito-identity.amazonaws.com',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    policy: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    ],
    expected: 'allowed',
  },
  {
    title: 'E09 another provider',
    as: 'federated:accounts.google.com',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    policy: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    ],
    expected: 'implicit-deny',
  },
  {
    title: 'E10 NotPrincipal with Allow is everyone else, anonymous too',
    as: 'anonymous',
    policy: not({ AWS: MARTHA }, 'Allow'),
    expected: 'allowed',
  },
  { title: 'E10 but not who is listed', policy: not({ AWS: MARTHA }, 'Allow'), expected: 'implicit-deny' },
  {
    title: 'E11 NotPrincipal with Deny denies whoever has a boundary',
    identity: [FULL],
    boundary: [FULL],
    policy: not({ AWS: [root, MARTHA] }),
    expected: 'explicit-deny',
  },
  {
    title: 'E12 a user is spared with its account',
    identity: [FULL],
    policy: not({ AWS: [root, MARTHA] }),
    expected: 'allowed',
  },
  {
    title: 'E12 a user is not spared without its account',
    identity: [FULL],
    policy: not({ AWS: MARTHA }),
    expected: 'explicit-deny',
  },
  {
    title: 'E12 a session is spared with account, role and session',
    as: SESSION,
    identity: [FULL],
    policy: not({ AWS: [root, APP, SESSION] }),
    expected: 'allowed',
  },
  {
    title: 'E12 a session is not spared without the session',
    as: SESSION,
    identity: [FULL],
    policy: not({ AWS: [root, APP] }),
    expected: 'explicit-deny',
  },
  {
    title: 'E13 NotPrincipal in a trust policy is not evaluated',
    action: 'sts:AssumeRole',
    resource: APP,
    policy: [{ Effect: 'Allow', NotPrincipal: { AWS: OTHER }, Action: 'sts:*' }],
    expected: 'undetermined',
  },
  {
    title: 'E25 aws:PrincipalArn of a session is the role’s',
    as: SESSION,
    identity: identity({ Condition: { ArnEquals: { 'aws:PrincipalArn': APP } } }),
    expected: 'allowed',
  },
  {
    title: 'E25 and not the session’s',
    as: SESSION,
    identity: identity({ Condition: { ArnEquals: { 'aws:PrincipalArn': SESSION } } }),
    expected: 'implicit-deny',
  },
  {
    title: 'E25 anonymous requests carry aws:PrincipalAccount `anonymous`',
    as: 'anonymous',
    policy: [grant('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': 'anonymous' } } })],
    expected: 'allowed',
  },
  {
    title: 'E25 anonymous requests carry no aws:PrincipalArn',
    as: 'anonymous',
    policy: [grant('*', { Condition: { Null: { 'aws:PrincipalArn': 'true' } } })],
    expected: 'allowed',
  },
  {
    title: 'E26 aws:PrincipalArn `…:root` is the root user only',
    identity: identity({ Condition: { ArnEquals: { 'aws:PrincipalArn': root } } }),
    expected: 'implicit-deny',
  },
  {
    title: 'E26 and is the root user',
    as: root,
    owner: OTHER,
    policy: [grant('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': root } } })],
    expected: 'allowed',
  },
  {
    title: 'E27 a role ARN keeps its path',
    as: 'arn:aws:sts::111111111111:assumed-role/app/s1',
    roleArn: deep,
    policy: [grant({ AWS: deep })],
    expected: 'allowed',
  },
  {
    title: 'E27 without the path it is another role',
    as: 'arn:aws:sts::111111111111:assumed-role/app/s1',
    roleArn: deep,
    policy: [grant({ AWS: APP })],
    expected: 'implicit-deny',
  },
]);
