import { type Json, type JsonObject, OUTSIDE_ACCOUNTS, type Profile, TEAMS, tagsOf } from './profile.ts';
import type { Random } from './random.ts';
import { uniqueCondition } from './resources.ts';

/** `authorization-details.json` of one account, as AWS shapes it. */
export interface MadePrincipals {
  readonly details: JsonObject;
}

const DATE = '2026-01-15T09:30:00Z';

/** Names of the account's roles, before their policies: resource policies name them. */
export function roleArns(profile: Profile, accountId: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `arn:aws:iam::${accountId}:role/${roleName(profile, i)}`);
}

function roleName(profile: Profile, index: number): string {
  if (profile === 'templated' && index % 10 !== 0) {
    return `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${templateName(index)}_${index.toString(16).padStart(16, '0')}`;
  }
  const { team } = tagsOf(index);
  return index % 50 === 7 ? `admin/${team}-admin-${index}` : `${team}-service-${index}`;
}

/** One in twenty principals is a class of its own. */
function templateName(index: number): string {
  return `Set${String(index % 24).padStart(2, '0')}`;
}

export function makePrincipals(
  random: Random,
  profile: Profile,
  accountId: string,
  roles: number,
  users: number,
  resources: readonly string[],
): MadePrincipals {
  const policies = managedPolicies(random, profile, accountId, resources);
  const groups = TEAMS.map(
    (team, i): JsonObject => ({
      Arn: `arn:aws:iam::${accountId}:group/${team}`,
      GroupName: team,
      Path: '/',
      GroupId: `AGPAGENERATED${String(i).padStart(4, '0')}`,
      CreateDate: DATE,
      GroupPolicyList: [inline('team', statementsFor(random, profile, accountId, i, resources))],
      AttachedManagedPolicies: random.some(policies.names, 2).map(attached),
    }),
  );
  const boundary = {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
  };
  const userList = Array.from({ length: users }, (_, i): JsonObject => {
    const tags = tagsOf(random.skewed(24));
    return {
      Arn: `arn:aws:iam::${accountId}:user/${tags.team}.user${i}`,
      UserName: `${tags.team}.user${i}`,
      Path: '/',
      UserId: `AIDAGENERATED${String(i).padStart(6, '0')}`,
      CreateDate: DATE,
      Tags: tagList(tags),
      GroupList: random.chance(0.8) ? [tags.team] : [],
      UserPolicyList: random.chance(profile === 'hard' ? 1 : 0.4)
        ? [inline('own', statementsFor(random, profile, accountId, i + 10_000, resources))]
        : [],
      AttachedManagedPolicies: random.some(policies.names, random.below(3)).map(attached),
      ...(random.chance(0.05) ? { PermissionsBoundary: boundary } : {}),
    };
  });
  const arns = roleArns(profile, accountId, roles);
  const roleList = arns.map((arn, i): JsonObject => {
    const templated = arn.includes('AWSReservedSSO_');
    const tags = templated ? {} : tagsOf(random.skewed(24));
    const template = i % 24;
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const path = `/${arn.slice(arn.indexOf(':role/') + 6, arn.lastIndexOf('/') + 1)}`;
    const admin = path.startsWith('/admin/') || (templated && template === 0);
    return {
      Arn: arn,
      RoleName: name,
      Path: path === '/' || path.startsWith('/arn') ? '/' : path,
      RoleId: `AROAGENERATED${accountId.slice(-2)}${String(i).padStart(6, '0')}`,
      CreateDate: DATE,
      AssumeRolePolicyDocument: trustOf(random, accountId, i, arns, templated),
      Tags: tagList(tags),
      RolePolicyList: templated
        ? [inline('AwsSSOInlinePolicy', templateStatements(accountId, template))]
        : [inline('inline', statementsFor(random, profile, accountId, i, resources))],
      AttachedManagedPolicies: admin
        ? [attached('arn:aws:iam::aws:policy/AdministratorAccess')]
        : templated
          ? policies.names.slice(template % 8, (template % 8) + 2).map(attached)
          : random.some(policies.names, 1 + random.below(3)).map(attached),
      InstanceProfileList: [],
      ...(!templated && random.chance(0.1) ? { PermissionsBoundary: boundary } : {}),
      MaxSessionDuration: 3600,
      RoleLastUsed: {},
    };
  });
  return {
    details: { UserDetailList: userList, GroupDetailList: groups, RoleDetailList: roleList, Policies: policies.list },
  };
}

