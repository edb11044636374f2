import {
  allow,
  type ConditionText,
  type DocumentText,
  deny,
  document,
  type StatementText,
  variable,
} from '../document.ts';
import type { Ground } from '../ground.ts';
import type { Random } from '../random.ts';
import { COMPANY, ENVIRONMENTS, PURPOSES } from '../words.ts';

/** What one statement of a team's policy is about: a service, its calls, and the team's own things there. */
type Part = (ground: Ground, team: string, app: string, random: Random) => readonly [string, StatementText];

/**
 * A policy that a team wrote for itself: its services, its names by prefix, parts of buckets and tables. `count`
 * statements; conditions as often as the profile has them.
 */
export function teamPolicy(ground: Ground, team: string, app: string, count: number, random: Random): DocumentText {
  const statements = Array.from({ length: count }, (_, number) => {
    const [service, made] = random.pick(PARTS)(ground, team, app, random);
    const conditioned = made.Condition === undefined && random.chance(ground.profile.conditioned);
    return {
      Sid: `${pascal(team)}${pascal(service)}${number}`,
      ...made,
      ...(conditioned ? { Condition: conditionFor(ground, service, made) } : {}),
    };
  });
  const guarded = random.chance(0.2) ? [{ Sid: 'KeepRestricted', ...restrictedDeny(ground, random) }] : [];
  return document(...statements, ...guarded);
}

/** A deny of deletions, of what is restricted, or of everything but reading in one part. */
function restrictedDeny(ground: Ground, random: Random): StatementText {
  const kind = random.below(3);
  if (kind === 0) {
    return deny(['s3:DeleteObject*', 'dynamodb:DeleteItem', 'sqs:PurgeQueue'], '*', {
      StringEquals: { 'aws:ResourceTag/confidentiality': 'restricted' },
    });
  }
  if (kind === 1) return deny('s3:*', `arn:aws:s3:::${COMPANY}-*/restricted/*`);
  return deny(
    ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'secretsmanager:DeleteSecret'],
    '*',
    ground.conditions.caller(),
  );
}

function conditionFor(ground: Ground, service: string, { Action }: StatementText): ConditionText {
  // A key that only some calls carry would make the others impossible: such conditions stand on statements of one call.
  return typeof Action === 'string' ? ground.conditions.on(service) : ground.conditions.caller();
}

const PARTS: readonly Part[] = [
  (_, team, __, random) => [
    's3',
    allow(
      random.chance(0.5)
        ? ['s3:GetObject', 's3:GetObjectVersion']
        : ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      random.chance(0.6)
        ? `arn:aws:s3:::${COMPANY}-${team}-*/${random.pick(PURPOSES)}/*`
        : [`arn:aws:s3:::${COMPANY}-${team}-*/*`, `arn:aws:s3:::${COMPANY}-shared-*/${team}/*`],
    ),
  ],
  (_, team) => ['s3', allow('s3:ListBucket', `arn:aws:s3:::${COMPANY}-${team}-*`)],
  (_, team, __, random) => [
    's3',
    allow(
      's3:GetObject*',
      `arn:aws:s3:::${COMPANY}-shared-*/${random.chance(0.5) ? variable('aws:PrincipalTag/team', team) : team}/*`,
    ),
  ],
  ({ place }, team, app, random) => [
    'dynamodb',
    allow(
      random.chance(0.4)
        ? 'dynamodb:*Item'
        : ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchGetItem'],
      [
        `arn:aws:dynamodb:*:${place.accountId}:table/${team}-${app}-*`,
        `arn:aws:dynamodb:*:${place.accountId}:table/${team}-${app}-*/index/by-${random.pick(PURPOSES)}`,
      ],
    ),
  ],
  ({ place }, team, _, random) => [
    'sqs',
    allow(
      random.chance(0.5) ? 'sqs:SendMessage' : ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      `arn:aws:sqs:*:${place.accountId}:${team}-*`,
    ),
  ],
  ({ place }, team) => ['sns', allow('sns:Publish', `arn:aws:sns:*:${place.accountId}:${team}-*`)],
  ({ place }, team, app, random) => [
    'lambda',
    allow(
      'lambda:InvokeFunction',
      random.chance(0.5)
        ? `arn:aws:lambda:*:${place.accountId}:function:${team}-${app}-*`
        : [
            `arn:aws:lambda:*:${place.accountId}:function:${team}-*:live`,
            `arn:aws:lambda:*:${place.accountId}:function:${team}-*-${random.pick(PURPOSES)}-*`,
          ],
    ),
  ],
  ({ place }, team, app) => [
    'secretsmanager',
    allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:${place.accountId}:secret:${team}/${app}/*`),
  ],
  ({ place }, team, app, random) => [
    'ssm',
    allow(
      ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      `arn:aws:ssm:*:${place.accountId}:parameter/${team}/${random.chance(0.5) ? app : random.pick(PURPOSES)}/*`,
    ),
  ],
  ({ place }, team) => [
    'kms',
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], `arn:aws:kms:*:${place.accountId}:key/*`, {
      StringEquals: { 'aws:ResourceTag/team': team },
    }),
  ],
  ({ place }, team, app) => [
    'logs',
    allow(
      ['logs:FilterLogEvents', 'logs:GetLogEvents'],
      `arn:aws:logs:*:${place.accountId}:log-group:/${team}/${app}*:*`,
    ),
  ],
  ({ place }, team, _, random) => [
    'ec2',
    allow(
      ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances'],
      `arn:aws:ec2:${random.pick(place.regions)}:${place.accountId}:instance/*`,
      { StringEquals: { 'aws:ResourceTag/team': team, 'aws:ResourceTag/environment': random.pick(ENVIRONMENTS) } },
    ),
  ],
  ({ place }, team, app) => [
    'iam',
    allow('iam:PassRole', `arn:aws:iam::${place.accountId}:role/${team}/${team}-${app}-*`, {
      StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] },
    }),
  ],
  ({ place }, team, app) => [
    'states',
    allow(
      ['states:StartExecution', 'states:DescribeExecution'],
      [
        `arn:aws:states:*:${place.accountId}:stateMachine:${team}-${app}-*`,
        `arn:aws:states:*:${place.accountId}:execution:${team}-${app}-*:*`,
      ],
    ),
  ],
  ({ place }, team) => [
    'kinesis',
    allow(
      ['kinesis:GetRecords', 'kinesis:PutRecord', 'kinesis:DescribeStream'],
      `arn:aws:kinesis:*:${place.accountId}:stream/${team}-*`,
    ),
  ],
];

function pascal(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
