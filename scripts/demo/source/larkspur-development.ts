import type { AccountSource, RoleSource } from '../authoring/account-source.ts';
import * as aws from '../authoring/aws-managed-policies.ts';
import { allow, grant, type PolicySource, policy, rootOf, serviceTrust, trust } from '../authoring/policy.ts';
import {
  arnIn,
  BLOCK_ALL,
  delegatingKeyPolicy,
  encryptedWith,
  keyArn,
  resourcesOf,
  secretArn,
} from '../authoring/resources.ts';
import {
  nightjarRole,
  permissionSetRole,
  SUPPORT_ROLE,
  ssoProvider,
  TRUSTED_ADVISOR_ROLE,
} from '../authoring/standard-roles.ts';
import { DEVELOPER_RIGHTS } from './larkspur-permission-sets.ts';
import { BRIGHTMETRICS, DEVELOPMENT, EXTERNAL_IDS, LONDON, PRODUCTION, roleArn, userArn, VIRGINIA } from './names.ts';

const HERE = { accountId: DEVELOPMENT, region: LONDON };
const make = resourcesOf(DEVELOPMENT, LONDON);
const abroad = resourcesOf(DEVELOPMENT, VIRGINIA);
const TAGS = { BusinessUnit: 'shop', Environment: 'development', Owner: 'priya.nair' };
const GITHUB = `arn:aws:iam::${DEVELOPMENT}:oidc-provider/token.actions.githubusercontent.com`;
const roleNamed = (name: string) => roleArn(DEVELOPMENT, name);
const USED = '2026-11-17';

