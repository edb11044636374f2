import type { Night } from '../authoring/account-source.ts';
import { allow, deny, type PolicySource, policy } from '../authoring/policy.ts';
import { NIGHTJAR_ACCOUNT, permissionSetRoleName } from '../authoring/standard-roles.ts';
import { fixedUuid } from '../authoring/unique-id.ts';
import { DEVELOPMENT, LONDON, MANAGEMENT, ORGANIZATION, PRODUCTION, roleArn, WAREHOUSE } from './names.ts';

/**
 * Larkspur's organization: root → Workloads → Production and Development, and Legacy. Its SCPs and RCPs, and the
 * people of Identity Center, as the organization link reads them.
 */
export function larkspurOrganization(night: Night): object {
  return {
    schemaVersion: 1,
    organizationId: ORGANIZATION,
    managementAccountId: MANAGEMENT,
    collectedAt: `${night}T02:10:00Z`,
    scope: 'organization',
    policies: [
      awsManaged('p-FullAWSAccess', 'FullAWSAccess', 'SERVICE_CONTROL_POLICY', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
      awsManaged('p-RCPFullAWSAccess', 'RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
      }),
      scp('p-guardtrail', 'guard-the-trail', GUARD_THE_TRAIL),
      scp('p-keepkeys', 'keep-keys', KEEP_KEYS),
      scp('p-keepsecrets', 'keep-secrets', keepSecrets(night)),
      scp('p-payouts', 'payouts-for-payouts-only', PAYOUTS_ONLY),
      scp('p-londononly', 'london-only', LONDON_ONLY),
      scp('p-sandbox', 'sandbox-services', SANDBOX_SERVICES),
      rcp('p-rcpinside', 'messages-and-secrets-stay-inside', STAY_INSIDE),
      rcp('p-rcpbuckets', 'buckets-stay-inside', BUCKETS_STAY_INSIDE),
      rcp('p-rcpassume', 'only-nightjar-assumes', ONLY_NIGHTJAR_ASSUMES),
    ],
    root: {
      id: 'r-lb01',
      name: 'Root',
      serviceControlPolicies: ['p-FullAWSAccess', 'p-guardtrail'],
      resourceControlPolicies: ['p-RCPFullAWSAccess', 'p-rcpinside'],
      accounts: [account(MANAGEMENT, 'larkspur-management', ['p-FullAWSAccess'])],
      organizationalUnits: [
        {
          id: 'ou-lb01-workload',
          name: 'Workloads',
          serviceControlPolicies: ['p-FullAWSAccess', 'p-keepkeys', 'p-keepsecrets'],
          resourceControlPolicies: ['p-RCPFullAWSAccess'],
          accounts: [],
          organizationalUnits: [
            {
              id: 'ou-lb01-producti',
              name: 'Production',
              serviceControlPolicies: ['p-FullAWSAccess'],
              resourceControlPolicies: ['p-RCPFullAWSAccess'],
              accounts: [account(PRODUCTION, 'larkspur-production', ['p-FullAWSAccess', 'p-payouts'])],
              organizationalUnits: [],
            },
            {
              id: 'ou-lb01-developm',
              name: 'Development',
              serviceControlPolicies: ['p-FullAWSAccess', 'p-londononly'],
              resourceControlPolicies: ['p-RCPFullAWSAccess'],
              // No FullAWSAccess: what sandbox-services does not list is closed (rule D04).
              accounts: [account(DEVELOPMENT, 'larkspur-development', ['p-sandbox'], ['p-rcpbuckets', 'p-rcpassume'])],
              organizationalUnits: [],
            },
          ],
        },
        {
          id: 'ou-lb01-legacy01',
          name: 'Legacy',
          serviceControlPolicies: ['p-FullAWSAccess'],
          resourceControlPolicies: ['p-RCPFullAWSAccess'],
          accounts: [account(WAREHOUSE, 'larkspur-warehouse', ['p-FullAWSAccess'])],
          organizationalUnits: [],
        },
      ],
    },
  };
}

const GUARD_THE_TRAIL = policy(
  deny(
    'KeepTheTrailAndTheAccount',
    ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'organizations:LeaveOrganization'],
    '*',
  ),
);

/** Nobody in a workload account makes data unreadable by way of its key. */
const KEEP_KEYS = policy(deny('KeepKeys', ['kms:ScheduleKeyDeletion', 'kms:Disable*', 'kms:Delete*'], '*'));

/** Edited between the nights: `DeleteSecret` was taken out "for the clean-up sprint". */
function keepSecrets(night: Night): PolicySource {
  const deletes = night === '2026-11-18' ? ['secretsmanager:DeleteSecret'] : [];
  return policy(deny('KeepSecrets', [...deletes, 'secretsmanager:RemoveRegionsFromReplication'], '*'));
}

/** The payouts table is for the service that pays out, whatever IAM says (rule D05). */
const PAYOUTS_ONLY = policy(
  deny(
    'PayoutsTable',
    'dynamodb:*',
    [
      `arn:aws:dynamodb:${LONDON}:${PRODUCTION}:table/payouts`,
      `arn:aws:dynamodb:${LONDON}:${PRODUCTION}:table/payouts/*`,
    ],
    { ArnNotEquals: { 'aws:PrincipalArn': roleArn(PRODUCTION, 'payouts-service') } },
  ),
);

const LONDON_ONLY = policy(
  deny('LondonOnly', ['dynamodb:*', 'lambda:*', 'sns:*', 'sqs:*'], '*', {
    StringNotEquals: { 'aws:RequestedRegion': LONDON },
  }),
);

