import { describe, expect, test } from 'vitest';
import type { Principal, Request } from '../authorization/request.ts';
import type { Account } from './model.ts';
import {
  accountJson,
  allow,
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
import { accountFactsOf, containerOf, type JoinedWorld, ownerOf, worldOf } from './world.ts';

const REGION = 'eu-west-1';
const ADA: Principal = { kind: 'user', arn: `arn:aws:iam::${OWN}:user/ada`, accountId: OWN, principalId: null };

/** The world of one question to these accounts. */
function join(accounts: readonly Account[], principal: Principal, action: string, resource: string): JoinedWorld {
  const request: Request = { principal, action, resource, principalAccount: null, resourceAccount: null, context: {} };
  return worldOf(accounts, request);
}

const names = (policies: readonly { readonly name: string }[] | null) => policies?.map(({ name }) => name) ?? null;
const codes = (joined: JoinedWorld) => joined.unknown.map(({ code }) => code).sort();

const policy = (name: string, accountId = OWN) => ({
  PolicyName: name,
  PolicyArn: `arn:aws:iam::${accountId}:policy/${name}`,
});
const inline = (name: string) => ({ PolicyName: name, PolicyDocument: allow('*') });
const inNoOrganization = { schemaVersion: 1, organizationId: null };

describe('the caller’s side', () => {
  const account = snapshotOf({
    users: [
      user('ada', {
        UserPolicyList: [inline('own')],
        AttachedManagedPolicies: [policy('managed')],
        GroupList: ['staff'],
        PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/edge` },
      }),
      user('bob', {
        AttachedManagedPolicies: [policy('gone')],
        GroupList: ['nobody'],
        PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${OWN}:policy/gone` },
      }),
    ],
    groups: [group('staff', { GroupPolicyList: [inline('shared')], AttachedManagedPolicies: [policy('team')] })],
    roles: [role('app', { Arn: `arn:aws:iam::${OWN}:role/team/app`, RolePolicyList: [inline('app')] })],
    policies: ['managed', 'team', 'edge'].map((name) => managedPolicy(name, allow('*'))),
    organization: inNoOrganization,
  });
  const user1 = (name: string, accountId = OWN): Principal => ({
    ...ADA,
    kind: 'user',
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    accountId,
    principalId: null,
  });

  test.each<[title: string, principal: Principal, policies: string[], boundary: string[] | null, unknown: string[]]>([
    [
      'A11 B10 a user: own, attached, its groups’, and its boundary',
      ADA,
      ['own', `arn:aws:iam::${OWN}:policy/managed`, 'shared', `arn:aws:iam::${OWN}:policy/team`],
      [`arn:aws:iam::${OWN}:policy/edge`],
      [],
    ],
    [
      'a user whose policy, group and boundary are missing',
      user1('bob'),
      [],
      null,
      ['boundary-missing', 'group-missing', 'policy-missing'],
    ],
    ['a user the snapshot does not hold', user1('eve'), [], null, ['principal-not-in-snapshot']],
    [
      'a user of an account that was not read',
      user1('eve', OTHER),
      [],
      null,
      ['caller-account-not-read', 'scp-not-collected'],
    ],
    [
      'E27 a session, by its role with the path',
      {
        kind: 'role-session',
        arn: `arn:aws:sts::${OWN}:assumed-role/app/s`,
        roleArn: `arn:aws:iam::${OWN}:role/team/app`,
        accountId: OWN,
        principalId: null,
      },
      ['app'],
      null,
      [],
    ],
    [
      'B10 a federated user, by the user behind it',
      {
        kind: 'federated-user',
        arn: `arn:aws:sts::${OWN}:federated-user/f`,
        userArn: ADA.arn,
        accountId: OWN,
        principalId: null,
      },
      ['own', `arn:aws:iam::${OWN}:policy/managed`, 'shared', `arn:aws:iam::${OWN}:policy/team`],
      [`arn:aws:iam::${OWN}:policy/edge`],
      [],
    ],
    ['A01 root carries none', { kind: 'root', arn: `arn:aws:iam::${OWN}:root`, accountId: OWN }, [], null, []],
    ['a service carries none', { kind: 'service', service: 'ec2.amazonaws.com' }, [], null, []],
    ['anonymous carries none', { kind: 'anonymous' }, [], null, []],
  ])('%s', (_title, principal, policies, boundary, unknown) => {
    const joined = join([account], principal, 's3:ListAllMyBuckets', '*');
    expect(names(joined.world.identityPolicies)).toEqual(policies);
    expect(names(joined.world.permissionsBoundaries)).toEqual(boundary);
    expect(codes(joined)).toEqual(unknown);
  });
});

