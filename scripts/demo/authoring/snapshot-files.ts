import type { AccountSource, KeySource, Night, UserSource } from './account-source.ts';
import { authorizationDetails, dayTime, iamArn } from './authorization-details.ts';

/** The files of an account's snapshot folder, by name. */
export function snapshotFiles(account: AccountSource, night: Night): Map<string, string> {
  return new Map([
    ['account.json', json(accountFile(account, night))],
    ['authorization-details.json', json(authorizationDetails(account))],
    ['credential-report.json', json(credentialReport(account, night))],
    ['last-accessed.jsonl', lines(lastAccessed(account))],
    ['resources.jsonl', lines([...account.resources].sort((a, b) => (a.arn < b.arn ? -1 : 1)))],
  ]);
}

/** Indented, for people who look into the folder. */
export function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function lines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Types that the collector read in full, also where it found none. */
export const COLLECTED_TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
] as const;

/** Lake Formation as it is where nobody turned it on: IAM decides (rule K10). */
const LAKE_FORMATION_UNUSED = {
  dataLakeAdmins: [],
  createTableDefaultPermissions: [
    { principal: { dataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, permissions: ['ALL'] },
  ],
};

function accountFile(account: AccountSource, night: Night): object {
  const byRegion = (value: unknown) => Object.fromEntries(account.regions.map((region) => [region, value]));
  return {
    schemaVersion: 1,
    partition: 'aws',
    accountId: account.accountId,
    alias: account.alias,
    collectedAt: `${night}T02:20:00Z`,
    regions: account.regions,
    collectedTypes: COLLECTED_TYPES,
    ...account.facts,
    resourceShares: [],
    vpcEndpoints: [],
    eksAccessEntries: [],
    ebsSnapshotBlockPublicAccess: byRegion('block-all-sharing'),
    imageBlockPublicAccess: byRegion('block-new-sharing'),
    lakeFormationSettings: byRegion(LAKE_FORMATION_UNUSED),
    notCollected: [],
  };
}

function credentialReport(account: AccountSource, night: Night): object {
  const root = {
    user: '<root_account>',
    arn: `arn:aws:iam::${account.accountId}:root`,
    userCreationTime: '2021-03-01T09:30:00Z',
    passwordEnabled: 'not_supported',
    passwordLastUsed: '2025-12-02T09:30:00Z',
    passwordLastChanged: 'not_supported',
    passwordNextRotation: 'not_supported',
    mfaActive: true,
    ...keyColumns([]),
  };
  return {
    schemaVersion: 1,
    generatedTime: `${night}T02:15:00Z`,
    entries: [root, ...account.users.map((user) => credentialEntry(account, user))],
  };
}

function credentialEntry(account: AccountSource, user: UserSource): object {
  const { password } = user;
  return {
    user: user.name,
    arn: iamArn(account, 'user', user),
    userCreationTime: dayTime(user.created),
    passwordEnabled: password !== undefined,
    passwordLastUsed:
      password === undefined ? 'N/A' : password.used === null ? 'no_information' : dayTime(password.used),
    passwordLastChanged: password === undefined ? 'N/A' : dayTime(password.changed),
    passwordNextRotation: 'N/A',
    mfaActive: password?.mfa ?? false,
    ...keyColumns(user.keys ?? []),
  };
}

function keyColumns(keys: readonly KeySource[]): Record<string, unknown> {
  return Object.fromEntries(
    [1, 2].flatMap((number) => {
      const key = keys[number - 1];
      return [
        [`accessKey${number}Active`, key?.active ?? false],
        [`accessKey${number}LastRotated`, key ? dayTime(key.rotated) : 'N/A'],
        [`accessKey${number}LastUsedDate`, key?.used ? dayTime(key.used.on) : 'N/A'],
        [`accessKey${number}LastUsedRegion`, key?.used?.region ?? 'N/A'],
        [`accessKey${number}LastUsedService`, key?.used?.service ?? 'N/A'],
      ];
    }),
  );
}

/** Service level, for the principals whose use the account says: what their keys and roles last did. */
function lastAccessed(account: AccountSource): readonly object[] {
  const entries: { arn: string; servicesLastAccessed: object[] }[] = [];
  for (const user of account.users) {
    const used = (user.keys ?? []).flatMap((key) => (key.used ? [key.used] : []));
    if (used.length > 0) {
      entries.push({
        arn: iamArn(account, 'user', user),
        servicesLastAccessed: used.map(({ on, service }) => ({
          serviceNamespace: service,
          lastAuthenticated: dayTime(on),
        })),
      });
    }
  }
  for (const role of account.roles) {
    const services = Object.entries(role.lastAccessed ?? {});
    if (services.length > 0) {
      entries.push({
        arn: iamArn(account, 'role', role),
        servicesLastAccessed: services.map(([serviceNamespace, day]) => ({
          serviceNamespace,
          lastAuthenticated: day === null ? null : dayTime(day),
        })),
      });
    }
  }
  return entries.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