/** An allow-list in place of FullAWSAccess: no Secrets Manager in development. */
const SANDBOX_SERVICES = policy(
  allow(
    'SandboxServices',
    [
      'cloudwatch:*',
      'codebuild:*',
      'dynamodb:*',
      'iam:*',
      'kms:*',
      'lambda:*',
      'logs:*',
      's3:*',
      'sns:*',
      'sqs:*',
      'sts:*',
    ],
    '*',
  ),
);

/** `sns:*` stands here in vain: RCPs do not bind SNS (rule D16). */
const STAY_INSIDE = rcpDeny('OutsidersKeepOut', ['kms:*', 'secretsmanager:*', 'sns:*', 'sqs:*'], {
  'aws:PrincipalOrgID': ORGANIZATION,
});

const BUCKETS_STAY_INSIDE = rcpDeny('OutsidersKeepOutOfBuckets', ['s3:*'], { 'aws:PrincipalOrgID': ORGANIZATION });

const ONLY_NIGHTJAR_ASSUMES = rcpDeny('OutsidersDoNotAssume', ['sts:AssumeRole'], {
  'aws:PrincipalOrgID': ORGANIZATION,
  'aws:PrincipalAccount': NIGHTJAR_ACCOUNT,
});

/** Denies whoever is neither `exempt` nor an AWS service (rule D21). */
function rcpDeny(Sid: string, Action: readonly string[], exempt: Readonly<Record<string, string>>): PolicySource {
  return policy({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: exempt,
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  });
}

type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

function awsManaged(id: string, name: string, type: PolicyType, document: PolicySource) {
  return { id, name, type, awsManaged: true, document };
}

function scp(id: string, name: string, document: PolicySource) {
  return { id, name, type: 'SERVICE_CONTROL_POLICY', awsManaged: false, document };
}

function rcp(id: string, name: string, document: PolicySource) {
  return { id, name, type: 'RESOURCE_CONTROL_POLICY', awsManaged: false, document };
}

function account(id: string, name: string, scps: readonly string[], rcps: readonly string[] = []) {
  return {
    id,
    name,
    status: 'ACTIVE',
    serviceControlPolicies: scps,
    resourceControlPolicies: ['p-RCPFullAWSAccess', ...rcps],
  };
}

/** Who holds which permission set where. */
export function larkspurIdentityCenter(): object {
  const sets = {
    Administrator: 'AdministratorAccess',
    Developer: 'DeveloperAccess',
    Auditor: 'AuditorAccess',
  } as const;
  const instance = 'ssoins-7535b9f0c2d14e68';
  const setArn = (name: string) =>
    `arn:aws:sso:::permissionSet/${instance}/ps-${fixedUuid(`ps/${name}`).replaceAll('-', '').slice(0, 16)}`;
  const user = (userName: string) => ({ userId: fixedUuid(`sso-user/${userName}`), userName });
  const users = ['maggie.thorn', 'oscar.reeve', 'priya.nair', 'quentin.ash', 'ruth.bell', 'sam.dale'].map(user);
  const member = (...names: string[]) => users.filter((one) => names.includes(one.userName)).map((one) => one.userId);
  const group = (displayName: string, ...names: string[]) => ({
    groupId: fixedUuid(`sso-group/${displayName}`),
    displayName,
    memberIds: member(...names),
  });
  const groups = {
    platform: group('Platform', 'maggie.thorn', 'oscar.reeve'),
    shop: group('Shop Developers', 'priya.nair', 'quentin.ash', 'sam.dale'),
    audit: group('Audit', 'ruth.bell'),
  };
  const assigned = (set: string, accountId: string, groupId: string) => ({
    permissionSetArn: setArn(set),
    accountId,
    principalType: 'GROUP',
    principalId: groupId,
  });
  const roleOf = (accountId: string, set: string) =>
    roleArn(accountId, `aws-reserved/sso.amazonaws.com/${LONDON}/${permissionSetRoleName(accountId, set)}`);
  return {
    schemaVersion: 1,
    instanceArn: `arn:aws:sso:::instance/${instance}`,
    identityStoreId: 'd-9c67a1e04b',
    permissionSets: [
      {
        permissionSetArn: setArn(sets.Administrator),
        name: sets.Administrator,
        roleArns: [MANAGEMENT, PRODUCTION, DEVELOPMENT].map((id) => roleOf(id, sets.Administrator)),
      },
      {
        permissionSetArn: setArn(sets.Developer),
        name: sets.Developer,
        roleArns: [PRODUCTION, DEVELOPMENT].map((id) => roleOf(id, sets.Developer)),
      },
      {
        permissionSetArn: setArn(sets.Auditor),
        name: sets.Auditor,
        roleArns: [MANAGEMENT, PRODUCTION].map((id) => roleOf(id, sets.Auditor)),
      },
    ],
    assignments: [
      ...[MANAGEMENT, PRODUCTION, DEVELOPMENT].map((id) => assigned(sets.Administrator, id, groups.platform.groupId)),
      ...[PRODUCTION, DEVELOPMENT].map((id) => assigned(sets.Developer, id, groups.shop.groupId)),
      ...[MANAGEMENT, PRODUCTION].map((id) => assigned(sets.Auditor, id, groups.audit.groupId)),
    ],
    groups: [groups.platform, groups.shop, groups.audit],
    users,
  };
}
