import { describe, expect, test } from 'vitest';
import { accountJson, OTHER, OWN, role, snapshotOf, user } from '../account/testing/fixtures.ts';
import type { Manifest } from './manifest.ts';
import { opened, runOf, writeInMemory } from './testing/memory-run.ts';
import { arnOf, smallWorld } from './testing/small-world.ts';
import type { PrincipalRow, ResourceRow } from './view/rows.ts';

const run = runOf(...smallWorld());

function principal(arn: string): PrincipalRow | undefined {
  return run.principals().find((row) => row.arn === arn);
}

function resource(arn: string): ResourceRow | undefined {
  return run.resources().find((row) => row.arn === arn);
}

describe('principals.jsonl', () => {
  test('every user, role and the root user of the account, whoever else has a row, and nobody twice', () => {
    const arns = run.principals().map(({ arn }) => arn);
    expect(arns).toEqual([...new Set(arns)].sort());
    const withRows = new Set([...run.accessLines()].map(({ principalArn }) => principalArn));
    expect([...withRows].filter((arn) => !arns.includes(arn))).toEqual([]);
    expect(arns).toEqual(expect.arrayContaining([arnOf.user('erin'), arnOf.role('app'), `arn:aws:iam::${OWN}:root`]));
  });

  test.each([
    ['a user without any access', arnOf.user('erin'), { type: 'user', name: 'erin', accountId: OWN }],
    [
      'a role of another account that was read',
      arnOf.role('deep', OTHER),
      { type: 'role', name: 'deep', accountId: OTHER },
    ],
    [
      'an account that was not read',
      'arn:aws:iam::777788889999:root',
      { type: 'account', name: '777788889999', isAdmin: false },
    ],
    ['anonymous callers', 'anonymous', { type: 'anonymous', accountId: null, isAdmin: false }],
  ])('%s', (_what, arn, row) => {
    expect(principal(arn)).toMatchObject(row);
  });

  test('administrators: after denies, boundaries and SCPs', () => {
    const admins = run.principals().filter(({ isAdmin, accountId }) => isAdmin && accountId === OWN);
    expect(admins.map(({ arn }) => arn)).toEqual([arnOf.role('admin'), `arn:aws:iam::${OWN}:root`]);
  });

  test('what was not collected is absent, what there is none of is null', () => {
    const account = snapshotOf({
      account: accountJson(),
      users: [user('ada', { Tags: [] }), user('bea')],
      roles: [
        role('used', { RoleLastUsed: { LastUsedDate: '2026-11-01T00:00:00Z' } }),
        role('unused', { RoleLastUsed: {} }),
        role('unknown'),
      ],
      resources: [],
    });
    const rows = new Map(
      runOf(account)
        .principals()
        .map((row) => [row.name, row]),
    );
    expect(rows.get('ada')).toMatchObject({ tags: {} });
    expect(rows.get('bea')).not.toHaveProperty('tags');
    expect(rows.get('ada')).not.toHaveProperty('credentials');
    expect(rows.get('used')).toMatchObject({ lastUsedAt: '2026-11-01T00:00:00Z' });
    expect(rows.get('unused')).toMatchObject({ lastUsedAt: null });
    expect(rows.get('unknown')).not.toHaveProperty('lastUsedAt');
  });
});

describe('resources.jsonl', () => {
  test('every resource that access lines of the account are about, sorted, and nothing twice', () => {
    const arns = run.resources().map(({ arn }) => arn);
    expect(arns).toEqual([...new Set(arns)].sort());
    expect(arns).toEqual(
      expect.arrayContaining([arnOf.table, arnOf.role('app'), arnOf.user('alice'), `arn:aws:iam::${OWN}:policy/All`]),
    );
    expect(arns.filter((arn) => arn.includes(OTHER))).toEqual([]);
  });

  test.each([
    ['anyone: public', arnOf.bucket('site'), 'public', 'anonymous'],
    [
      'others by name: cross-account, by the first of them',
      arnOf.bucket('data'),
      'cross-account',
      arnOf.role('deep', OTHER),
    ],
    ['nobody beyond the account: private', arnOf.queue, 'private', undefined],
    ['a role that someone may become is open, what it reaches is not', arnOf.bucket('vault'), 'private', undefined],
  ])('exposure to %s', (_what, arn, exposure, to) => {
    expect(resource(arn)).toMatchObject({ exposure });
    expect(resource(arn)?.exposedTo?.principalArn).toBe(to);
  });

  test.each([
    ['a key of the customer', arnOf.bucket('vault'), arnOf.key],
    ['AWS’s own', arnOf.bucket('data'), null],
    ['a table under AWS’s own', arnOf.table, null],
  ])('encryption key: %s', (_what, arn, encryptionKey) => {
    expect(resource(arn)).toMatchObject({ encryptionKey });
  });

  test('classification from tags', () => {
    expect(resource(arnOf.bucket('vault'))?.classification).toEqual({
      confidentiality: 'high',
      integrity: null,
      availability: null,
    });
  });
});

describe('manifest.json', () => {
  const { manifest } = run;

  test('counts are those of the files', () => {
    const lines = [...run.accessLines()];
    expect(manifest.counts).toMatchObject({
      users: 6,
      groups: 1,
      roles: 2,
      principals: run.principals().length,
      resources: run.resources().length,
      accessRows: lines.length,
      conditionalRows: lines.filter(({ verdict }) => verdict === 'conditional').length,
      terms: lines.reduce((sum, line) => sum + line.terms.length + line.moreTerms, 0),
    });
    const byCapability = Object.values(manifest.counts.byCapability).reduce((a, b) => a + b, 0);
    expect(byCapability).toBe(lines.length);
  });

  test('witnesses were all confirmed, and the run is complete', () => {
    const { made, confirmed, failed } = manifest.witnesses;
    expect({ failed, unconfirmed: made - confirmed, status: manifest.status }).toEqual({
      failed: 0,
      unconfirmed: 0,
      status: 'complete',
    });
    expect(made).toBeGreaterThan(0);
  });

  test('the run’s own account first; what was not collected is named', () => {
    expect(manifest.snapshots.map(({ accountId }) => accountId)).toEqual([OWN, OTHER]);
    expect(manifest.completeness.notCollected.map(({ subject }) => subject)).toContain('credential-report.json');
  });

  test('a gap of our making makes the run partial, one of the customer’s does not', () => {
    const statusWith = (cause: 'ours' | 'customer'): Manifest['status'] => {
      const [own] = smallWorld();
      const gap = { code: 'denied', subject: 'x', action: null, meaning: 'x', cause } as const;
      return opened(writeInMemory([{ ...own, gaps: [gap] }]).files).manifest.status;
    };
    expect([statusWith('ours'), statusWith('customer')]).toEqual(['partial', 'complete']);
  });
});
