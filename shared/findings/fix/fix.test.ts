import { describe, expect, test } from 'vitest';
import { analyzeAccess } from '../../access/analyze.ts';
import { accountJson, OWN, type SnapshotParts, snapshotOf, user } from '../../account/testing/fixtures.ts';
import { decide } from '../../authorization/decide.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { findingsIn, grants, inline, may, mayNot, userArn } from '../testing/check.ts';
import { changedAccount } from './changed-account.ts';
import { differsOnlyBy } from './narrower.ts';
import { fits } from './sizes.ts';
import { sameAccess } from './testing/same-access.ts';

/** The document that is suggested against the finding of that id, or the reason why there is none. */
function check(title: string, id: string, parts: SnapshotParts, expected: unknown): void {
  test(title, () => {
    const found = findingsIn({ account: accountJson(), ...parts }).find((one) => one.id === id);
    expect(found, id).toBeDefined();
    const { policy, noPolicyBecause } = found?.suggestedFix ?? {};
    expect(policy === null ? noPolicyBecause : policy?.document).toEqual(expected);
    expect(policy === null).toBe(noPolicyBecause !== null);
  });
}

const MFA = 'aws:MultiFactorAuthPresent';
const READ = may('s3:GetObject', 'arn:aws:s3:::b/*');
const bucket = { type: 'AWS::S3::Bucket', arn: 'arn:aws:s3:::b', policy: null };

check(
  'Bool becomes BoolIfExists (F22)',
  `mfa-deny-without-if-exists:${userArn('u')}`,
  {
    users: [user('u', { UserPolicyList: inline(READ, mayNot('s3:GetObject', '*', { Bool: { [MFA]: 'false' } })) })],
    resources: [bucket],
  },
  { Version: '2012-10-17', Statement: [READ, mayNot('s3:GetObject', '*', { BoolIfExists: { [MFA]: 'false' } })] },
);
check(
  'the action that makes an administrator goes, the others stay (J07)',
  `can-become-administrator:${userArn('u')}`,
  {
    users: [user('u', { UserPolicyList: inline(READ, may(['iam:PutUserPolicy', 'iam:GetUser'], userArn('u'))) })],
    resources: [bucket],
  },
  { Version: '2012-10-17', Statement: [READ, may(['iam:GetUser'], userArn('u'))] },
);
check(
  'where another way is left, nothing is suggested',
  `can-become-administrator:${userArn('u')}`,
  { users: [user('u', { UserPolicyList: inline(may(['iam:PutUserPolicy', 'iam:AttachUserPolicy'], userArn('u'))) })] },
  expect.stringContaining('leave the finding'),
);
check(
  'an action that a pattern grants is not for a machine to take out',
  `can-become-administrator:${userArn('u')}`,
  { users: [user('u', { UserPolicyList: inline(may('iam:Put*', userArn('u'))) })] },
  expect.any(String),
);

const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:q`;
check(
  'a service works for the own account alone (F26)',
  `confused-deputy:${QUEUE}`,
  {
    resources: [
      {
        type: 'AWS::SQS::Queue',
        arn: QUEUE,
        kmsMasterKeyId: null,
        policy: grants({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', QUEUE),
      },
    ],
  },
  grants({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', QUEUE, { StringEquals: { 'aws:SourceAccount': OWN } }),
);

test('an action that AWS saw in use is not taken away (L04)', () => {
  const used = JSON.stringify({
    arn: userArn('u'),
    servicesLastAccessed: [{ serviceNamespace: 'iam', lastAuthenticated: '2026-11-19T00:00:00Z' }],
  });
  const [found] = findingsIn({
    account: accountJson(),
    users: [user('u', { UserPolicyList: inline(READ, may('iam:PutUserPolicy', userArn('u'))) })],
    more: { 'last-accessed.jsonl': `${used}\n` },
  }).filter(({ type }) => type === 'can-become-administrator');
  expect(found?.suggestedFix.policy).toBeNull();
});

test('with the suggested document the rest of the access is the same, row by row', () => {
  const parts = {
    account: accountJson(),
    users: [user('u', { UserPolicyList: inline(READ, may(['iam:PutUserPolicy', 'iam:GetUser'], userArn('u'))) })],
    resources: [bucket],
  };
  const [found] = findingsIn(parts).filter(({ type }) => type === 'can-become-administrator');
  const { attachedTo = '', name = '', document } = found?.suggestedFix.policy ?? {};
  const before = snapshotOf(parts);
  const after = changedAccount(before, { attachedTo, name, document: parsePolicy(document) });
  const access = analyzeAccess({ accounts: [before], subject: OWN, decide });
  const all = new Set(access.principals.map(({ arn }) => arn));
  expect(sameAccess(access, [after], OWN, all, (action) => action === 'iam:PutUserPolicy')).toBe(true);
  expect(sameAccess(access, [after], OWN, all, () => false)).toBe(false);
});

describe('differsOnlyBy', () => {
  const of = (...statements: readonly object[]) => parsePolicy({ Version: '2012-10-17', Statement: statements });
  const before = of(may(['s3:GetObject', 's3:PutObject']), may('sqs:SendMessage'));
  const only = { kind: 'action', action: 's3:PutObject' } as const;
  const touched = new Set([0]);
  for (const [title, after, expected] of [
    ['one action less', of(may(['s3:GetObject']), may('sqs:SendMessage')), true],
    ['another action less', of(may(['s3:PutObject']), may('sqs:SendMessage')), false],
    ['a statement that is not touched', of(may(['s3:GetObject']), may('sqs:*')), false],
    ['a statement more', of(may(['s3:GetObject']), may('sqs:SendMessage'), may('kms:*')), false],
    ['a statement gone', of(may(['s3:GetObject'])), false],
    ['another resource', of(may(['s3:GetObject'], 'arn:aws:s3:::b/*'), may('sqs:SendMessage')), false],
  ] as const) {
    test(title, () => expect(differsOnlyBy(before, after, touched, only)).toBe(expected));
  }
});

describe('sizes (L09)', () => {
  const of = (length: number): object => ({ a: 'x'.repeat(length - JSON.stringify({ a: '' }).length) });
  for (const [place, most] of [
    ['managed', 6144],
    ['user-inline', 2048],
    ['role-inline', 10_240],
    ['group-inline', 5120],
    ['trust', 2048],
  ] as const) {
    test(`${place}: ${most} characters fit, one more does not`, () => {
      expect(fits(place, of(most))).toBe(true);
      expect(fits(place, of(most + 1))).toBe(false);
    });
  }
  test('inline policies of one holder count together, white space does not', () => {
    expect(fits('user-inline', of(1000), [of(1048)])).toBe(true);
    expect(fits('user-inline', of(1000), [of(1049)])).toBe(false);
    expect(fits('user-inline', { a: ' '.repeat(4000) })).toBe(true);
  });
});
