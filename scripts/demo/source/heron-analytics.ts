import type { AccountSource, Night, RoleSource } from '../authoring/account-source.ts';
import * as aws from '../authoring/aws-managed-policies.ts';
import {
  allow,
  deny,
  grant,
  type PolicySource,
  policy,
  rootOf,
  serviceTrust,
  trust,
  variable,
} from '../authoring/policy.ts';
import {
  arnIn,
  BLOCK_NONE,
  delegatingKeyPolicy,
  encryptedWith,
  keyArn,
  ownerAcl,
  resourcesOf,
  secretArn,
} from '../authoring/resources.ts';
import { nightjarRole, SUPPORT_ROLE, TRUSTED_ADVISOR_ROLE } from '../authoring/standard-roles.ts';
import { BRIGHTMETRICS, EXTERNAL_IDS, HERON, OHIO, roleArn } from './names.ts';

const HERE = { accountId: HERON, region: OHIO };
const make = resourcesOf(HERON, OHIO);
const TAGS = { BusinessUnit: 'research', Environment: 'production', Owner: 'lena.crane' };
const WORKSPACE = `arn:aws:iam::${HERON}:saml-provider/GoogleWorkspace`;
const objects = (bucket: string) => `arn:aws:s3:::${bucket}/*`;
const roleNamed = (name: string) => roleArn(HERON, name);
const USED = '2026-11-17';

