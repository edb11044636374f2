import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { newestSnapshot } from '../../shared/account/estate.ts';
import type { Account } from '../../shared/account/model.ts';
import { organizationSchema } from '../../shared/account/schema/organization.ts';
import { readEstate, readInput } from '../snapshot/read.ts';
import { NIGHTS, type Night } from './authoring/account-source.ts';
import { ESTATE_FOLDER, HAND_WRITTEN } from './build.ts';
import { estateFiles } from './estate-files.ts';

const estate = await readEstate(ESTATE_FOLDER);

/** Every account of the estate on one night, as the product reads it. */
async function accountsOn(night: Night): Promise<readonly Account[]> {
  const read: Account[] = [];
  for (const { accounts, organizationLink } of estate.customers) {
    const pinned = organizationLink && newestSnapshot(organizationLink.snapshots, night);
    for (const { snapshots } of accounts) {
      const snapshot = newestSnapshot(snapshots, night);
      if (snapshot === null) throw new Error(`no snapshot at or before ${night}`);
      read.push(
        await readInput(join(ESTATE_FOLDER, snapshot.folder), pinned ? join(ESTATE_FOLDER, pinned.folder) : null),
      );
    }
  }
  return read;
}

const nights = new Map(await Promise.all(NIGHTS.map(async (night) => [night, await accountsOn(night)] as const)));
const firstNight = nights.get(NIGHTS[0]) ?? [];

test('the committed folder is what the source produces, file for file', () => {
  const found = readdirSync(ESTATE_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ESTATE_FOLDER, join(entry.parentPath, entry.name)))
    .filter((path) => path !== HAND_WRITTEN);
  const files = estateFiles();
  expect(found.sort()).toEqual([...files.keys()].sort());
  for (const [path, text] of files) expect(readFileSync(join(ESTATE_FOLDER, path), 'utf8'), path).toBe(text);
});

test('two customers: three accounts in an organization read through its link, and one that stands alone', () => {
  expect(estate.customers.map(({ accounts }) => accounts.length)).toEqual([3, 1]);
  expect(estate.customers.map(({ organizationLink }) => organizationLink !== undefined)).toEqual([true, false]);
  expect(new Set(estate.customers.map(({ timeZone }) => timeZone)).size).toBe(2);
  for (const night of NIGHTS) {
    const file = join(ESTATE_FOLDER, `larkspur-organization/${night}/organization.json`);
    expect(existsSync(file)).toBe(true);
    expect(organizationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).root.organizationalUnits).toHaveLength(2);
  }
});

test('at least 60 principals of every kind', () => {
  const users = firstNight.flatMap((account) => account.users);
  const groups = firstNight.flatMap((account) => account.groups);
  const roles = firstNight.flatMap((account) => account.roles);
  expect(users.length + roles.length).toBeGreaterThanOrEqual(60);
  const trusts = (text: string) => roles.filter((role) => JSON.stringify(role.trustPolicy).includes(text)).length;
  const kinds = {
    users: users.length,
    groups: groups.length,
    serviceRoles: trusts('lambda.amazonaws.com'),
    serviceLinked: roles.filter((role) => role.serviceLinked).length,
    oidc: trusts(':oidc-provider/'),
    saml: trusts(':saml-provider/Okta'),
    identityCenter: roles.filter((role) => role.name.startsWith('AWSReservedSSO_')).length,
    bounded: [...users, ...roles].filter((one) => one.permissionsBoundary !== null).length,
  };
  for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(0);
});

test('at least 80 resources over seven services, IAM aside', () => {
  const resources = firstNight.flatMap((account) => account.resources);
  expect(resources.length).toBeGreaterThanOrEqual(80);
  expect(new Set(resources.map((resource) => resource.arn)).size).toBe(resources.length);
  expect([...new Set(resources.map((resource) => resource.type))].sort()).toEqual([
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::Lambda::Function',
    'AWS::S3::Bucket',
    'AWS::SNS::Topic',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
  ]);
});

test('nothing is missing but what the story says: one deleted policy, and no Identity Center at Heron', () => {
  for (const [night, accounts] of nights) {
    const gaps = accounts.flatMap(({ accountId, gaps }) =>
      gaps.map(({ code, subject }) => `${accountId} ${code} ${subject}`),
    );
    expect(gaps.sort(), night).toEqual([
      '110000000002 policy-missing arn:aws:iam::110000000002:policy/WarehousePicker',
      '220000000001 not-collected identity-center.json',
    ]);
  }
});

test('every policy is read in full: no statement is left open', () => {
  for (const accounts of nights.values()) {
    const text = JSON.stringify(accounts.map((account) => [account, [...account.managedPolicies.values()]]));
    expect(text.split('"issues":[]').length).toBeGreaterThan(100);
    expect(text.match(/"issues":\[\{[^\]]*\]/g)).toBeNull();
  }
});

test('the nights differ in production and at Heron only', () => {
  const differing = Object.entries(Object.fromEntries(estateFiles()))
    .filter(([path]) => path.includes(NIGHTS[0]))
    .filter(([path, text]) => {
      const next = estateFiles().get(path.replace(NIGHTS[0], NIGHTS[1])) ?? '';
      return text.replaceAll(NIGHTS[0], '') !== next.replaceAll(NIGHTS[1], '');
    })
    .map(([path]) => path.replace(`/${NIGHTS[0]}/`, '/'));
  expect(differing.sort()).toEqual([
    'heron-analytics/resources.jsonl',
    'larkspur-organization/organization.json',
    'larkspur-production/authorization-details.json',
    'larkspur-production/credential-report.json',
    'larkspur-production/resources.jsonl',
  ]);
});
