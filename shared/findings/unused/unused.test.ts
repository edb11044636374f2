import { accountJson, OWN, role, type SnapshotParts, user } from '../../account/testing/fixtures.ts';
import type { FindingType } from '../finding-types.ts';
import { check as checkFindings, inline, type Json, may, trusts, userArn } from '../testing/check.ts';

const OLD = '2025-01-01T00:00:00Z';
const RECENT = '2026-11-01T00:00:00Z';

function check(title: string, type: FindingType, parts: SnapshotParts, expected: readonly string[]): void {
  checkFindings(title, [type], { account: accountJson(), ...parts }, expected);
}

const report = (entry: Json, name = 'u', arn = userArn('u')): SnapshotParts['more'] => ({
  'credential-report.json': JSON.stringify({
    schemaVersion: 1,
    generatedTime: '2026-11-20T05:00:00Z',
    entries: [
      {
        user: name,
        arn,
        userCreationTime: OLD,
        passwordEnabled: false,
        mfaActive: true,
        accessKey1Active: false,
        accessKey2Active: false,
        ...entry,
      },
    ],
  }),
});
const withUser = (entry: Json, more: Json = {}): SnapshotParts => ({
  users: [user('u', { CreateDate: OLD, ...more })],
  more: report(entry) ?? {},
});
const ADMIN = { UserPolicyList: inline(may('*')) };

check('a user who never signed in, without a credential (L04)', 'unused-principal', withUser({}), ['u: low']);
check(
  'a user with a key that nobody uses',
  'unused-principal',
  withUser({ accessKey1Active: true, accessKey1LastRotated: OLD }),
  ['u: medium'],
);
check('an administrator that nobody uses', 'unused-principal', withUser({}, ADMIN), ['u: high']);
check('used lately', 'unused-principal', withUser({ passwordLastUsed: RECENT }), []);
check('just made', 'unused-principal', withUser({}, { CreateDate: RECENT }), []);
check('nobody looked: nothing is claimed', 'unused-principal', { users: [user('u', { CreateDate: OLD })] }, []);
check('a role that nobody uses', 'unused-principal', { roles: [role('r', { CreateDate: OLD, RoleLastUsed: {} })] }, [
  'r: medium',
]);
check('a role whose use was not collected', 'unused-principal', { roles: [role('r', { CreateDate: OLD })] }, []);
check(
  'a role used lately',
  'unused-principal',
  { roles: [role('r', { CreateDate: OLD, RoleLastUsed: { LastUsedDate: RECENT } })] },
  [],
);
check(
  'Nightjar’s own role',
  'unused-principal',
  {
    roles: [
      role('r', {
        CreateDate: OLD,
        RoleLastUsed: {},
        AssumeRolePolicyDocument: trusts({ AWS: 'arn:aws:iam::999999999999:role/nightjar-scanner' }),
      }),
    ],
  },
  [],
);

check('an old key', 'stale-credential', withUser({ accessKey1Active: true, accessKey1LastRotated: OLD }), [
  'u: medium',
]);
check(
  'an old key of an administrator',
  'stale-credential',
  withUser({ accessKey1Active: true, accessKey1LastRotated: OLD }, ADMIN),
  ['u: critical'],
);
check(
  'an old key in use',
  'stale-credential',
  withUser({ accessKey1Active: true, accessKey1LastRotated: OLD, accessKey1LastUsedDate: RECENT }),
  [],
);
check('a new key', 'stale-credential', withUser({ accessKey1Active: true, accessKey1LastRotated: RECENT }), []);
check('a key that is off', 'stale-credential', withUser({ accessKey1LastRotated: OLD }), []);

const ROOT = `arn:aws:iam::${OWN}:root`;
check('a key of root', 'root-access-key', { more: report({ accessKey1Active: true }, '<root_account>', ROOT) ?? {} }, [
  'root: critical',
]);
check('root without MFA', 'mfa-missing', { more: report({ mfaActive: false }, '<root_account>', ROOT) ?? {} }, [
  'root: critical',
]);
check('a password without MFA', 'mfa-missing', withUser({ passwordEnabled: true, mfaActive: false }), ['u: medium']);
check('a key needs no MFA device', 'mfa-missing', withUser({ accessKey1Active: true, mfaActive: false }), []);

const accessed = (...services: readonly Json[]): SnapshotParts => ({
  ...withUser({ passwordLastUsed: RECENT }, { UserPolicyList: inline(may(['s3:*', 'kms:*'])) }),
  more: {
    ...report({ passwordLastUsed: RECENT }),
    'last-accessed.jsonl': `${JSON.stringify({ arn: userArn('u'), servicesLastAccessed: services })}\n`,
  },
});
check(
  'a service that it never used',
  'unused-access',
  accessed({ serviceNamespace: 's3', lastAuthenticated: RECENT }, { serviceNamespace: 'kms', lastAuthenticated: null }),
  ['u: medium'],
);
check(
  'a service that it used long ago',
  'unused-access',
  accessed({ serviceNamespace: 's3', lastAuthenticated: OLD }),
  ['u: low'],
);
check('all services in use', 'unused-access', accessed({ serviceNamespace: 's3', lastAuthenticated: RECENT }), []);
