import { describe, expect, test } from 'vitest';
import { TABLES, type Table } from '../../contract/object-keys.ts';
import { writeInMemory } from '../testing/memory-run.ts';
import { smallWorld } from '../testing/small-world.ts';
import type { PrincipalRow, ResourceRow } from '../view/rows.ts';
import {
  principalAccessTable,
  principalsTable,
  resourceAccessTable,
  resourcesTable,
  type TablesInput,
} from './tables.ts';

/** The columns as the contract lists them, in its order. */
const COLUMNS: Readonly<Record<Table, string>> = {
  principals:
    'analysis_time, principal_name, principal_arn, principal_type, principal_is_iam_admin, principal_last_used, principal_tag_business_unit, principal_tag_environment, principal_tag_used_by, principal_tags, password_last_used, password_last_rotated, password_state, access_key_1_last_used, access_key_1_last_rotated, access_key_1_state, access_key_2_last_used, access_key_2_last_rotated, access_key_2_state',
  resources:
    'analysis_time, resource_name, resource_arn, resource_type, resource_tag_business_unit, resource_tag_environment, resource_tag_owner, resource_tag_confidentiality, resource_tag_integrity, resource_tag_availability, resource_tags',
  'principal-access-summaries':
    'analysis_time, principal_name, principal_arn, principal_type, principal_tags, service_name, access_capability, resource_arn',
  'resource-access-summaries':
    'analysis_time, service_name, resource_name, resource_arn, access_capability, principal_type, principal_name, principal_arn, resource_tag_confidentiality',
};

const ACCOUNT = '111122223333';

const ALICE: PrincipalRow = {
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  type: 'user',
  name: 'alice',
  accountId: ACCOUNT,
  tags: { BusinessUnit: 'shop', environment: 'prod', 'Used-By': 'people, machines' },
  lastUsedAt: '2026-11-19T08:00:00Z',
  credentials: {
    password: { enabled: true, lastUsedAt: null, lastChangedAt: '2026-01-02T03:04:05Z' },
    mfa: true,
    accessKeys: [
      { active: false, lastRotatedAt: '2024-01-01T00:00:00Z', lastUsedAt: null },
      { active: false, lastRotatedAt: null, lastUsedAt: null },
    ],
  },
  isAdmin: false,
  canBecomeAdmin: null,
};
const APP: PrincipalRow = {
  arn: `arn:aws:iam::${ACCOUNT}:role/app`,
  type: 'role',
  name: 'app',
  accountId: ACCOUNT,
  isAdmin: true,
  canBecomeAdmin: null,
};
const OUTSIDER: PrincipalRow = {
  arn: 'arn:aws:iam::777788889999:root',
  type: 'account',
  name: '777788889999',
  accountId: '777788889999',
  isAdmin: false,
  canBecomeAdmin: null,
};
const BUCKET: ResourceRow = {
  arn: 'arn:aws:s3:::data',
  type: 'AWS::S3::Bucket',
  name: '=data',
  accountId: ACCOUNT,
  region: null,
  tags: { owner: '"x"' },
  classification: { confidentiality: 'high', integrity: null, availability: null },
  exposure: 'private',
  exposedTo: null,
};

function input(more: Partial<TablesInput> = {}): TablesInput {
  return {
    analysisTime: '2026-11-20T06:00:00Z',
    accountId: ACCOUNT,
    principals: [APP, ALICE, OUTSIDER],
    resources: [BUCKET],
    accessLines: () => [],
    ...more,
  };
}

const WRITERS = {
  principals: principalsTable,
  resources: resourcesTable,
  'principal-access-summaries': principalAccessTable,
  'resource-access-summaries': resourceAccessTable,
} as const;

/** The records of a table without its header, and how many rows it counts. */
function check(table: Table, of: TablesInput): { readonly records: readonly string[]; readonly rows: number } {
  const file = WRITERS[table](table, of);
  const [, ...records] = [...file.chunks].join('').split('\r\n').slice(0, -1);
  return { records, rows: file.rows() };
}

function line(principal: PrincipalRow, resourceArn: string | null, capability: 'read-data' | 'write-data') {
  return {
    principalArn: principal.arn,
    principalType: principal.type,
    resourceArn,
    resourceType: resourceArn === null ? null : 'AWS::S3::Bucket',
    service: 's3',
    capability,
    verdict: 'allowed',
    terms: [],
    moreTerms: 0,
    canGrantItself: [],
  } as const;
}

