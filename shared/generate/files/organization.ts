import { allow, type DocumentText, deny, document, type StatementText } from '../document.ts';
import type { Ground } from '../ground.ts';
import { COMPANY, NETWORKS } from '../words.ts';

/** organization.json: the same tree in every account's snapshot. */
export function organizationFile({ organization, places, strangers, collectedAt, profile }: Ground): unknown {
  const full = policy('p-FullAWSAccess', 'FullAWSAccess', 'SERVICE_CONTROL_POLICY', document(allow('*', '*')), true);
  const fullRcp = policy(
    'p-RCPFullAWSAccess',
    'RCPFullAWSAccess',
    'RESOURCE_CONTROL_POLICY',
    document(allowAnyone()),
    true,
  );
  const services = ['p-FullAWSAccess'];
  const resources = ['p-RCPFullAWSAccess'];
  const node = (serviceControlPolicies: readonly string[], resourceControlPolicies: readonly string[]) => ({
    serviceControlPolicies: [...services, ...serviceControlPolicies],
    resourceControlPolicies: [...resources, ...resourceControlPolicies],
  });
  return {
    schemaVersion: 1,
    organizationId: organization.id,
    managementAccountId: organization.managementAccountId,
    collectedAt,
    scope: 'organization',
    policies: [
      full,
      fullRcp,
      policy('p-guardrails1', 'guardrails', 'SERVICE_CONTROL_POLICY', guardrails()),
      policy('p-regions001', 'regions', 'SERVICE_CONTROL_POLICY', regions(['eu-west-1', 'eu-central-1', 'us-east-1'])),
      policy('p-workloads1', 'workloads', 'SERVICE_CONTROL_POLICY', workloads(profile.unique)),
      policy(
        'p-perimeter1',
        'perimeter',
        'RESOURCE_CONTROL_POLICY',
        perimeter(
          organization.id,
          strangers.map((one) => one.accountId),
        ),
      ),
      policy('p-transport1', 'transport', 'RESOURCE_CONTROL_POLICY', transport()),
    ],
    root: {
      id: organization.rootId,
      name: 'Root',
      ...node(['p-guardrails1'], ['p-transport1']),
      accounts: [account(organization.managementAccountId, 'management', node([], []))],
      organizationalUnits: [
        {
          id: organization.workloadsId,
          name: 'Workloads',
          ...node(['p-regions001', 'p-workloads1'], ['p-perimeter1']),
          accounts: places.map(({ accountId, alias }) => account(accountId, alias, node([], []))),
          organizationalUnits: [],
        },
        {
          id: organization.sandboxId,
          name: 'Sandbox',
          ...node([], []),
          accounts: [account(organization.securityAccountId, 'security', node([], []))],
          organizationalUnits: [],
        },
      ],
    },
  };
}

function account(id: string, name: string, attached: object): unknown {
  return { id, name, status: 'ACTIVE', ...attached };
}

function policy(id: string, name: string, type: string, made: DocumentText, awsManaged = false): unknown {
  return { id, name, type, awsManaged, document: made };
}

function allowAnyone(): StatementText {
  return { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
}

function guardrails(): DocumentText {
  return document(
    deny(['organizations:LeaveOrganization', 'account:CloseAccount', 'account:DisableRegion'], '*'),
    deny(
      [
        'cloudtrail:StopLogging',
        'cloudtrail:DeleteTrail',
        'config:StopConfigurationRecorder',
        'guardduty:DeleteDetector',
      ],
      '*',
    ),
    deny(['s3:PutAccountPublicAccessBlock', 'ec2:DisableEbsEncryptionByDefault'], '*'),
    deny('*', '*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } }),
  );
}

function regions(enabled: readonly string[]): DocumentText {
  return document({
    Sid: 'DenyOtherRegions',
    Effect: 'Deny',
    NotAction: [
      'a4b:*',
      'access-analyzer:*',
      'account:*',
      'aws-portal:*',
      'budgets:*',
      'ce:*',
      'cloudfront:*',
      'globalaccelerator:*',
      'health:*',
      'iam:*',
      'kms:*',
      'organizations:*',
      'route53:*',
      's3:GetAccountPublic*',
      's3:ListAllMyBuckets',
      'shield:*',
      'sts:*',
      'support:*',
      'trustedadvisor:*',
      'waf:*',
    ],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': enabled },
      ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/delivery/*' },
    },
  });
}

function workloads(hard: boolean): DocumentText {
  return document(
    deny(['iam:CreateUser', 'iam:CreateAccessKey'], '*', {
      ArnNotLike: {
        'aws:PrincipalArn': [
          'arn:aws:iam::*:role/administrator-*',
          'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*',
        ],
      },
    }),
    deny(['s3:DeleteBucket', 's3:DeleteBucketPolicy'], `arn:aws:s3:::${COMPANY}-*`, {
      Null: { 'aws:PrincipalTag/team': 'true' },
    }),
    deny(['kms:ScheduleKeyDeletion', 'kms:DisableKey'], '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ...(hard
      ? [
          deny(['secretsmanager:GetSecretValue'], '*', {
            NotIpAddress: { 'aws:SourceIp': [...NETWORKS] },
            Bool: { 'aws:ViaAWSService': 'false' },
          }),
        ]
      : []),
  );
}

/** Only the organization, AWS's services, and the partners that are named (rule D21). */
function perimeter(organizationId: string, partners: readonly string[]): DocumentText {
  return document({
    Sid: 'OursOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: ['sqs:*', 'secretsmanager:*', 'kms:*'],
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId, 'aws:PrincipalAccount': partners },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  });
}

function transport(): DocumentText {
  return document({
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:*'],
    Resource: '*',
    Condition: {
      BoolIfExists: { 'aws:SecureTransport': 'false' },
      Null: { 'aws:ResourceTag/legacy-transport': 'true' },
    },
  });
}
