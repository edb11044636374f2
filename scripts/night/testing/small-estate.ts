import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An account of the small estate: its users, each allowed to read one bucket. */
export interface SmallAccount {
  readonly accountId: string;
  readonly users: readonly string[];
}

/** Reads through the role of this name, whose external id is `external-<account>`. */
const ROLE = 'nightjar/ReadOnly';

/** A snapshot folder: as little as an account can be and still have an answer. */
export function writeSnapshot(folder: string, { accountId, users }: SmallAccount, collectedAt: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), `${JSON.stringify(value)}\n`);
  const bucket = `arn:aws:s3:::data-of-${accountId}`;
  write('account.json', {
    schemaVersion: 1,
    partition: 'aws',
    accountId,
    alias: null,
    collectedAt,
    regions: ['eu-west-1'],
    collectedTypes: ['AWS::S3::Bucket'],
  });
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` }],
  };
  write('authorization-details.json', {
    UserDetailList: users.map((name, at) => ({
      Path: '/',
      UserName: name,
      UserId: `AIDA${accountId}${at}`,
      Arn: `arn:aws:iam::${accountId}:user/${name}`,
      CreateDate: '2025-01-01T00:00:00Z',
      GroupList: [],
      AttachedManagedPolicies: [],
      UserPolicyList: [{ PolicyName: 'read', PolicyDocument: document }],
      Tags: [],
    })),
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  });
  write('resources.jsonl', {
    arn: bucket,
    type: 'AWS::S3::Bucket',
    region: 'eu-west-1',
    name: `data-of-${accountId}`,
    tags: {},
    policy: null,
  });
}

/** An estate of one customer whose accounts have one snapshot each. */
export function writeEstate(
  folder: string,
  accounts: readonly SmallAccount[],
  more: { readonly date?: string; readonly customers?: readonly unknown[] } = {},
): void {
  const date = more.date ?? '2026-11-18';
  for (const account of accounts) writeSnapshot(join(folder, account.accountId), account, `${date}T02:00:00Z`);
  const customer = customerOf(
    'C000001',
    accounts.map(({ accountId }) => accountId),
    date,
  );
  mkdirSync(folder, { recursive: true });
  const estate = { schemaVersion: 1, customers: [customer, ...(more.customers ?? [])] };
  writeFileSync(join(folder, 'estate.json'), JSON.stringify(estate));
}

/** A customer of an `estate.json` over accounts whose snapshots lie beside it. */
export function customerOf(id: string, accountIds: readonly string[], date = '2026-11-18') {
  return {
    id,
    name: `customer ${id}`,
    timeZone: 'Europe/London',
    reportTime: '06:00',
    accounts: accountIds.map((accountId) => ({
      accountId,
      roleArn: `arn:aws:iam::${accountId}:role/${ROLE}`,
      externalId: `external-${accountId}`,
      snapshots: { [date]: accountId },
    })),
  };
}
