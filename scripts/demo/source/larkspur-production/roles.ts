import type { Night, RoleSource } from '../../authoring/account-source.ts';
import * as aws from '../../authoring/aws-managed-policies.ts';
import { allow, policy, rootOf, serviceTrust, trust } from '../../authoring/policy.ts';
import {
  DYNAMODB_REPLICATION_ROLE,
  nightjarRole,
  permissionSetRole,
  SUPPORT_ROLE,
  TRUSTED_ADVISOR_ROLE,
} from '../../authoring/standard-roles.ts';
import { AUDITOR_RIGHTS, DEVELOPER_RIGHTS } from '../larkspur-permission-sets.ts';
import { BRIGHTMETRICS, EXTERNAL_IDS, LONDON, MANAGEMENT, OTTERWORKS, PRODUCTION, roleArn } from '../names.ts';
import { bucketNamed, functionNamed, GITHUB, OKTA, objectsOf, policyNamed, tableNamed, tagsOf } from './names.ts';
import { serviceRoles } from './service-roles.ts';

const GITHUB_KEY = 'token.actions.githubusercontent.com';

export function roles(night: Night): readonly RoleSource[] {
  return [
    nightjarRole('ReadOnly', EXTERNAL_IDS.production),
    permissionSetRole(
      PRODUCTION,
      LONDON,
      'AdministratorAccess',
      { attached: [aws.ADMINISTRATOR_ACCESS.arn] },
      '2026-11-17',
    ),
    permissionSetRole(PRODUCTION, LONDON, 'DeveloperAccess', { inline: DEVELOPER_RIGHTS }, '2026-11-17'),
    permissionSetRole(PRODUCTION, LONDON, 'AuditorAccess', { inline: AUDITOR_RIGHTS }, '2026-11-11'),
    ...PEOPLES,
    ...OUTSIDERS,
    ...serviceRoles(night),
    DYNAMODB_REPLICATION_ROLE,
    SUPPORT_ROLE,
    TRUSTED_ADVISOR_ROLE,
  ];
}

/** Roles that Larkspur's own people and accounts take on. */
const PEOPLES: readonly RoleSource[] = [
  {
    name: 'breakglass-admin',
    created: '2022-06-01',
    used: '2026-10-02',
    tags: tagsOf('maggie.thorn', 'platform'),
    trust: trust({ AWS: rootOf(PRODUCTION) }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    attached: [aws.ADMINISTRATOR_ACCESS.arn],
  },
  {
    // An administrator on paper; the boundary leaves reading (rule B08), also where a bucket names the role (B02).
    name: 'sandboxed-admin',
    created: '2024-02-12',
    used: '2026-11-05',
    tags: tagsOf('oscar.reeve', 'platform'),
    trust: trust({ AWS: rootOf(PRODUCTION) }),
    attached: [aws.ADMINISTRATOR_ACCESS.arn],
    boundary: policyNamed('CatalogueReadBoundary'),
  },
  {
    name: 'platform-bastion',
    created: '2022-06-01',
    used: '2026-11-17',
    lastAccessed: { dynamodb: '2026-11-17', kms: null, s3: '2026-11-16', secretsmanager: null, sts: '2026-11-17' },
    tags: tagsOf('oscar.reeve', 'platform'),
    trust: serviceTrust('ec2'),
    attached: [policyNamed('PlatformWork')],
    instanceProfile: true,
  },
  {
    name: 'AuditReader',
    path: '/security/',
    created: '2022-06-01',
    used: '2026-11-17',
    trust: trust({ AWS: roleArn(MANAGEMENT, 'org-security-audit') }),
    inline: {
      audit: policy(
        allow('Settings', ['iam:GetRole', 'iam:ListRoles', 'kms:GetKeyPolicy', 's3:GetBucketPolicy'], '*'),
        allow('WebLogs', ['s3:GetObject', 's3:ListBucket'], [bucketNamed('web-logs'), objectsOf('web-logs')]),
      ),
    },
  },
  {
    name: 'okta-analysts',
    created: '2023-05-15',
    used: '2026-11-16',
    trust: trust(
      { Federated: OKTA },
      { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      'sts:AssumeRoleWithSAML',
    ),
    inline: {
      analytics: policy(
        allow('Read', ['s3:GetObject', 's3:ListBucket'], [bucketNamed('analytics'), objectsOf('analytics')]),
      ),
    },
  },
];

/** Roles that someone outside takes on: two agencies, two pipelines. */
const OUTSIDERS: readonly RoleSource[] = [
  {
    // In use, and guarded by an external id (rule J02).
    name: 'brightmetrics-reader',
    created: '2024-09-02',
    used: '2026-11-17',
    trust: trust({ AWS: rootOf(BRIGHTMETRICS) }, { StringEquals: { 'sts:ExternalId': 'larkspur-7c41d9' } }),
    inline: { reviews: policy(allow('Reviews', ['dynamodb:GetItem', 'dynamodb:Scan'], tableNamed('reviews'))) },
  },
  {
    // The contract ended in 2023. No external id either.
    name: 'otterworks-seo',
    created: '2021-10-11',
    used: '2023-08-30',
    trust: trust({ AWS: rootOf(OTTERWORKS) }),
    inline: {
      'web-logs': policy(
        allow('Read', ['s3:GetObject', 's3:ListBucket'], [bucketNamed('web-logs'), objectsOf('web-logs')]),
      ),
    },
  },
  {
    // Any repository on GitHub can get a token with this audience (rule J03).
    name: 'github-deploy',
    created: '2023-11-06',
    used: '2026-11-17',
    trust: trust(
      { Federated: GITHUB },
      { StringEquals: { [`${GITHUB_KEY}:aud`]: 'sts.amazonaws.com' } },
      'sts:AssumeRoleWithWebIdentity',
    ),
    inline: {
      deploy: policy(
        allow('Assets', ['s3:DeleteObject', 's3:PutObject'], objectsOf('web-assets')),
        allow('Storefront', 'lambda:UpdateFunctionCode', functionNamed('storefront-*')),
      ),
    },
  },
  {
    name: 'github-docs',
    created: '2024-03-18',
    used: '2026-11-15',
    trust: trust(
      { Federated: GITHUB },
      {
        StringEquals: {
          [`${GITHUB_KEY}:aud`]: 'sts.amazonaws.com',
          [`${GITHUB_KEY}:sub`]: 'repo:larkspur-books/docs:ref:refs/heads/main',
        },
      },
      'sts:AssumeRoleWithWebIdentity',
    ),
    inline: { docs: policy(allow('Docs', 's3:PutObject', objectsOf('docs'))) },
  },
];