function inline(name: string, statements: Json): JsonObject {
  return { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } };
}

function attached(arn: string): JsonObject {
  return { PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf('/') + 1) };
}

function tagList(tags: Readonly<Record<string, string>>): Json {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** What is granted to many: broad reading, broad use, and the services by prefix of a team. */
function managedPolicies(
  random: Random,
  profile: Profile,
  accountId: string,
  resources: readonly string[],
): { names: readonly string[]; list: Json } {
  const documents: (readonly [string, Json])[] = [
    [
      'read-storage',
      [
        {
          Effect: 'Allow',
          Action: ['s3:Get*', 's3:List*', 'dynamodb:Get*', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:Describe*'],
          Resource: '*',
        },
      ],
    ],
    ['read-messages', [{ Effect: 'Allow', Action: ['sqs:Get*', 'sqs:List*', 'sns:Get*', 'sns:List*'], Resource: '*' }]],
    [
      'write-messages',
      [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'sns:Publish', 'lambda:InvokeFunction'], Resource: '*' }],
    ],
    [
      'own-team',
      [
        {
          Effect: 'Allow',
          Action: ['s3:*', 'dynamodb:*', 'sqs:*', 'secretsmanager:GetSecretValue', 'kms:Decrypt'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
        },
      ],
    ],
    [
      'home',
      [
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: ['arn:aws:s3:::*/home/${aws:username}/*', "arn:aws:s3:::*/team/${aws:PrincipalTag/team, 'none'}/*"],
        },
      ],
    ],
    ['keys', [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*' }]],
    [
      'deny-without-mfa',
      [
        { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
        {
          Effect: 'Deny',
          NotAction: ['iam:*', 'sts:*', 's3:Get*', 's3:List*'],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      ],
    ],
    ['power', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }]],
    ...TEAMS.map((team): readonly [string, Json] => [
      `team-${team}`,
      [
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
          Resource: [`arn:aws:s3:::${team}-*`, `arn:aws:s3:::${team}-*/shared/*`],
        },
        {
          Effect: 'Allow',
          Action: ['sqs:*', 'sns:*'],
          Resource: [`arn:aws:sqs:*:${accountId}:${team}-*`, `arn:aws:sns:*:${accountId}:${team}-*`],
        },
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          Resource: `arn:aws:dynamodb:*:${accountId}:table/${team}-*`,
        },
      ],
    ]),
    ...Array.from({ length: profile === 'hard' ? 200 : 20 }, (_, i): readonly [string, Json] => [
      `custom-${i}`,
      statementsFor(random, profile, accountId, i + 50_000, resources),
    ]),
  ];
  const list: JsonObject[] = documents.map(([name, statements]) =>
    managed(`arn:aws:iam::${accountId}:policy/${name}`, { Version: '2012-10-17', Statement: statements }),
  );
  list.push(
    managed(`arn:aws:iam::${accountId}:policy/boundary`, {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:*', 'dynamodb:*', 'sqs:*', 'sns:*', 'lambda:*', 'kms:*', 'secretsmanager:*', 'sts:AssumeRole'],
          Resource: '*',
        },
        { Effect: 'Deny', Action: ['s3:DeleteBucket', 's3:PutBucketPolicy'], Resource: '*' },
      ],
    }),
    managed('arn:aws:iam::aws:policy/AdministratorAccess', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    }),
  );
  const names = documents.map(([name]) => `arn:aws:iam::${accountId}:policy/${name}`);
  return { names, list };
}

function managed(arn: string, document: Json): JsonObject {
  return {
    Arn: arn,
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: DATE, Document: document }],
  };
}