describe('the resource’s side', () => {
  const named = (Sid: string) => ({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  });
  const fn = `arn:aws:lambda:${REGION}:${OWN}:function:f`;
  const table = `arn:aws:dynamodb:${REGION}:${OWN}:table/t`;
  const key = `arn:aws:kms:${REGION}:${OWN}:key/1`;
  const alias = `arn:aws:kms:${REGION}:${OWN}:alias/a`;
  const point = `arn:aws:s3:${REGION}:${OWN}:accesspoint/p`;
  const glue = `arn:aws:glue:${REGION}:${OWN}`;
  const account = snapshotOf({
    account: accountJson(OWN, { collectedTypes: ['AWS::SQS::Queue'] }),
    roles: [role('app')],
    organization: inNoOrganization,
    resources: [
      {
        arn: 'arn:aws:s3:::data',
        type: 'AWS::S3::Bucket',
        policy: named('bucket'),
        accessPoints: [{ name: 'p', accessPointArn: point, policy: named('point') }],
      },
      { arn: 'arn:aws:s3:::unread', type: 'AWS::S3::Bucket' },
      {
        arn: fn,
        type: 'AWS::Lambda::Function',
        policy: named('function'),
        versions: [{ functionArn: `${fn}:1`, version: '1', policy: null }],
        aliases: [{ aliasArn: `${fn}:live`, name: 'live', functionVersion: '1', policy: named('alias') }],
      },
      { arn: `${fn}2`, type: 'AWS::Lambda::Function', policy: null },
      {
        arn: table,
        type: 'AWS::DynamoDB::Table',
        policy: named('table'),
        latestStreamArn: `${table}/stream/2026`,
        streamPolicy: named('stream'),
      },
      {
        arn: key,
        type: 'AWS::KMS::Key',
        policy: named('key'),
        grants: [],
        aliases: [{ aliasName: 'alias/a', aliasArn: alias }],
      },
      { arn: `${glue}:catalog`, type: 'AWS::Glue::Catalog', policy: named('catalog') },
      { arn: `${glue}:database/d`, type: 'AWS::Glue::Database' },
      { arn: `arn:aws:apigateway:${REGION}::/restapis/api`, type: 'AWS::ApiGateway::RestApi', policy: named('api') },
      { arn: `arn:aws:es:${REGION}:${OWN}:domain/o`, type: 'AWS::OpenSearchService::Domain', policy: named('domain') },
    ],
  });

  test.each<[title: string, resource: string, action: string, sid: string | null, unknown: string | null]>([
    ['a bucket', 'arn:aws:s3:::data', 's3:ListBucket', 'bucket', null],
    ['an object: its bucket’s', 'arn:aws:s3:::data/a/b', 's3:GetObject', 'bucket', null],
    [
      'I08 M15 an object through an access point: the bucket’s too',
      `${point}/object/a`,
      's3:GetObject',
      'bucket',
      null,
    ],
    [
      'a bucket whose policy was not collected',
      'arn:aws:s3:::unread/x',
      's3:GetObject',
      null,
      'resource-policy-not-collected',
    ],
    ['A08 a bucket nobody collected', 'arn:aws:s3:::elsewhere/x', 's3:GetObject', null, 'resource-not-collected'],
    [
      'a bucket is not another whose name begins alike',
      'arn:aws:s3:::data2/x',
      's3:GetObject',
      null,
      'resource-not-collected',
    ],
    ['K02 a function', fn, 'lambda:InvokeFunction', 'function', null],
    ['K02 $LATEST: the function’s', `${fn}:$LATEST`, 'lambda:InvokeFunction', 'function', null],
    ['K02 an alias: its own', `${fn}:live`, 'lambda:InvokeFunction', 'alias', null],
    ['K02 a version without one', `${fn}:1`, 'lambda:InvokeFunction', null, null],
    ['K02 an alias that is not listed', `${fn}:other`, 'lambda:InvokeFunction', null, null],
    [
      'K02 a qualifier where none were collected',
      `${fn}2:live`,
      'lambda:InvokeFunction',
      null,
      'resource-policy-not-collected',
    ],
    ['K07 an index: the table’s', `${table}/index/i`, 'dynamodb:Query', 'table', null],
    ['K07 a stream: its own', `${table}/stream/2026`, 'dynamodb:GetRecords', 'stream', null],
    ['K07 an older stream', `${table}/stream/2025`, 'dynamodb:GetRecords', null, 'resource-policy-not-collected'],
    ['K07 a backup has none', `${table}/backup/1`, 'dynamodb:DeleteBackup', null, null],
    ['a key', key, 'kms:Decrypt', 'key', null],
    ['M19 an alias has none', alias, 'kms:DeleteAlias', null, null],
    [
      'A05 J01 a role: its trust policy, for assuming it',
      `arn:aws:iam::${OWN}:role/app`,
      'sts:assumeROLE',
      'trust',
      null,
    ],
    [
      'M04 a role: its trust policy, for tagging the session',
      `arn:aws:iam::${OWN}:role/app`,
      'sts:TagSession',
      'trust',
      null,
    ],
    ['a role: none for anything else', `arn:aws:iam::${OWN}:role/app`, 'iam:PassRole', null, null],
    ['a role that was not read', `arn:aws:iam::${OTHER}:role/app`, 'sts:AssumeRole', null, 'resource-not-collected'],
    ['a Glue table: the catalog’s', `${glue}:table/d/t`, 'glue:GetTable', 'catalog', null],
    [
      'a Glue table of a database that was not collected: the catalog’s',
      `${glue}:table/e/t`,
      'glue:GetTable',
      'catalog',
      null,
    ],
    [
      'K06 a call of a REST API: the API’s',
      `arn:aws:execute-api:${REGION}:${OWN}:api/prod/GET/x`,
      'execute-api:Invoke',
      'api',
      null,
    ],
    [
      'a path of a domain: the domain’s',
      `arn:aws:es:${REGION}:${OWN}:domain/o/_search`,
      'es:ESHttpGet',
      'domain',
      null,
    ],
    ['a queue that does not exist', `arn:aws:sqs:${REGION}:${OWN}:none`, 'sqs:SendMessage', null, null],
    [
      'a queue of an account that was not read',
      `arn:aws:sqs:${REGION}:${OTHER}:q`,
      'sqs:SendMessage',
      null,
      'resource-not-collected',
    ],
    [
      'a topic, where topics were not collected',
      `arn:aws:sns:${REGION}:${OWN}:t`,
      'sns:Publish',
      null,
      'resource-not-collected',
    ],
    [
      'a kind of resource that carries no policy',
      `arn:aws:ec2:${REGION}:${OWN}:instance/i-1`,
      'ec2:StopInstances',
      null,
      null,
    ],
    ['no resource', '*', 's3:ListAllMyBuckets', null, null],
  ])('%s', (_title, resource, action, sid, unknown) => {
    const joined = join([account], { kind: 'root', arn: `arn:aws:iam::${OWN}:root`, accountId: OWN }, action, resource);
    const found = joined.world.resourcePolicy;
    expect(found === null ? null : (found.document.statements[0]?.sid ?? found.name)).toBe(sid);
    expect(joined.unknown.find(({ layer }) => layer === 'resource')?.code ?? null).toBe(unknown);
  });

  test.each([
    ['arn:aws:s3:::data/a/b', 'arn:aws:s3:::data', OWN],
    [`${point}/object/a`, 'arn:aws:s3:::data', OWN],
    [alias, key, OWN],
    [`${glue}:table/d/t`, `${glue}:database/d`, OWN],
    [`arn:aws:execute-api:${REGION}:${OWN}:api/prod/GET/x`, `arn:aws:apigateway:${REGION}::/restapis/api`, OWN],
    [`arn:aws:apigateway:${REGION}::/restapis/api`, `arn:aws:apigateway:${REGION}::/restapis/api`, OWN],
    ['arn:aws:s3:::elsewhere', null, null],
    [`arn:aws:sqs:${REGION}:${OTHER}:q`, null, OTHER],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', null, null],
    ['no arn at all', null, null],
  ])('A08 %s lies in %s and is owned by %s', (arn, container, owner) => {
    expect(containerOf([account], arn)?.resource.arn ?? null).toBe(container);
    expect(ownerOf([account], arn)).toBe(owner);
  });
});