const TIME = '2026-11-20T06:00:00.000000+00:00';

describe('the tables', () => {
  test.each(TABLES)('%s has the contract’s columns in its order', (table) => {
    const [header] = [...WRITERS[table](table, input()).chunks].join('').split('\r\n');
    expect(header).toBe(COLUMNS[table].replaceAll(', ', ','));
  });

  test('principals: users and roles alone; tags by name however written; a key that never was is blank', () => {
    const tags = '"{""BusinessUnit"":""shop"",""Used-By"":""people, machines"",""environment"":""prod""}"';
    expect(check('principals', input()).records).toEqual([
      `${TIME},app,${APP.arn},IAMRole,True,,,,,{},,,,,,,,,`,
      `${TIME},alice,${ALICE.arn},IAMUser,False,2026-11-19T08:00:00.000000+00:00,shop,prod,"people, machines",${tags},,2026-01-02T03:04:05.000000+00:00,Enabled,,2024-01-01T00:00:00.000000+00:00,Disabled,,,`,
    ]);
  });

  test('resources: of the account alone; a name that a spreadsheet would run is escaped', () => {
    const foreign = { ...BUCKET, arn: 'arn:aws:s3:::other', accountId: '777788889999' };
    expect(check('resources', input({ resources: [BUCKET, foreign] })).records).toEqual([
      `${TIME},'=data,arn:aws:s3:::data,AWS::S3::Bucket,,,"""x""",high,,,"{""owner"":""\\""x\\""""}"`,
    ]);
  });

  test('principal access: a blank resource is the whole service; others than users and roles are left out', () => {
    const accessLines = () => [
      line(ALICE, null, 'read-data'),
      line(APP, BUCKET.arn, 'write-data'),
      line(OUTSIDER, BUCKET.arn, 'read-data'),
    ];
    const { records, rows } = check('principal-access-summaries', input({ accessLines }));
    expect(rows).toBe(2);
    expect(records.map((record) => record.split(',').slice(-3).join())).toEqual([
      'S3,read-data,',
      `S3,write-data,${BUCKET.arn}`,
    ]);
  });

  test('resource access: sorted by resource, capability and principal', () => {
    const accessLines = () => [
      line(APP, BUCKET.arn, 'write-data'),
      line(ALICE, BUCKET.arn, 'write-data'),
      line(APP, BUCKET.arn, 'read-data'),
      line(APP, null, 'read-data'),
    ];
    expect(check('resource-access-summaries', input({ accessLines })).records).toEqual([
      `${TIME},S3,'=data,${BUCKET.arn},read-data,IAMRole,app,${APP.arn},high`,
      `${TIME},S3,'=data,${BUCKET.arn},write-data,IAMRole,app,${APP.arn},high`,
      `${TIME},S3,'=data,${BUCKET.arn},write-data,IAMUser,alice,${ALICE.arn},high`,
    ]);
  });

  test('of a run: every row of access of a user or role on a resource of the account stands in both summaries', () => {
    const { tables } = writeInMemory(smallWorld());
    const text = (table: Table) => [...tables].find(([name]) => name.includes(`/${table}.`))?.[1] ?? '';
    const records = (table: Table) => text(table).split('\r\n').slice(1, -1);
    const byPrincipal = records('principal-access-summaries')
      .filter((record) => !record.endsWith(','))
      .map((record) => record.split(','));
    const byResource = records('resource-access-summaries').map((record) => record.split(','));
    const pairs = (rows: readonly string[][], principal: number, capability: number, resource: number) =>
      rows
        .map((cells) => [cells.at(principal), cells.at(capability), cells.at(resource)].join(' '))
        .filter((pair) => pair.includes(`::${ACCOUNT}:`))
        .sort();
    // Tags of principals hold commas: these rows are read from their end.
    expect(pairs(byPrincipal, 2, -2, -1).filter((pair) => !pair.includes('444455556666'))).toEqual(
      pairs(byResource, 7, 4, 3).filter((pair) => !pair.includes('444455556666')),
    );
    expect(byResource.length).toBeGreaterThan(50);
  });
});
