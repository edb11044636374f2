import { describe, expect, test } from 'vitest';
import type { Account, Role, User } from '../../account/model.ts';
import { OTHER, OWN } from '../../account/testing/fixtures.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Run } from '../read-run.ts';
import { runOf } from '../testing/memory-run.ts';
import { arnOf, smallWorld } from '../testing/small-world.ts';
import { type Edit, editsBetween } from './edits.ts';
import { diffRuns } from './run-diff.ts';

const before = runOf(...smallWorld());
const nothing = { name: 'nothing', document: parsePolicy({ Version: '2012-10-17', Statement: [] }) };

/** The run with one thing edited. Only the world is compared here, so nothing is analysed again. */
function edited(edit: (account: Account) => Account): Run {
  const [own, other] = smallWorld();
  return { ...before, accounts: () => [edit(own), other] };
}

function check(edit: (account: Account) => Account): readonly Edit[] {
  return editsBetween(before, edited(edit));
}

const user = (name: string, change: (user: User) => User) => (account: Account) => ({
  ...account,
  users: account.users.map((each) => (each.name === name ? change(each) : each)),
});
const role = (name: string, change: (role: Role) => Role) => (account: Account) => ({
  ...account,
  roles: account.roles.map((each) => (each.name === name ? change(each) : each)),
});
const resource = (name: string, change: Partial<Account['resources'][number]>) => (account: Account) => ({
  ...account,
  resources: account.resources.map((each) =>
    each.name === name && each.type !== 'AWS::KMS::Key' ? { ...each, ...change } : each,
  ),
});

const EDITS: readonly (readonly [what: string, edit: (account: Account) => Account, expected: Edit | null])[] = [
  ['nothing at all', (account) => ({ ...account, collectedAt: '2026-11-21T06:00:00Z' }), null],
  [
    'a user who is gone',
    (account) => ({ ...account, users: account.users.filter(({ name }) => name !== 'erin') }),
    { kind: 'principal', change: 'removed', subject: arnOf.user('erin'), detail: '' },
  ],
  [
    'an inline policy that came',
    user('erin', (each) => ({ ...each, inlinePolicies: [nothing] })),
    { kind: 'identity-policy', change: 'added', subject: arnOf.user('erin'), detail: 'nothing' },
  ],
  [
    'an inline policy of another text',
    user('carol', (each) => ({
      ...each,
      inlinePolicies: each.inlinePolicies.map(({ name }) => ({ ...nothing, name })),
    })),
    { kind: 'identity-policy', change: 'changed', subject: arnOf.user('carol'), detail: 'with-mfa' },
  ],
  [
    'an attachment that went',
    role('admin', (each) => ({ ...each, attachedPolicies: [] })),
    { kind: 'attachment', change: 'removed', subject: arnOf.role('admin'), detail: `arn:aws:iam::${OWN}:policy/All` },
  ],
  [
    'a managed policy of another text',
    (account) => {
      const arn = `arn:aws:iam::${OWN}:policy/All`;
      const policy = { arn, name: 'All', versionId: 'v2', document: nothing.document };
      return { ...account, managedPolicies: new Map([...account.managedPolicies, [arn, policy]]) };
    },
    { kind: 'identity-policy', change: 'changed', subject: `arn:aws:iam::${OWN}:policy/All`, detail: '' },
  ],
  [
    'a group left',
    user('alice', (each) => ({ ...each, groups: [] })),
    { kind: 'group', change: 'removed', subject: arnOf.user('alice'), detail: 'Developers' },
  ],
  [
    'a boundary taken away',
    user('bob', (each) => ({ ...each, permissionsBoundary: null })),
    { kind: 'boundary', change: 'removed', subject: arnOf.user('bob'), detail: `arn:aws:iam::${OWN}:policy/OnlyS3` },
  ],
  [
    'a trust policy',
    role('admin', (each) => ({ ...each, trustPolicy: { ...nothing, name: 'trust' } })),
    { kind: 'trust-policy', change: 'changed', subject: arnOf.role('admin'), detail: '' },
  ],
  [
    'a bucket policy that went',
    resource('data', { policy: null }),
    { kind: 'resource-policy', change: 'removed', subject: arnOf.bucket('data'), detail: '' },
  ],
  [
    'a tag',
    resource('vault', { tags: { Confidentiality: 'low' } }),
    { kind: 'tag', change: 'changed', subject: arnOf.bucket('vault'), detail: 'Confidentiality' },
  ],
  [
    'a setting',
    resource('orders', { details: { kmsMasterKeyId: arnOf.key } }),
    { kind: 'setting', change: 'changed', subject: arnOf.queue, detail: 'kmsMasterKeyId' },
  ],
];

describe('edits between two runs', () => {
  test.each(EDITS)('%s', (_what, edit, expected) => {
    expect(check(edit)).toEqual(expected === null ? [] : [expected]);
  });

  test('an engine of another version', () => {
    const after = { ...before, manifest: { ...before.manifest, engineVersion: 'next' } };
    expect(editsBetween(before, after)).toEqual([
      { kind: 'engine', change: 'changed', subject: 'next', detail: before.manifest.engineVersion },
    ]);
  });
});

describe('what an edit changed', () => {
  const [own, other] = smallWorld();
  const after = runOf(user('alice', (each) => ({ ...each, groups: [] }))(own), other);
  const { differences } = diffRuns(before, after);

  test('the rows of the user alone, each with its cause', () => {
    expect(differences.map(({ of, change }) => `${of} ${change}`)).toEqual(
      expect.arrayContaining(['access removed', 'principal changed']),
    );
    for (const { before: old, after: now, causes } of differences) {
      const row = now ?? old;
      expect(row !== null && 'principalArn' in row ? row.principalArn : row?.arn).toBe(arnOf.user('alice'));
      expect(causes).toContainEqual({
        kind: 'group',
        change: 'removed',
        subject: arnOf.user('alice'),
        detail: 'Developers',
      });
    }
  });

  test('a policy of a role on the way is a cause of what went through it', () => {
    const [mine, theirs] = smallWorld();
    const deep = runOf(mine, role('deep', (each) => ({ ...each, inlinePolicies: [] }))(theirs));
    const gone = diffRuns(before, deep).differences.find(
      ({ of, before: old }) =>
        of === 'access' &&
        old !== null &&
        'principalArn' in old &&
        old.principalArn === arnOf.role('app') &&
        old.resourceArn === arnOf.bucket('data'),
    );
    expect(gone).toMatchObject({
      change: 'removed',
      causes: [{ kind: 'identity-policy', subject: arnOf.role('deep', OTHER) }],
    });
  });
});
