import type { AccountSource } from '../authoring/account-source.ts';
import * as aws from '../authoring/aws-managed-policies.ts';
import { allow, grant, policy, serviceTrust } from '../authoring/policy.ts';
import { BLOCK_ALL, delegatingKeyPolicy, encryptedWith, keyArn, resourcesOf } from '../authoring/resources.ts';
import {
  nightjarRole,
  ORGANIZATIONS_ROLE,
  permissionSetRole,
  SUPPORT_ROLE,
  ssoProvider,
  TRUSTED_ADVISOR_ROLE,
} from '../authoring/standard-roles.ts';
import { AUDITOR_RIGHTS } from './larkspur-permission-sets.ts';
import { EXTERNAL_IDS, LONDON, MANAGEMENT, ORGANIZATION, roleArn } from './names.ts';

const make = resourcesOf(MANAGEMENT, LONDON);
const here = { accountId: MANAGEMENT, region: LONDON };
const TAGS = { BusinessUnit: 'security', Environment: 'management', Owner: 'maggie.thorn' };
const TRAIL = `arn:aws:cloudtrail:${LONDON}:${MANAGEMENT}:trail/organization`;

/** Larkspur's management account: kept in good order, and the same on both nights. */
export function larkspurManagement(): AccountSource {
  return {
    accountId: MANAGEMENT,
    alias: 'larkspur-management',
    regions: [LONDON, 'us-east-1'],
    encoded: false,
    facts: {
      s3PublicAccessBlock: BLOCK_ALL,
      oidcProviders: [],
      samlProviders: [{ arn: ssoProvider(MANAGEMENT) }],
    },
    users: [
      {
        name: 'break-glass',
        created: '2022-05-03',
        groups: ['Administrators'],
        tags: { UsedBy: 'sealed envelope' },
        password: { changed: '2026-06-01', used: '2026-10-02', mfa: true },
      },
      {
        name: 'billing-export',
        created: '2023-01-16',
        inline: {
          'read-billing': policy(
            allow('List', 's3:ListBucket', 'arn:aws:s3:::larkspur-billing-reports'),
            allow('Read', 's3:GetObject', 'arn:aws:s3:::larkspur-billing-reports/*'),
          ),
        },
        keys: [{ active: true, rotated: '2026-07-20', used: { on: '2026-11-17', region: LONDON, service: 's3' } }],
      },
      { name: 'former-scanner', created: '2021-09-09', keys: [{ active: false, rotated: '2021-09-09', used: null }] },
    ],
    groups: [{ name: 'Administrators', created: '2021-09-01', attached: [aws.ADMINISTRATOR_ACCESS.arn] }],
    roles: [
      nightjarRole('ReadOnly', EXTERNAL_IDS.management),
      nightjarRole('OrganizationReadOnly', EXTERNAL_IDS.organization, [
        'organizations:DescribeOrganization',
        'organizations:ListAccounts',
        'organizations:ListRoots',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListPolicies',
        'organizations:ListPoliciesForTarget',
        'organizations:DescribePolicy',
        'sso:ListInstances',
        'sso:ListPermissionSets',
        'sso:ListAccountAssignments',
        'identitystore:ListUsers',
        'identitystore:ListGroups',
        'identitystore:ListGroupMemberships',
      ]),
      permissionSetRole(
        MANAGEMENT,
        LONDON,
        'AdministratorAccess',
        { attached: [aws.ADMINISTRATOR_ACCESS.arn] },
        '2026-11-16',
      ),
      permissionSetRole(MANAGEMENT, LONDON, 'AuditorAccess', { inline: AUDITOR_RIGHTS }, '2026-11-12'),
      {
        name: 'org-security-audit',
        created: '2022-05-10',
        used: '2026-11-17',
        tags: TAGS,
        trust: serviceTrust('lambda'),
        attached: [aws.LAMBDA_BASIC_EXECUTION.arn],
        inline: {
          'audit-everywhere': policy(
            allow('Hop', 'sts:AssumeRole', 'arn:aws:iam::*:role/security/AuditReader'),
            allow(
              'Trail',
              ['s3:GetObject', 's3:ListBucket'],
              ['arn:aws:s3:::larkspur-org-trail', 'arn:aws:s3:::larkspur-org-trail/*'],
            ),
            allow('TrailKey', 'kms:Decrypt', keyArn(here, 'trail')),
          ),
        },
      },
      {
        name: 'trail-digest',
        created: '2022-05-10',
        used: '2026-11-17',
        tags: TAGS,
        trust: serviceTrust('lambda'),
        attached: [aws.LAMBDA_BASIC_EXECUTION.arn],
        inline: {
          // The trail is encrypted and this role was never given its key (rule H10).
          digest: policy(
            allow('ReadTrail', 's3:GetObject', 'arn:aws:s3:::larkspur-org-trail/*'),
            allow('Alert', 'sns:Publish', `arn:aws:sns:${LONDON}:${MANAGEMENT}:security-alerts`),
            allow(
              'Register',
              ['dynamodb:GetItem', 'dynamodb:PutItem'],
              `arn:aws:dynamodb:${LONDON}:${MANAGEMENT}:table/account-register`,
            ),
          ),
        },
      },
      {
        name: 'config-recorder',
        created: '2022-05-10',
        used: '2026-11-17',
        trust: serviceTrust('config'),
        inline: {
          deliver: policy(allow('Deliver', 's3:PutObject', 'arn:aws:s3:::larkspur-config-history/*')),
        },
      },
      ORGANIZATIONS_ROLE,
      SUPPORT_ROLE,
      TRUSTED_ADVISOR_ROLE,
    ],
    policies: [
      aws.ADMINISTRATOR_ACCESS,
      aws.LAMBDA_BASIC_EXECUTION,
      aws.ORGANIZATIONS_TRUST,
      aws.SUPPORT,
      aws.TRUSTED_ADVISOR,
    ],
    resources: [
      make.bucket('larkspur-org-trail', {
        tags: { ...TAGS, Confidentiality: 'high' },
        details: encryptedWith(keyArn(here, 'trail')),
        policy: policy(
          grant(
            'Check',
            { Service: 'cloudtrail.amazonaws.com' },
            's3:GetBucketAcl',
            'arn:aws:s3:::larkspur-org-trail',
            {
              StringEquals: { 'aws:SourceArn': TRAIL },
            },
          ),
          grant(
            'Write',
            { Service: 'cloudtrail.amazonaws.com' },
            's3:PutObject',
            'arn:aws:s3:::larkspur-org-trail/AWSLogs/*',
            {
              StringEquals: { 'aws:SourceArn': TRAIL, 's3:x-amz-acl': 'bucket-owner-full-control' },
            },
          ),
        ),
      }),
      make.bucket('larkspur-config-history', {
        tags: TAGS,
        policy: policy(
          grant(
            'Write',
            { Service: 'config.amazonaws.com' },
            's3:PutObject',
            'arn:aws:s3:::larkspur-config-history/AWSLogs/*',
            {
              StringEquals: { 'aws:SourceOrgID': ORGANIZATION },
            },
          ),
        ),
      }),
      make.bucket('larkspur-billing-reports', { tags: { ...TAGS, BusinessUnit: 'finance' } }),
      make.key('trail', {
        tags: TAGS,
        policy: policy(
          delegatingKeyPolicy(MANAGEMENT),
          grant('Trail', { Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*', '*', {
            StringEquals: { 'aws:SourceArn': TRAIL },
          }),
        ),
      }),
      make.table('account-register', { tags: TAGS }),
      make.queue('security-findings', {
        tags: TAGS,
        policy: policy(
          grant(
            'Rule',
            { Service: 'events.amazonaws.com' },
            'sqs:SendMessage',
            `arn:aws:sqs:${LONDON}:${MANAGEMENT}:security-findings`,
            {
              ArnEquals: { 'aws:SourceArn': `arn:aws:events:${LONDON}:${MANAGEMENT}:rule/findings` },
            },
          ),
        ),
      }),
      make.topic('security-alerts', {
        tags: TAGS,
        // Everyone in the organization may raise an alarm (rules F23, B06).
        policy: policy(
          grant('RaiseAlarm', '*', 'sns:Publish', `arn:aws:sns:${LONDON}:${MANAGEMENT}:security-alerts`, {
            StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION },
          }),
        ),
      }),
      make.secret('sso/scim-token', { tags: { ...TAGS, Confidentiality: 'high' } }),
      make.secret('pagerduty/key', { tags: TAGS }),
      make.lambda('trail-digest', roleArn(MANAGEMENT, 'trail-digest'), {
        tags: TAGS,
        policy: policy(
          grant(
            'Bucket',
            { Service: 's3.amazonaws.com' },
            'lambda:InvokeFunction',
            `arn:aws:lambda:${LONDON}:${MANAGEMENT}:function:trail-digest`,
            {
              StringEquals: { 'aws:SourceAccount': MANAGEMENT },
              ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::larkspur-org-trail' },
            },
          ),
        ),
      }),
    ],
  };
}
