import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NIGHTS, type Night } from './authoring/account-source.ts';
import { iamArn } from './authoring/authorization-details.ts';
import { ACCOUNTS } from './estate-files.ts';
import { type ExpectedRow, ofRun, readExpected } from './expected.ts';

const expected = readExpected();

/** Every ARN of a user, role or resource that is there on a night, and the accounts' roots. */
function arnsOn(night: Night): ReadonlySet<string> {
  const arns = new Set<string>();
  for (const source of Object.values(ACCOUNTS)) {
    const account = source(night);
    for (const user of account.users) arns.add(iamArn(account, 'user', user));
    for (const role of account.roles) arns.add(iamArn(account, 'role', role));
    for (const managed of account.policies) arns.add(managed.arn);
    for (const resource of account.resources) arns.add(resource.arn);
    arns.add(`arn:aws:iam::${account.accountId}:root`);
  }
  return arns;
}

const arns = new Map(NIGHTS.map((night) => [night, arnsOn(night)] as const));
const nightsOf = (night: Night | 'both') => (night === 'both' ? NIGHTS : [night]);
const there = (night: Night | 'both', arn: string) => nightsOf(night).every((one) => arns.get(one)?.has(arn));
const absences = expected.rows.filter((row) => row.verdict === 'never');
const presences = expected.rows.filter((row) => row.verdict !== 'never');

test('at least 30 expected rows and 15 expected absences', () => {
  expect(presences.length).toBeGreaterThanOrEqual(30);
  expect(absences.length).toBeGreaterThanOrEqual(15);
  expect(new Set(expected.rows.map(({ id }) => id)).size).toBe(expected.rows.length);
});

test('every row speaks of things that are in the estate, so that no absence holds for a misspelling', () => {
  const read = new Set(['user', 'role', 'root']);
  const gone = 'arn:aws:iam::110000000002:role/catalogue-migration';
  const strangers = expected.rows.filter(
    (row) =>
      (read.has(row.principalType) && row.principalArn !== gone && !there(row.night, row.principalArn)) ||
      (row.resourceArn !== null && !there(row.night, row.resourceArn)) ||
      (row.path ?? []).some((role) => !there(row.night, role)),
  );
  expect(strangers.map(({ id }) => id)).toEqual([]);
});

test('every row lies in the run of its principal’s or its resource’s account', () => {
  const accountIn = (arn: string) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
  const owners = new Map(
    Object.values(ACCOUNTS).flatMap((source) => {
      const account = source(NIGHTS[0]);
      return account.resources.map(({ arn }) => [arn, account.accountId] as const);
    }),
  );
  const ownerOf = (row: ExpectedRow) =>
    row.resourceArn === null ? undefined : (owners.get(row.resourceArn) ?? accountIn(row.resourceArn));
  const misplaced = expected.rows.filter(
    (row) => row.accountId !== ownerOf(row) && row.accountId !== accountIn(row.principalArn),
  );
  expect(misplaced.map(({ id }) => id)).toEqual([]);
});

test('a service-level row names its service, and no other does', () => {
  for (const row of expected.rows) expect(row.service === undefined, row.id).toBe(row.resourceArn !== null);
});

test('findings are of the types that the file explains, each once a night, on what is in the estate', () => {
  const keys = expected.findings.flatMap(({ night, accountId, type, subject }) =>
    nightsOf(night).map((one) => `${one} ${accountId} ${type} ${subject}`),
  );
  expect(new Set(keys).size).toBe(keys.length);
  for (const { night, type, subject } of expected.findings) {
    expect(expected.findingTypes, type).toHaveProperty(type);
    expect(there(night, subject), subject).toBe(true);
  }
  const used = new Set(expected.findings.map(({ type }) => type));
  expect(Object.keys(expected.findingTypes).filter((type) => !used.has(type))).toEqual([]);
});

test('what changes agrees with what is expected of the two nights', () => {
  for (const change of expected.changes.filter(({ of }) => of === 'access')) {
    const rows = expected.rows.filter(
      (row) =>
        row.principalArn === change.subject &&
        row.resourceArn === change.resourceArn &&
        row.capability === change.capability,
    );
    for (const row of rows) {
      const gone = row.night === NIGHTS[change.kind === 'removed' ? 1 : 0];
      expect(row.verdict === 'never', `${row.id}: ${change.kind}`).toBe(gone);
    }
  }
  const [first = [], second = []] = NIGHTS.map((night) =>
    expected.findings.filter((finding) => nightsOf(finding.night).includes(night)).map(keyOf),
  );
  const findings = (kind: string) =>
    expected.changes.filter((change) => change.of === 'finding' && change.kind === kind).map(keyOfChange);
  expect(findings('added').sort()).toEqual(second.filter((key) => !first.includes(key)).sort());
  expect(findings('removed').sort()).toEqual(first.filter((key) => !second.includes(key)).sort());
});

function keyOf({ type, subject }: { type: string; subject: string }): string {
  return `${type} ${subject}`;
}

function keyOfChange({ findingType, subject }: { findingType?: string | undefined; subject: string }): string {
  return `${findingType} ${subject}`;
}

describe('ofRun', () => {
  test('takes the rows of one run: of its night or of both', () => {
    const run = { night: '2026-11-18', customerId: 'C000002', accountId: '220000000001' } as const;
    const rows = ofRun(expected.rows, run);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.accountId).toBe(run.accountId);
      expect(row.night).not.toBe('2026-11-19');
    }
    expect(ofRun(expected.rows, { ...run, customerId: 'C000001' })).toEqual([]);
  });
});

test('the README names every mistake’s place: each finding’s subject stands in it', () => {
  const readme = join(import.meta.dirname, 'README.md');
  expect(existsSync(readme)).toBe(true);
  const text = readFileSync(readme, 'utf8');
  const names = expected.findings.map(
    ({ subject }) =>
      subject
        .split(/[:/]/)
        .at(-1)
        ?.replace(/_[0-9a-f]{16}$/, '') ?? '',
  );
  const unnamed = names.filter((name) => !/^[0-9a-f-]{36}$/.test(name) && !text.includes(name));
  expect(unnamed).toEqual([]);
});