/** A principal's own grants: some resources by name, some by prefix, some parts of buckets. */
function statementsFor(
  random: Random,
  profile: Profile,
  accountId: string,
  index: number,
  resources: readonly string[],
): Json {
  const hard = profile === 'hard';
  const named = random.some(
    resources.slice(random.below(Math.max(1, resources.length - 40))).slice(0, 40),
    1 + random.below(4),
  );
  const condition = hard
    ? { Condition: uniqueCondition(random, index) }
    : random.chance(0.1)
      ? { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }
      : {};
  const team = TEAMS[index % TEAMS.length] ?? TEAMS[0];
  const out: JsonObject[] = [
    {
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:ListBucket',
        'sqs:*',
        'dynamodb:*Item',
        'lambda:InvokeFunction',
        'secretsmanager:GetSecretValue',
        'sns:Publish',
        'ssm:GetParameter*',
      ],
      Resource: named.flatMap((arn) =>
        arn.startsWith('arn:aws:s3:') ? [arn, `${arn}/${random.pick(['*', 'in/*', 'out/*', 'logs/2026/*'])}`] : [arn],
      ),
      ...condition,
    },
  ];
  if (random.chance(0.15))
    out.push({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${accountId}:role/${team}-service-*`,
    });
  if (random.chance(0.05))
    out.push({
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${accountId}:role/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    });
  if (hard) {
    out.push({
      Effect: 'Allow',
      Action: ['s3:Get*', 'dynamodb:Query'],
      Resource: '*',
      Condition: uniqueCondition(random, index + 1_000_000),
    });
    out.push({
      Effect: 'Deny',
      Action: ['s3:*', 'sqs:SendMessage'],
      Resource: [`arn:aws:s3:::${team}-*`, `arn:aws:sqs:*:${accountId}:${team}-*`],
      Condition: uniqueCondition(random, index + 2_000_000),
    });
  }
  return out;
}

/** One permission set, the same in every account and for all its roles. */
function templateStatements(accountId: string, template: number): Json {
  const team = TEAMS[template % TEAMS.length] ?? TEAMS[0];
  return [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${team}-*`, `arn:aws:s3:::*/${team}/*`],
    },
    ...(template % 3 === 0
      ? [{ Effect: 'Allow', Action: ['dynamodb:*', 'sqs:*'], Resource: `arn:aws:*:*:*:*${team}*` }]
      : []),
    ...(template % 4 === 1
      ? [
          {
            Effect: 'Deny',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::*/private/*',
            Condition: { StringNotEquals: { 'aws:PrincipalAccount': accountId } },
          },
        ]
      : []),
    ...(template % 5 === 2
      ? [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/*-service-*' }]
      : []),
  ];
}

function trustOf(random: Random, accountId: string, index: number, roles: readonly string[], templated: boolean): Json {
  const statement = (Principal: Json, Action: Json, Condition?: Json): JsonObject => ({
    Effect: 'Allow',
    Principal,
    Action,
    ...(Condition === undefined ? {} : { Condition }),
  });
  const one = (): JsonObject => {
    if (templated) {
      return statement(
        { Federated: `arn:aws:iam::${accountId}:saml-provider/AWSSSO_generated_DO_NOT_DELETE` },
        ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      );
    }
    const dice = random.below(100);
    if (dice < 70)
      return statement(
        { Service: random.pick(['lambda.amazonaws.com', 'ec2.amazonaws.com', 'ecs-tasks.amazonaws.com']) },
        'sts:AssumeRole',
      );
    if (dice < 80)
      return statement(
        { AWS: `arn:aws:iam::${accountId}:root` },
        'sts:AssumeRole',
        random.chance(0.5) ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : undefined,
      );
    if (dice < 90) return statement({ AWS: roles[(index * 7 + 3) % roles.length] ?? accountId }, 'sts:AssumeRole');
    if (dice < 95)
      return statement({ AWS: random.pick(OUTSIDE_ACCOUNTS) }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': `vendor-${index}` },
      });
    return statement(
      { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` },
      'sts:AssumeRoleWithWebIdentity',
      {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': `repo:example/service-${index}:*` },
      },
    );
  };
  return { Version: '2012-10-17', Statement: [one()] };
}