/** Heron Analytics: six people, one account, no organization above it. Its policies arrive URL-encoded. */
export function heronAnalytics(night: Night): AccountSource {
  return {
    accountId: HERON,
    alias: 'heron-analytics',
    regions: [OHIO],
    encoded: true,
    facts: { s3PublicAccessBlock: null, oidcProviders: [], samlProviders: [{ arn: WORKSPACE }] },
    users: [
      {
        name: 'lena.crane',
        created: '2024-01-15',
        attached: [aws.IAM_FULL_ACCESS.arn],
        password: { changed: '2026-05-04', used: '2026-11-17', mfa: true },
      },
      scientist('milo.bittern', {}),
      scientist('tess.grebe', { team: 'models' }),
      // Hired to look at invoices; no policy of her own.
      { name: 'noor.egret', created: '2026-10-05', password: { changed: '2026-10-05', used: '2026-11-12', mfa: true } },
      // Left in February.
      {
        name: 'olga.stork',
        created: '2024-03-04',
        groups: ['Scientists'],
        password: { changed: '2025-09-01', used: '2026-02-12', mfa: true },
      },
      {
        name: 'pipeline',
        created: '2024-06-03',
        keys: [{ active: true, rotated: '2026-07-20', used: { on: USED, region: OHIO, service: 'cloudformation' } }],
        inline: {
          deploy: policy(
            allow(
              'Stacks',
              ['cloudformation:CreateStack', 'cloudformation:DescribeStacks', 'cloudformation:UpdateStack'],
              '*',
            ),
            // Narrow as it looks, the role that it passes is an administrator (rules J04, J05).
            allow('PassDeployer', 'iam:PassRole', roleNamed('stack-deployer'), {
              StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
            }),
          ),
        },
      },
    ],
    groups: [{ name: 'Scientists', created: '2024-01-15', inline: { science: SCIENCE } }],
    roles: [nightjarRole('ReadOnly', EXTERNAL_IDS.heron), ...ROLES, SUPPORT_ROLE, TRUSTED_ADVISOR_ROLE],
    policies: [
      aws.ADMINISTRATOR_ACCESS,
      aws.IAM_FULL_ACCESS,
      aws.LAMBDA_BASIC_EXECUTION,
      aws.S3_READ_ONLY,
      aws.SUPPORT,
      aws.TRUSTED_ADVISOR,
    ],
    resources: [
      make.bucket('heron-open-data', {
        tags: { ...TAGS, Confidentiality: 'public' },
        // Listed by anyone, through an ACL of the old days (rules I06, I09).
        details: {
          publicAccessBlock: null,
          objectOwnership: 'ObjectWriter',
          acl: ownerAcl(HERON, {
            grantee: { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' },
            permission: 'READ',
          }),
        },
      }),
      make.bucket('heron-raw', {
        tags: { ...TAGS, Confidentiality: 'high' },
        details: { publicAccessBlock: BLOCK_NONE },
      }),
      make.bucket('heron-models', { tags: TAGS, details: encryptedWith(keyArn(HERE, 'models')) }),
      heronResults(night),
      make.bucket('heron-logs', { tags: TAGS }),
      make.key('shared', {
        tags: TAGS,
        policy: policy(
          delegatingKeyPolicy(HERON),
          // "So that every service can read": so that every account may ask (rule H09).
          grant('Everyone', { AWS: '*' }, ['kms:Decrypt', 'kms:DescribeKey'], '*'),
        ),
      }),
      make.key('models', { tags: TAGS, policy: policy(delegatingKeyPolicy(HERON)) }),
      make.table('runs', { tags: TAGS }),
      make.table('features', { tags: TAGS }),
      make.queue('jobs', { tags: TAGS }),
      make.queue('jobs-dlq', { tags: TAGS }),
      make.topic('job-done', {
        tags: TAGS,
        policy: policy(grant('Anyone', '*', 'sns:Publish', arnIn(HERE, 'sns', 'job-done'))),
      }),
      make.secret('snowfield', { tags: { ...TAGS, team: 'models', Confidentiality: 'high' } }),
      make.secret('mlflow', { tags: { ...TAGS, team: 'platform' } }),
      make.lambda('score', roleNamed('score-service'), { tags: TAGS }),
      make.lambda('ingest', roleNamed('ingest-service'), { tags: TAGS }),
    ],
  };
}

/** Shared with Brightmetrics until somebody tidied up on the second day. */
function heronResults(night: Night) {
  const shared = policy(
    grant('Brightmetrics', { AWS: rootOf(BRIGHTMETRICS) }, 's3:GetObject', objects('heron-results')),
  );
  return make.bucket('heron-results', { tags: TAGS, policy: night === '2026-11-18' ? shared : null });
}

const SCIENCE = policy(
  allow('Models', ['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::heron-models', objects('heron-models')]),
  allow('Features', ['dynamodb:GetItem', 'dynamodb:Query'], arnIn(HERE, 'dynamodb', 'table/features')),
  allow('ModelsKey', 'kms:Decrypt', keyArn(HERE, 'models')),
  allow('Secrets', 'secretsmanager:GetSecretValue', [secretArn(HERE, 'snowfield'), secretArn(HERE, 'mlflow')]),
  // Who has no team tag is denied, not let through: the variable has no value (rule G05).
  deny('OtherTeamsSecrets', 'secretsmanager:GetSecretValue', '*', {
    StringNotEquals: { 'aws:ResourceTag/team': variable('aws:PrincipalTag/team') },
  }),
);

function scientist(name: string, tags: Readonly<Record<string, string>>) {
  return {
    name,
    created: '2024-03-04',
    tags,
    groups: ['Scientists'],
    password: { changed: '2026-06-15', used: '2026-11-16', mfa: true },
  };
}

function lambdaRole(name: string, rights: PolicySource): RoleSource {
  return {
    name,
    created: '2024-02-05',
    used: USED,
    tags: TAGS,
    trust: serviceTrust('lambda'),
    attached: [aws.LAMBDA_BASIC_EXECUTION.arn],
    inline: { [`${name}-rights`]: rights },
  };
}

const ROLES: readonly RoleSource[] = [
  lambdaRole(
    'score-service',
    policy(
      allow('Models', 's3:GetObject', objects('heron-models')),
      allow('ModelsKey', 'kms:Decrypt', keyArn(HERE, 'models')),
      allow('Results', 's3:PutObject', objects('heron-results')),
    ),
  ),
  lambdaRole(
    'ingest-service',
    policy(
      allow('Raw', 's3:PutObject', objects('heron-raw')),
      allow('Jobs', 'sqs:SendMessage', arnIn(HERE, 'sqs', 'jobs')),
    ),
  ),
  {
    name: 'notebook',
    created: '2024-02-05',
    used: USED,
    trust: serviceTrust('sagemaker'),
    inline: { features: policy(allow('Features', 'dynamodb:GetItem', arnIn(HERE, 'dynamodb', 'table/features'))) },
  },
  {
    // Its trust names the notebook's role, which needs no policy of its own for it (rule B12).
    name: 'data-steward',
    created: '2024-02-05',
    used: USED,
    trust: trust({ AWS: roleNamed('notebook') }),
    inline: {
      raw: policy(allow('Raw', ['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::heron-raw', objects('heron-raw')])),
    },
  },
  {
    name: 'stack-deployer',
    created: '2024-06-03',
    used: USED,
    trust: serviceTrust('cloudformation'),
    attached: [aws.ADMINISTRATOR_ACCESS.arn],
  },
  {
    name: 'workspace-reader',
    created: '2024-02-05',
    used: '2026-11-13',
    trust: trust(
      { Federated: WORKSPACE },
      { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      'sts:AssumeRoleWithSAML',
    ),
    attached: [aws.S3_READ_ONLY.arn],
  },
];