/** Larkspur's development account: wide policies that the organization's own policies narrow. The same on both nights. */
export function larkspurDevelopment(): AccountSource {
  return {
    accountId: DEVELOPMENT,
    alias: 'larkspur-development',
    regions: [LONDON, VIRGINIA],
    encoded: false,
    facts: {
      s3PublicAccessBlock: BLOCK_ALL,
      oidcProviders: [{ arn: GITHUB, url: 'token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] }],
      samlProviders: [{ arn: ssoProvider(DEVELOPMENT) }],
    },
    users: [
      person('nina.wren', { team: 'storefront' }),
      person('omar.teal', { team: 'catalogue' }),
      {
        name: 'dev-ci',
        created: '2024-01-08',
        keys: [{ active: true, rotated: '2026-07-20', used: { on: USED, region: LONDON, service: 's3' } }],
        inline: { push: policy(allow('Push', 's3:PutObject', 'arn:aws:s3:::larkspur-dev-artifacts/*')) },
      },
    ],
    groups: [{ name: 'Developers', created: '2022-05-16', inline: { 'develop-freely': DEVELOP_FREELY } }],
    roles: [
      nightjarRole('ReadOnly', EXTERNAL_IDS.development),
      permissionSetRole(DEVELOPMENT, LONDON, 'AdministratorAccess', { attached: [aws.ADMINISTRATOR_ACCESS.arn] }, USED),
      permissionSetRole(DEVELOPMENT, LONDON, 'DeveloperAccess', { inline: DEVELOPER_RIGHTS }, USED),
      ...ROLES,
      SUPPORT_ROLE,
      TRUSTED_ADVISOR_ROLE,
    ],
    policies: [aws.ADMINISTRATOR_ACCESS, aws.LAMBDA_BASIC_EXECUTION, aws.SUPPORT, aws.TRUSTED_ADVISOR],
    resources: [
      make.bucket('larkspur-dev-uploads', { tags: TAGS }),
      make.bucket('larkspur-dev-scratch', {
        tags: TAGS,
        // The RCP on this account keeps Brightmetrics out (rule D12).
        policy: policy(
          grant('Trial', { AWS: rootOf(BRIGHTMETRICS) }, 's3:GetObject', 'arn:aws:s3:::larkspur-dev-scratch/*'),
        ),
      }),
      make.bucket('larkspur-dev-artifacts', { tags: TAGS }),
      make.bucket('larkspur-dev-fixtures', { tags: TAGS, details: encryptedWith(keyArn(HERE, 'dev-data')) }),
      make.key('dev-data', { tags: TAGS, policy: policy(delegatingKeyPolicy(DEVELOPMENT)) }),
      make.table('catalogue-copy', { tags: TAGS, details: { deletionProtectionEnabled: false } }),
      make.table('carts', { tags: TAGS, details: { deletionProtectionEnabled: false } }),
      make.table('experiments', { tags: TAGS, details: { deletionProtectionEnabled: false } }),
      make.queue('dev-events', { tags: TAGS }),
      make.queue('dev-events-dlq', { tags: TAGS }),
      // Made by a tutorial in the wrong Region; the SCP london-only closes it (rule F31).
      abroad.queue('tutorial', {}),
      make.topic('dev-alerts', { tags: TAGS }),
      make.secret('dev/db', {
        tags: TAGS,
        // Even a direct grant ends at the SCP's allow-list (rule D04).
        policy: policy(
          grant(
            'Nina',
            { AWS: userArn(DEVELOPMENT, 'nina.wren') },
            'secretsmanager:GetSecretValue',
            secretArn(HERE, 'dev/db'),
          ),
        ),
      }),
      make.lambda('catalogue-sync', roleNamed('catalogue-sync'), { tags: TAGS }),
      make.lambda('queue-janitor', roleNamed('queue-janitor'), { tags: TAGS }),
      make.lambda('thumbnail-test', roleNamed('thumbnail-test'), { tags: TAGS }),
    ],
  };
}

const DEVELOP_FREELY = policy(
  allow(
    'Buckets',
    ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    ['arn:aws:s3:::larkspur-dev-*', 'arn:aws:s3:::larkspur-dev-*/*'],
  ),
  allow('Tables', 'dynamodb:*', `arn:aws:dynamodb:*:${DEVELOPMENT}:table/*`),
  allow('Queues', 'sqs:*', `arn:aws:sqs:*:${DEVELOPMENT}:*`),
  allow('Key', ['kms:Decrypt', 'kms:GenerateDataKey'], keyArn(HERE, 'dev-data')),
  allow('Secrets', 'secretsmanager:GetSecretValue', '*'),
);

function person(name: string, tags: Readonly<Record<string, string>>) {
  return {
    name,
    created: '2023-10-02',
    tags,
    groups: ['Developers'],
    password: { changed: '2026-09-07', used: '2026-11-16', mfa: true },
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
    'catalogue-sync',
    policy(
      // Production's table policy offers Scan as well; this side does not ask for it (rule A06).
      allow(
        'Fetch',
        ['dynamodb:GetItem', 'dynamodb:Query'],
        arnIn({ accountId: PRODUCTION, region: LONDON }, 'dynamodb', 'table/catalogue'),
      ),
      allow('Store', 'dynamodb:PutItem', arnIn(HERE, 'dynamodb', 'table/catalogue-copy')),
    ),
  ),
  lambdaRole('queue-janitor', policy(allow('EveryQueue', 'sqs:*', '*'))),
  lambdaRole('thumbnail-test', policy(allow('Uploads', 's3:GetObject', 'arn:aws:s3:::larkspur-dev-uploads/*'))),
  {
    name: 'ci-builder',
    created: '2024-02-05',
    used: USED,
    tags: TAGS,
    trust: serviceTrust('codebuild'),
    inline: {
      build: policy(
        allow('Fetch', 's3:GetObject', 'arn:aws:s3:::larkspur-artifacts/*'),
        allow('Push', ['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::larkspur-dev-artifacts/*'),
      ),
    },
  },
  {
    // Good, external id and all; the RCP on sts:AssumeRole ends it nevertheless (rule D17).
    name: 'brightmetrics-trial',
    created: '2026-09-01',
    used: null,
    trust: trust({ AWS: rootOf(BRIGHTMETRICS) }, { StringEquals: { 'sts:ExternalId': 'larkspur-trial-2b90' } }),
    inline: { scratch: policy(allow('Scratch', 's3:GetObject', 'arn:aws:s3:::larkspur-dev-scratch/*')) },
  },
  {
    name: 'github-preview',
    created: '2025-03-03',
    used: USED,
    trust: trust(
      { Federated: GITHUB },
      {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:larkspur-books/*' },
      },
      'sts:AssumeRoleWithWebIdentity',
    ),
    inline: { preview: policy(allow('Preview', 's3:PutObject', 'arn:aws:s3:::larkspur-dev-uploads/preview/*')) },
  },
];
