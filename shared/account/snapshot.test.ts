import { describe, expect, test } from 'vitest';
import { NOT_COLLECTED } from './model.ts';
import { readAuthorizationDetails, readSnapshot } from './snapshot.ts';
import {
  accountJson,
  accountOf,
  allow,
  filesOf,
  group,
  MANAGEMENT,
  managedPolicy,
  OTHER,
  OWN,
  organizationJson,
  role,
  snapshotOf,
  user,
} from './testing/fixtures.ts';

/** Codes and subjects of the gaps that the input itself has. */
function gapsOf(account: { gaps: readonly { code: string; subject: string }[] }, ...codes: string[]): string[] {
  return account.gaps.filter(({ code }) => codes.includes(code)).map(({ code, subject }) => `${code} ${subject}`);
}

describe('authorization details', () => {
  const details = { UserDetailList: [user('ada')], GroupDetailList: [], RoleDetailList: [role('r')], Policies: [] };
  const pages = [
    { UserDetailList: [user('ada')], IsTruncated: true, Marker: 'm' },
    { RoleDetailList: [role('r')], GroupDetailList: [], Policies: [], IsTruncated: false },
  ];

  test.each([
    ['merged', JSON.stringify(details)],
    ['indented, with a byte-order mark', `\uFEFF${JSON.stringify(details, null, 2)}`],
    ['a list of pages', JSON.stringify(pages)],
    ['pages one after the other', pages.map((page) => JSON.stringify(page, null, 4)).join('\n')],
    ['one page per line', pages.map((page) => JSON.stringify(page)).join('\n')],
    ['pages that overlap', JSON.stringify([...pages, { UserDetailList: [user('ada')] }])],
  ])('L01 the same account is read from: %s', (_title, text) => {
    const account = accountOf(readAuthorizationDetails(text, 'f.json'));
    expect(account.accountId).toBe(OWN);
    expect(account.users.map(({ name }) => name)).toEqual(['ada']);
    expect(account.roles.map(({ name }) => name)).toEqual(['r']);
    expect(account.gaps.filter(({ subject }) => subject.startsWith('f.json'))).toEqual([]);
  });

  test.each([
    ['an object', allow('s3:GetObject', 'arn:aws:s3:::a+b/%2F')],
    ['JSON text', JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::a+b/%2F'))],
    ['URL-encoded JSON text', encodeURIComponent(JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::a+b/%2F')))],
  ])('L03 a policy document may be %s; plus and percent signs survive', (_title, document) => {
    const account = snapshotOf({
      users: [user('ada', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: document }] })],
    });
    expect(account.users[0]?.inlinePolicies[0]?.document.statements[0]?.resource?.patterns).toEqual([
      'arn:aws:s3:::a+b/%2F',
    ]);
  });

  test('L01 lists that the file does not hold are not collected, empty ones are empty', () => {
    const account = accountOf(
      readAuthorizationDetails(JSON.stringify({ RoleDetailList: [role('r')], Policies: null }), 'f.json'),
    );
    expect(gapsOf(account, 'not-collected').filter((gap) => gap.includes('f.json'))).toEqual([
      'not-collected f.json GroupDetailList',
      'not-collected f.json UserDetailList',
    ]);
  });

  test('a file that ends before the last page says so', () => {
    const account = accountOf(
      readAuthorizationDetails(JSON.stringify({ ...details, IsTruncated: true, Marker: 'm' }), 'f.json'),
    );
    expect(gapsOf(account, 'not-collected')).toContain('not-collected f.json pages');
  });

  test('what AWS leaves out is none; what it did not tell is not collected', () => {
    const account = snapshotOf({
      users: [user('ada', { Tags: [{ Key: 'team', Value: 'blue' }], PermissionsBoundary: null }), user('bob')],
      roles: [
        role('used', { RoleLastUsed: { LastUsedDate: '2026-11-19T22:15:00+02:00', Region: 'eu-west-1' } }),
        role('idle', { RoleLastUsed: {} }),
        role('r'),
      ],
    });
    expect(
      account.users.map(({ tags, inlinePolicies, permissionsBoundary }) => ({
        tags,
        inlinePolicies,
        permissionsBoundary,
      })),
    ).toEqual([
      { tags: { team: 'blue' }, inlinePolicies: [], permissionsBoundary: null },
      { tags: NOT_COLLECTED, inlinePolicies: [], permissionsBoundary: null },
    ]);
    expect(account.roles.map(({ name, lastUsed }) => [name, lastUsed])).toEqual([
      ['idle', null],
      ['r', NOT_COLLECTED],
      ['used', { at: '2026-11-19T20:15:00Z', region: 'eu-west-1' }],
    ]);
  });

  test('L01 the default version of a managed policy is the one that counts', () => {
    const policy = {
      ...managedPolicy('p', allow('s3:*')),
      DefaultVersionId: 'v2',
      PolicyVersionList: [
        { VersionId: 'v3', Document: allow('a:B') },
        { VersionId: 'v2', IsDefaultVersion: true, Document: allow('c:D') },
      ],
    };
    const account = snapshotOf({ users: [user('ada')], policies: [policy] });
    const read = account.managedPolicies.get(`arn:aws:iam::${OWN}:policy/p`);
    expect([read?.versionId, read?.document.statements[0]?.action.patterns]).toEqual(['v2', ['c:D']]);
  });

  test('L01 what is attached but absent is named: policies, boundaries, groups, default versions', () => {
    const missing = `arn:aws:iam::aws:policy/Gone`;
    const account = snapshotOf({
      users: [
        user('ada', { AttachedManagedPolicies: [{ PolicyName: 'Gone', PolicyArn: missing }], GroupList: ['staff'] }),
      ],
      roles: [role('r', { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/Edge` } })],
      policies: [{ ...managedPolicy('Old', allow('*')), DefaultVersionId: 'v9', PolicyVersionList: [] }],
    });
    expect(gapsOf(account, 'policy-missing', 'boundary-missing', 'group-missing')).toEqual([
      `boundary-missing arn:aws:iam::${OWN}:policy/Edge`,
      'group-missing staff',
      `policy-missing arn:aws:iam::${OWN}:policy/Old`,
      `policy-missing ${missing}`,
    ]);
    expect(account.users[0]?.attachedPolicies).toEqual([missing]);
  });

  test('a policy that IAM’s grammar does not allow is kept and named', () => {
    const broken = { Version: '2012-10-17', Statement: [{ Effect: 'Perhaps', Action: '*', Resource: '*' }] };
    const account = snapshotOf({
      users: [user('ada', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: broken }] })],
    });
    expect(gapsOf(account, 'policy-invalid')).toEqual([`policy-invalid arn:aws:iam::${OWN}:user/ada p`]);
    expect(account.users[0]?.inlinePolicies[0]?.document.issues).not.toEqual([]);
  });

  test('a merged file is the account’s that most entities name; the others stay under their own ARNs', () => {
    const text = JSON.stringify({ UserDetailList: [user('ada'), user('bob'), user('eve', {}, OTHER)] });
    const account = accountOf(readAuthorizationDetails(text, 'f.json'));
    expect([account.accountId, account.users.length]).toEqual([OWN, 3]);
    expect(gapsOf(account, 'foreign-entity')).toEqual([`foreign-entity f.json aws ${OTHER}`]);
  });

  test('D02 J06 a service-linked role is known by its path, which the ARN has', () => {
    const arn = `arn:aws:iam::${OWN}:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO`;
    const account = snapshotOf({ roles: [role('AWSServiceRoleForSSO', { Arn: arn, Path: '' }), role('r')] });
    expect(account.roles.map(({ path, serviceLinked }) => [path, serviceLinked])).toEqual([
      ['/aws-service-role/sso.amazonaws.com/', true],
      ['/', false],
    ]);
  });
});

describe('the other files', () => {
  test('contract: a file that is absent was not collected, and says what that leaves open', () => {
    const account = snapshotOf({ users: [user('ada')] });
    expect([account.organization, account.credentials, account.lastAccessed, account.identityCenter]).toEqual(
      Array(4).fill(NOT_COLLECTED),
    );
    for (const name of [
      'organization.json',
      'resources.jsonl',
      'credential-report.json',
      'last-accessed.jsonl',
      'identity-center.json',
    ]) {
      expect(gapsOf(account, 'not-collected')).toContain(`not-collected ${name}`);
    }
  });

  test('contract: absent is not collected, null is none', () => {
    const facts = (more: Record<string, unknown>) => snapshotOf({ account: accountJson(OWN, more) }).facts;
    expect(facts({}).s3PublicAccessBlock).toBe(NOT_COLLECTED);
    expect(facts({ s3PublicAccessBlock: null }).s3PublicAccessBlock).toBe(null);
    expect(facts({}).oidcProviders).toBe(NOT_COLLECTED);
    expect(facts({ oidcProviders: [] }).oidcProviders).toEqual([]);
    expect(facts({ vpcEndpoints: [] }).other).toEqual({ vpcEndpoints: [] });
  });

  test.each([
    ['AccessDenied', 'denied', 'customer'],
    ['AccessDeniedException', 'denied', 'customer'],
    ['OptInRequired', 'region-disabled', 'customer'],
    ['ThrottlingException', 'not-collected', 'ours'],
    [null, 'not-collected', 'ours'],
  ])('what the collector could not read, with %s, is %s and of the %s’s making', (code, gap, cause) => {
    const entry = {
      feature: 'bucket policies',
      service: 's3',
      region: 'eu-west-1',
      action: 's3:GetBucketPolicy',
      code,
    };
    const account = snapshotOf({ account: accountJson(OWN, { notCollected: [entry] }) });
    expect(account.gaps.find(({ action }) => action === 's3:GetBucketPolicy')).toMatchObject({
      code: gap,
      cause,
      subject: 's3 eu-west-1 bucket policies',
    });
  });

  test('fields, types and files that this version does not know are named, not refused', () => {
    const account = accountOf(
      readSnapshot({
        ...filesOf({
          account: accountJson(OWN, { colour: 'red' }),
          resources: [
            { arn: 'arn:aws:s3:::data', type: 'AWS::S3::Bucket', policy: null, shape: 'round' },
            { arn: `arn:aws:new:eu-west-1:${OWN}:thing/1`, type: 'AWS::New::Thing', policy: null, size: 3 },
          ],
        }),
        'weather.json': '{}',
      }),
    );
    expect(gapsOf(account, 'field-unknown')).toEqual([
      'field-unknown AWS::New::Thing',
      'field-unknown AWS::S3::Bucket shape',
      'field-unknown account.json colour',
      'field-unknown weather.json',
    ]);
    expect(account.resources.map(({ details }) => details)).toEqual([{ size: 3 }, { shape: 'round' }]);
  });

  test('resources: names, Regions, tags and policies, and what was not collected of them', () => {
    const account = snapshotOf({
      resources: [
        {
          arn: `arn:aws:sqs:eu-west-1:${OWN}:orders`,
          type: 'AWS::SQS::Queue',
          tags: { team: 'blue' },
          policy: JSON.stringify(allow('sqs:*')),
          kmsMasterKeyId: null,
        },
        { arn: 'arn:aws:s3:::data', type: 'AWS::S3::Bucket', region: 'eu-central-1', policy: null },
        { arn: `arn:aws:ec2:eu-west-1:${OWN}:instance/i-1`, type: 'AWS::EC2::Instance', iamInstanceProfile: null },
        { arn: `arn:aws:sqs:eu-west-1:${OWN}:orders`, type: 'AWS::SQS::Queue' },
      ],
    });
    expect(
      account.resources.map(({ name, region, tags, policy }) => [
        name,
        region,
        tags,
        policy === null || policy === NOT_COLLECTED ? policy : policy.name,
      ]),
    ).toEqual([
      ['i-1', 'eu-west-1', NOT_COLLECTED, null],
      ['data', 'eu-central-1', NOT_COLLECTED, null],
      ['orders', 'eu-west-1', { team: 'blue' }, 'queue policy'],
    ]);
    expect([...account.collectedTypes]).toEqual(['AWS::EC2::Instance', 'AWS::S3::Bucket', 'AWS::SQS::Queue']);
    expect(gapsOf(account, 'duplicate-entity')).toEqual([`duplicate-entity arn:aws:sqs:eu-west-1:${OWN}:orders`]);
    expect(gapsOf(account, 'not-collected')).toContain('not-collected AWS::S3::Bucket publicAccessBlock');
  });

  test('tags come by key or as a list; without a time the snapshot has none', () => {
    const queue = (tags: unknown) => ({ arn: `arn:aws:sqs:eu-west-1:${OWN}:q`, type: 'AWS::SQS::Queue', tags });
    const of = (tags: unknown) =>
      snapshotOf({ account: accountJson(OWN, { collectedAt: undefined }), resources: [queue(tags)] });
    expect(of({ team: 'blue' }).resources[0]?.tags).toEqual({ team: 'blue' });
    expect(of([{ key: 'team', value: 'blue' }]).resources[0]?.tags).toEqual({ team: 'blue' });
    expect([of(null).resources[0]?.tags, of(null).collectedAt]).toEqual([{}, null]);
  });

  test('a type that was looked for and not found counts as collected', () => {
    const account = snapshotOf({ account: accountJson(OWN, { collectedTypes: ['AWS::KMS::Key'] }), resources: [] });
    expect([...account.collectedTypes]).toEqual(['AWS::KMS::Key']);
  });

  test('credential report: words for nothing are nothing', () => {
    const entry = {
      user: 'ada',
      arn: `arn:aws:iam::${OWN}:user/ada`,
      userCreationTime: '2024-01-01T00:00:00+00:00',
      passwordEnabled: 'not_supported',
      passwordLastUsed: 'no_information',
      mfaActive: 'false',
      accessKey1Active: true,
      accessKey1LastUsedDate: '2026-11-01T08:00:00Z',
      accessKey1LastUsedService: 's3',
      accessKey2Active: 'FALSE',
      accessKey2LastUsedService: 'N/A',
    };
    const account = snapshotOf({
      users: [user('ada')],
      more: { 'credential-report.json': JSON.stringify({ schemaVersion: 1, entries: [entry] }) },
    });
    const read = account.credentials === NOT_COLLECTED ? undefined : account.credentials.get(entry.arn);
    expect(read).toMatchObject({
      createdAt: '2024-01-01T00:00:00Z',
      passwordEnabled: null,
      passwordLastUsed: null,
      mfaActive: false,
      accessKeys: [
        { active: true, lastUsedAt: '2026-11-01T08:00:00Z', lastUsedService: 's3' },
        { active: false, lastUsedAt: null, lastUsedService: null },
      ],
    });
  });

  test('L04 last-accessed: services and the actions that AWS tracks', () => {
    const arn = `arn:aws:iam::${OWN}:user/ada`;
    const line = {
      arn,
      servicesLastAccessed: [
        {
          serviceNamespace: 's3',
          lastAuthenticated: '2026-11-01T00:00:00Z',
          trackedActionsLastAccessed: [{ actionName: 'GetObject', lastAccessedTime: null }],
        },
        { serviceNamespace: 'iam', lastAuthenticated: null },
      ],
    };
    const account = snapshotOf({ users: [user('ada')], more: { 'last-accessed.jsonl': `${JSON.stringify(line)}\n` } });
    expect(account.lastAccessed === NOT_COLLECTED ? [] : account.lastAccessed.get(arn)).toEqual([
      { service: 'iam', action: null, at: null },
      { service: 's3', action: null, at: '2026-11-01T00:00:00Z' },
      { service: 's3', action: 'GetObject', at: null },
    ]);
  });

  test('E08 a permission set finds its roles by name', () => {
    const path = 'aws-reserved/sso.amazonaws.com/eu-west-1';
    const named = (name: string) => role(name, { Arn: `arn:aws:iam::${OWN}:role/${path}/${name}` });
    const account = snapshotOf({
      roles: [
        named('AWSReservedSSO_Admin_0123456789abcdef'),
        named('AWSReservedSSO_Admin_Read_0123456789abcdef'),
        role('AWSReservedSSO_Admin_0123456789abcdef'),
      ],
      more: {
        'identity-center.json': JSON.stringify({
          schemaVersion: 1,
          permissionSets: [{ permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1', name: 'Admin' }],
          assignments: [],
          groups: [],
          users: [],
        }),
      },
    });
    expect(
      account.identityCenter === NOT_COLLECTED
        ? []
        : account.identityCenter.permissionSets.map(({ roleArns }) => roleArns),
    ).toEqual([[`arn:aws:iam::${OWN}:role/${path}/AWSReservedSSO_Admin_0123456789abcdef`]]);
  });
});

describe('organization', () => {
  const view = (organization: Readonly<Record<string, unknown>>, accountId = OWN) =>
    snapshotOf({ account: accountJson(accountId), organization });

  test('D04 levels stand in the order root, OUs, account, each with what is attached there', () => {
    const { organization } = view(organizationJson());
    if (organization === null || organization === NOT_COLLECTED) throw new Error('expected an organization');
    expect(organization.path).toBe('o-exampleorg/r-ab12/ou-ab12-prod/');
    expect(organization.accountIds).toEqual([OWN, MANAGEMENT]);
    const names = (levels: typeof organization.serviceControlPolicies) =>
      levels === NOT_COLLECTED ? levels : levels.map((level) => level.map(({ name }) => name));
    expect(names(organization.serviceControlPolicies)).toEqual([
      ['FullAWSAccess'],
      ['FullAWSAccess', 'guard'],
      ['FullAWSAccess'],
    ]);
    expect(names(organization.resourceControlPolicies)).toEqual(Array(3).fill(['RCPFullAWSAccess']));
  });

  test('D06 a level to which nothing is attached is a level, and empty', () => {
    const { organization } = view(organizationJson({}, { serviceControlPolicies: [] }));
    expect(organization).toMatchObject({
      serviceControlPolicies: [[{ name: 'FullAWSAccess' }], [], [{ name: 'FullAWSAccess' }]],
    });
  });

  test('an account in no organization has none, which is known', () => {
    expect(view({ schemaVersion: 1, organizationId: null }).organization).toBe(null);
  });

  test('a policy that is attached but absent leaves the whole layer open', () => {
    const account = view(organizationJson({}, { serviceControlPolicies: ['p-gone'] }));
    expect(account.organization).toMatchObject({ serviceControlPolicies: NOT_COLLECTED });
    expect(gapsOf(account, 'policy-missing')).toEqual(['policy-missing p-gone']);
  });

  test('attachments that were not collected at one level leave the whole layer open', () => {
    const account = view(organizationJson({}, { resourceControlPolicies: undefined }));
    expect(account.organization).toMatchObject({ resourceControlPolicies: NOT_COLLECTED });
  });

  test('a policy type that is not enabled limits nothing', () => {
    const organization = organizationJson();
    const root = { ...(organization['root'] as object), resourceControlPolicies: null };
    expect(view({ ...organization, root }).organization).toMatchObject({ resourceControlPolicies: [] });
  });

  test('the path alone says nothing about the organization’s other accounts', () => {
    expect(view(organizationJson({ scope: 'account' })).organization).toMatchObject({ accountIds: NOT_COLLECTED });
  });

  test('an account that is not in the tree is not judged by it', () => {
    const account = view(organizationJson(), OTHER);
    expect(account.organization).toBe(NOT_COLLECTED);
    expect(gapsOf(account, 'not-collected')).toContain(`not-collected organization.json ${OTHER}`);
  });
});

test('the order of entities, policies and lines leaves no trace', () => {
  const parts = {
    users: [user('ada', { GroupList: ['b', 'a'] }), user('bob')],
    groups: [group('a'), group('b')],
    roles: [role('r'), role('s')],
    policies: [managedPolicy('p', allow('*')), managedPolicy('q', allow('*'))],
    resources: [
      { arn: 'arn:aws:s3:::a', type: 'AWS::S3::Bucket' },
      { arn: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket' },
    ],
  };
  const reversed = Object.fromEntries(Object.entries(parts).map(([key, list]) => [key, [...list].reverse()]));
  const one = snapshotOf(parts);
  const other = snapshotOf(reversed);
  expect(JSON.stringify([other, [...other.managedPolicies]])).toBe(JSON.stringify([one, [...one.managedPolicies]]));
});
