import type { RoleSource } from './account-source.ts';
import { DYNAMODB_REPLICATION, ORGANIZATIONS_TRUST, SUPPORT, TRUSTED_ADVISOR } from './aws-managed-policies.ts';
import { allow, deny, type PolicySource, policy, rootOf, serviceTrust, trust } from './policy.ts';
import { fixedHex } from './unique-id.ts';

/** Nightjar's own account in the demonstration. */
export const NIGHTJAR_ACCOUNT = '999999999999';
const SCANNER = `arn:aws:iam::${NIGHTJAR_ACCOUNT}:role/nightjar-scanner`;

/** The role that Nightjar reads an account through: its trust, and metadata only. */
export function nightjarRole(name: string, externalId: string, extra: readonly string[] = []): RoleSource {
  return {
    name,
    path: '/nightjar/',
    created: '2026-09-14',
    used: '2026-11-17',
    tags: { 'nightjar:permissions-version': '1' },
    trust: trust(
      { AWS: rootOf(NIGHTJAR_ACCOUNT) },
      { ArnEquals: { 'aws:PrincipalArn': SCANNER }, StringEquals: { 'sts:ExternalId': externalId } },
    ),
    inline: { 'nightjar-read-metadata': readMetadata(extra) },
  };
}

/** Settings and policies, never content; the deny holds whatever is attached later. */
function readMetadata(extra: readonly string[]): PolicySource {
  return policy(
    allow(
      'Metadata',
      [
        'iam:GetAccountAuthorizationDetails',
        'iam:GenerateCredentialReport',
        'iam:GetCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:GetServiceLastAccessedDetails',
        'iam:ListOpenIDConnectProviders',
        'iam:GetOpenIDConnectProvider',
        'iam:ListSAMLProviders',
        's3:ListAllMyBuckets',
        's3:GetAccountPublicAccessBlock',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketPolicy',
        's3:GetBucketAcl',
        's3:GetBucketOwnershipControls',
        's3:GetBucketTagging',
        's3:GetEncryptionConfiguration',
        'kms:ListKeys',
        'kms:ListAliases',
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'kms:ListGrants',
        'kms:ListResourceTags',
        'dynamodb:ListTables',
        'dynamodb:DescribeTable',
        'dynamodb:GetResourcePolicy',
        'dynamodb:ListTagsOfResource',
        'sqs:ListQueues',
        'sqs:GetQueueAttributes',
        'sqs:ListQueueTags',
        'sns:ListTopics',
        'sns:GetTopicAttributes',
        'sns:ListTagsForResource',
        'secretsmanager:ListSecrets',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'lambda:ListFunctions',
        'lambda:GetPolicy',
        'lambda:ListTags',
        ...extra,
      ],
      '*',
    ),
    deny(
      'NeverContent',
      [
        's3:GetObject*',
        's3:ListBucket*',
        'kms:Decrypt',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'sqs:ReceiveMessage',
        'secretsmanager:GetSecretValue',
        'secretsmanager:BatchGetSecretValue',
        'lambda:GetFunction',
      ],
      '*',
    ),
  );
}

/** A permission set's role as Identity Center creates it (rule E08). */
export function permissionSetRole(
  accountId: string,
  region: string,
  permissionSet: string,
  rights: { readonly attached?: readonly string[]; readonly inline?: PolicySource },
  used: string | null,
): RoleSource {
  return {
    name: permissionSetRoleName(accountId, permissionSet),
    path: `/aws-reserved/sso.amazonaws.com/${region}/`,
    created: '2022-05-03',
    used,
    trust: trust(
      { Federated: ssoProvider(accountId) },
      { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    ),
    ...(rights.attached && { attached: rights.attached }),
    ...(rights.inline && { inline: { AwsSSOInlinePolicy: rights.inline } }),
  };
}

export function permissionSetRoleName(accountId: string, permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_${fixedHex(`${accountId}/${permissionSet}`, 16)}`;
}

/** The SAML provider that Identity Center makes in each account. */
export function ssoProvider(accountId: string): string {
  return `arn:aws:iam::${accountId}:saml-provider/AWSSSO_${fixedHex(`sso/${accountId}`, 16)}_DO_NOT_DELETE`;
}

function serviceLinked(service: string, suffix: string, attached: string, used: string | null): RoleSource {
  return {
    name: `AWSServiceRoleFor${suffix}`,
    path: `/aws-service-role/${service}.amazonaws.com/`,
    created: '2020-01-20',
    used,
    trust: serviceTrust(service),
    attached: [attached],
  };
}

export const SUPPORT_ROLE = serviceLinked('support', 'Support', SUPPORT.arn, '2026-11-03');
export const TRUSTED_ADVISOR_ROLE = serviceLinked(
  'trustedadvisor',
  'TrustedAdvisor',
  TRUSTED_ADVISOR.arn,
  '2026-11-17',
);
export const ORGANIZATIONS_ROLE = serviceLinked(
  'organizations',
  'Organizations',
  ORGANIZATIONS_TRUST.arn,
  '2026-10-02',
);
export const DYNAMODB_REPLICATION_ROLE = serviceLinked(
  'replication.dynamodb',
  'DynamoDBReplication',
  DYNAMODB_REPLICATION.arn,
  '2026-11-17',
);
