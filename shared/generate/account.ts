import { makePrincipals, roleArns } from './principals.ts';
import {
  accountIds,
  type GenerateQuestion,
  type JsonObject,
  MANAGEMENT_ACCOUNT,
  ORGANIZATION_ID,
  REGIONS,
} from './profile.ts';
import { random } from './random.ts';
import { makeResources } from './resources.ts';

/** One account's snapshot: file name → text, as `readSnapshot` takes it. */
export interface GeneratedAccount {
  readonly accountId: string;
  readonly files: Readonly<Record<string, string>>;
}

const COLLECTED = '2026-01-31T02:00:00Z';

/** Realistic accounts of one customer, the analysed one first; the same question, the same bytes. */
export function generateAccounts(question: GenerateQuestion): readonly GeneratedAccount[] {
  const ids = accountIds(question.profile);
  return ids.map((accountId, place) => {
    const share = (total: number) => Math.floor(total / ids.length) + (place < total % ids.length ? 1 : 0);
    const dice = random(question.seed * 1000 + place);
    const principals = share(question.principals);
    const users = question.profile === 'templated' ? Math.floor(principals / 20) : Math.floor(principals / 3);
    const roles = roleArns(question.profile, accountId, principals - users);
    const resources = makeResources(dice, question.profile, accountId, share(question.resources), roles);
    const { details } = makePrincipals(
      dice,
      question.profile,
      accountId,
      roles.length,
      users,
      resources.map((r) => r.arn),
    );
    return {
      accountId,
      files: {
        'account.json': text({
          schemaVersion: 1,
          partition: 'aws',
          accountId,
          alias: `generated-${place}`,
          collectedAt: COLLECTED,
          regions: REGIONS,
          s3PublicAccessBlock: null,
          oidcProviders: [],
          notCollected: [],
        }),
        'authorization-details.json': text(details),
        'organization.json': text(organization(ids)),
        'resources.jsonl': resources.map((r) => `${JSON.stringify(r.line)}\n`).join(''),
      },
    };
  });
}

function text(value: JsonObject): string {
  return `${JSON.stringify(value)}\n`;
}

/** One organization over all of them: an SCP at the root and one at the unit, and an RCP. */
function organization(ids: readonly string[]): JsonObject {
  return {
    schemaVersion: 1,
    organizationId: ORGANIZATION_ID,
    managementAccountId: MANAGEMENT_ACCOUNT,
    collectedAt: COLLECTED,
    scope: 'organization',
    policies: [
      {
        id: 'p-FullAWSAccess',
        name: 'FullAWSAccess',
        type: 'SERVICE_CONTROL_POLICY',
        awsManaged: true,
        document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
      {
        id: 'p-regions01',
        name: 'regions',
        type: 'SERVICE_CONTROL_POLICY',
        document: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              NotAction: ['iam:*', 'sts:*', 's3:*', 'organizations:*'],
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': [...REGIONS] } },
            },
            {
              Effect: 'Deny',
              Action: ['kms:ScheduleKeyDeletion', 's3:PutAccountPublicAccessBlock'],
              Resource: '*',
              Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin/*' } },
            },
          ],
        },
      },
      {
        id: 'p-RCPFullAWSAccess',
        name: 'RCPFullAWSAccess',
        type: 'RESOURCE_CONTROL_POLICY',
        awsManaged: true,
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
        },
      },
      {
        id: 'p-perimeter1',
        name: 'perimeter',
        type: 'RESOURCE_CONTROL_POLICY',
        document: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: ['sqs:*', 'secretsmanager:*'],
              Resource: '*',
              Condition: {
                StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION_ID },
                BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
              },
            },
          ],
        },
      },
    ],
    root: {
      id: 'r-gen1',
      name: 'Root',
      serviceControlPolicies: ['p-FullAWSAccess'],
      resourceControlPolicies: ['p-RCPFullAWSAccess', 'p-perimeter1'],
      accounts: [
        {
          id: MANAGEMENT_ACCOUNT,
          name: 'management',
          status: 'ACTIVE',
          serviceControlPolicies: ['p-FullAWSAccess'],
          resourceControlPolicies: ['p-RCPFullAWSAccess'],
        },
      ],
      organizationalUnits: [
        {
          id: 'ou-gen1-workloads',
          name: 'Workloads',
          serviceControlPolicies: ['p-FullAWSAccess', 'p-regions01'],
          resourceControlPolicies: ['p-RCPFullAWSAccess'],
          accounts: ids.map((id) => ({
            id,
            name: id,
            status: 'ACTIVE',
            serviceControlPolicies: ['p-FullAWSAccess'],
            resourceControlPolicies: ['p-RCPFullAWSAccess'],
          })),
          organizationalUnits: [],
        },
      ],
    },
  };
}

export { type GenerateQuestion, PROFILES, type Profile } from './profile.ts';