describe('what is no policy', () => {
  const block = (setting: string) => ({
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
    [setting]: true,
  });
  const bucket = (more: Record<string, unknown>) => ({
    arn: 'arn:aws:s3:::data',
    type: 'AWS::S3::Bucket',
    policy: null,
    ...more,
  });
  const facts = (
    account: Record<string, unknown>,
    fields: Record<string, unknown>,
    resource = 'arn:aws:s3:::data/x',
  ) => {
    const snapshot = snapshotOf({
      account: accountJson(OWN, account),
      users: [user('ada')],
      resources: [bucket(fields)],
      organization: inNoOrganization,
    });
    const joined = join([snapshot], ADA, 's3:GetObject', resource);
    return { s3: joined.world.facts?.s3, codes: codes(joined) };
  };
  const read = { objectOwnership: 'BucketOwnerEnforced', acl: null };

  test('I05 the most restrictive of organization, account, bucket and access point, setting by setting', () => {
    const point = `arn:aws:s3:${REGION}:${OWN}:accesspoint/p`;
    const { s3, codes: unknown } = facts(
      { s3PublicAccessBlock: block('ignorePublicAcls'), s3OrganizationPublicAccessBlock: block('blockPublicAcls') },
      {
        ...read,
        publicAccessBlock: block('blockPublicPolicy'),
        accessPoints: [
          {
            name: 'p',
            accessPointArn: point,
            policy: null,
            publicAccessBlockConfiguration: block('restrictPublicBuckets'),
            vpcConfiguration: { vpcId: 'vpc-1' },
          },
        ],
      },
      `${point}/object/x`,
    );
    expect(s3?.publicAccessBlock).toEqual({
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    expect(s3?.accessPoint).toEqual({
      arn: point,
      policy: null,
      publicAccessBlock: block('restrictPublicBuckets'),
      vpcId: 'vpc-1',
    });
    expect(unknown).toEqual([]);
  });

  test.each<
    [
      title: string,
      account: Record<string, unknown>,
      fields: Record<string, unknown>,
      restrict: boolean | null,
      unknown: string[],
    ]
  >([
    ['none anywhere', { s3PublicAccessBlock: null }, { publicAccessBlock: null }, false, []],
    [
      'on the account only',
      { s3PublicAccessBlock: block('restrictPublicBuckets') },
      { publicAccessBlock: null },
      true,
      [],
    ],
    [
      'on the bucket, the account not collected',
      {},
      { publicAccessBlock: block('restrictPublicBuckets') },
      true,
      ['public-access-block-not-collected'],
    ],
    ['nothing collected', {}, {}, null, ['public-access-block-not-collected', 'public-access-block-not-collected']],
  ])('I05 public-access block: %s', (_title, account, fields, restrict, unknown) => {
    const found = facts(account, { ...read, ...fields });
    expect(found.s3?.publicAccessBlock?.restrictPublicBuckets ?? null).toBe(restrict);
    expect(found.codes).toEqual(unknown);
  });

  test.each<
    [title: string, fields: Record<string, unknown>, ownership: string | null, acl: unknown, unknown: string[]]
  >([
    ['enforced: the ACL does not matter', { objectOwnership: 'BucketOwnerEnforced' }, 'BucketOwnerEnforced', null, []],
    ['no ownership controls: the writer owns', { objectOwnership: null, acl: null }, 'ObjectWriter', null, []],
    ['ACLs on and not collected', { objectOwnership: 'ObjectWriter' }, 'ObjectWriter', null, ['acl-not-collected']],
    ['neither collected', {}, null, null, ['acl-not-collected', 'object-ownership-not-collected']],
    [
      'I10 a group and a user',
      {
        objectOwnership: 'ObjectWriter',
        acl: {
          grants: [
            { grantee: { uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }, permission: 'READ' },
            { grantee: { id: 'abc' }, permission: 'FULL_CONTROL' },
          ],
        },
      },
      'ObjectWriter',
      [
        { grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' },
        { grantee: 'abc', permission: 'FULL_CONTROL' },
      ],
      [],
    ],
  ])('I09 ownership and ACL: %s', (_title, fields, ownership, acl, unknown) => {
    const found = facts({ s3PublicAccessBlock: null }, { publicAccessBlock: null, ...fields });
    expect([found.s3?.objectOwnership ?? null, found.s3?.bucketAcl ?? null, found.codes]).toEqual([
      ownership,
      acl,
      unknown,
    ]);
  });

  test('H06 M21 a key: manager, state and grants; without grants collected, they are not known', () => {
    const key = `arn:aws:kms:${REGION}:${OWN}:key/1`;
    const grant = {
      grantId: 'g',
      granteePrincipal: `arn:aws:iam::${OTHER}:role/x`,
      operations: ['Decrypt'],
      constraints: { encryptionContextSubset: { a: 'b' } },
    };
    const of = (fields: Record<string, unknown>) => {
      const snapshot = snapshotOf({
        users: [user('ada')],
        resources: [{ arn: key, type: 'AWS::KMS::Key', policy: null, ...fields }],
        organization: inNoOrganization,
      });
      return join([snapshot], ADA, 'kms:Decrypt', key);
    };
    const told = of({ keyManager: 'CUSTOMER', keyState: 'Disabled', grants: [grant] });
    expect(told.world.facts?.kms).toEqual({
      keyManager: 'CUSTOMER',
      state: 'Disabled',
      grants: [
        {
          granteePrincipal: grant.granteePrincipal,
          operations: ['Decrypt'],
          constraints: { encryptionContextEquals: null, encryptionContextSubset: { a: 'b' } },
        },
      ],
    });
    expect(codes(told)).toEqual([]);
    expect(of({ grants: null }).world.facts?.kms?.grants).toEqual([]);
    expect([of({}).world.facts?.kms?.grants, codes(of({}))]).toEqual([null, ['kms-grants-not-collected']]);
  });
});

describe('the organization’s levels', () => {
  const queue = (accountId: string) => `arn:aws:sqs:${REGION}:${accountId}:q`;
  const member = (organization?: Record<string, unknown>) => ({
    users: [user('ada')],
    resources: [],
    ...(organization === undefined ? {} : { organization }),
  });
  const levels = (joined: JoinedWorld) =>
    [joined.world.serviceControlPolicies, joined.world.resourceControlPolicies].map(
      (all) => all?.map((level) => level.length) ?? null,
    );

  test('D04 D18 the caller’s SCPs and the owner’s RCPs', () => {
    const own = snapshotOf(member(organizationJson()));
    const joined = join([own], ADA, 'sqs:SendMessage', queue(OWN));
    expect(levels(joined)).toEqual([
      [1, 2, 1],
      [1, 1, 1],
    ]);
    expect(accountFactsOf([own], OWN)).toEqual({
      id: OWN,
      organizationId: 'o-exampleorg',
      organizationPath: 'o-exampleorg/r-ab12/ou-ab12-prod/',
      managementAccount: false,
    });
  });

  test('D01 D13 the management account is bound by neither, whether or not it was read', () => {
    const own = snapshotOf(member(organizationJson()));
    const management = snapshotOf({
      account: accountJson(MANAGEMENT),
      organization: organizationJson(),
      users: [user('boss', {}, MANAGEMENT)],
    });
    const boss: Principal = {
      kind: 'user',
      arn: `arn:aws:iam::${MANAGEMENT}:user/boss`,
      accountId: MANAGEMENT,
      principalId: null,
    };
    for (const accounts of [[own], [own, management]]) {
      expect(levels(join(accounts, boss, 'sqs:SendMessage', queue(MANAGEMENT)))).toEqual([null, null]);
      expect(accountFactsOf(accounts, MANAGEMENT)).toMatchObject({
        organizationId: 'o-exampleorg',
        managementAccount: true,
      });
    }
  });

  test('in no organization: none, and that is known', () => {
    const joined = join([snapshotOf(member(inNoOrganization))], ADA, 'sqs:SendMessage', queue(OWN));
    expect([levels(joined), codes(joined)]).toEqual([[null, null], ['resource-not-collected']]);
  });

  test('not collected: named for both sides, and it can only take away', () => {
    const joined = join([snapshotOf(member())], ADA, 'sqs:SendMessage', queue(OWN));
    expect(
      joined.unknown.filter(({ effect }) => effect === 'narrows').map(({ code, subject }) => [code, subject]),
    ).toEqual([
      ['scp-not-collected', OWN],
      ['rcp-not-collected', OWN],
    ]);
  });

  test('a policy type that is not enabled: none', () => {
    const organization = organizationJson();
    const root = { ...(organization['root'] as object), serviceControlPolicies: null };
    expect(levels(join([snapshotOf(member({ ...organization, root }))], ADA, 'sqs:SendMessage', queue(OWN)))).toEqual([
      null,
      [1, 1, 1],
    ]);
  });

  test('services and anonymous callers have no SCPs', () => {
    const own = snapshotOf(member(organizationJson()));
    for (const principal of [{ kind: 'service', service: 'sns.amazonaws.com' }, { kind: 'anonymous' }] as const) {
      expect(levels(join([own], principal, 'sqs:SendMessage', queue(OWN)))).toEqual([null, [1, 1, 1]]);
    }
  });

  test('A08 an owner that nobody knows is named', () => {
    const joined = join([snapshotOf(member(organizationJson()))], ADA, 's3:GetObject', 'arn:aws:s3:::elsewhere/x');
    expect(codes(joined)).toEqual(['resource-not-collected', 'resource-owner-unknown']);
  });
});

test('several snapshots of one customer are joined: the caller’s policies from one, the resource’s from the other', () => {
  const bucketPolicy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: OWN }, Action: 's3:*', Resource: '*' },
  };
  const caller = snapshotOf({
    users: [user('ada', { UserPolicyList: [inline('own')] })],
    organization: inNoOrganization,
  });
  const owner = snapshotOf({
    account: accountJson(OTHER),
    resources: [{ arn: 'arn:aws:s3:::data', type: 'AWS::S3::Bucket', policy: bucketPolicy }],
    organization: inNoOrganization,
  });
  const { world } = join([caller, owner], ADA, 's3:GetObject', 'arn:aws:s3:::data/x');
  expect([names(world.identityPolicies), world.resourcePolicy?.name]).toEqual([['own'], 'bucket policy']);
  expect(ownerOf([caller, owner], 'arn:aws:s3:::data/x')).toBe(OTHER);
});
