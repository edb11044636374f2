import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GenerateCredentialReportCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandInput,
  GetCredentialReportCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call, Refusal } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { LocalAccounts } from './local-accounts.ts';

const root = mkdtempSync(join(tmpdir(), 'accounts-test-'));
const roleArn = 'arn:aws:iam::111111111111:role/nightjar/ReadOnly';
const emptyRole = 'arn:aws:iam::222222222222:role/ReadOnly';
const ownRole = 'arn:aws:iam::999999999999:role/tenant-data';
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Note: "ä & <b> (!*')" }],
};
const encoded = encodeURIComponent('{"Version":"2012-10-17"}');

const details = {
  UserDetailList: Array.from({ length: 5 }, (_, at) => ({
    UserName: `u${at}`,
    Path: '/',
    Arn: `arn:aws:iam::111111111111:user/u${at}`,
    CreateDate: '2025-01-02T03:04:05Z',
    UserPolicyList: [{ PolicyName: 'p', PolicyDocument: JSON.stringify(trust) }],
    GroupList: [],
    AttachedManagedPolicies: [],
    Tags: [{ Key: 'team', Value: 'a & b' }],
  })),
  GroupDetailList: [{ GroupName: 'g', Arn: 'arn:aws:iam::111111111111:group/g' }],
  RoleDetailList: [{ RoleName: 'r', Arn: 'arn:aws:iam::111111111111:role/r', AssumeRolePolicyDocument: trust }],
  Policies: [
    {
      PolicyName: 'local',
      Arn: 'arn:aws:iam::111111111111:policy/local',
      IsAttachable: true,
      AttachmentCount: 2,
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: encoded }],
    },
    { PolicyName: 'ReadOnlyAccess', Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyVersionList: [] },
  ],
};

let now = Date.now();
let refuse: (call: Call) => Refusal | undefined = () => undefined;
let listener: Listener;
let accounts: LocalAccounts;
const clients: { destroy(): void }[] = [];

beforeAll(async () => {
  const folder = join(root, 'full');
  mkdirSync(folder);
  mkdirSync(join(root, 'empty'));
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('authorization-details.json', details);
  write('account.json', { schemaVersion: 1, accountId: '111111111111', collectedAt: '2026-01-01T00:00:00Z' });
  write('credential-report.json', {
    schemaVersion: 1,
    entries: [
      { user: '<root_account>', arn: 'arn:aws:iam::111111111111:root', mfaActive: true, passwordLastUsed: null },
    ],
  });
  const services = ['s3', 'kms', 'sqs'].map((serviceNamespace, at) => ({
    serviceNamespace,
    lastAuthenticated: at === 0 ? '2025-12-01T00:00:00Z' : null,
    trackedActionsLastAccessed:
      at === 0 ? [{ actionName: 'GetObject', lastAccessedTime: '2025-12-01T00:00:00Z' }] : null,
  }));
  write('last-accessed.jsonl', { arn: 'arn:aws:iam::111111111111:role/r', servicesLastAccessed: services });
  accounts = new LocalAccounts({
    customerRoles: [
      { roleArn, externalId: 'external-1', snapshotFolder: folder },
      { roleArn: emptyRole, externalId: 'external-2', snapshotFolder: join(root, 'empty') },
    ],
    ownRoles: [ownRole],
    ownAccountId: '999999999999',
    callers: { AKIDSCANNER: 'arn:aws:sts::999999999999:assumed-role/scanner/run' },
    now: () => now,
  });
  listener = await accounts.listen({ before: (call) => refuse(call) });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await listener.close();
  rmSync(root, { recursive: true });
});

function kept<T extends { destroy(): void }>(client: T): T {
  clients.push(client);
  return client;
}
const optionsWith = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: listener.endpoint,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
});
const sts = () => kept(new STSClient(optionsWith({ accessKeyId: 'AKIDSCANNER', secretAccessKey: 'x' })));
const assume = (more: Partial<AssumeRoleCommandInput> = {}) =>
  sts().send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'run-1', ExternalId: 'external-1', ...more }));
const sessionOf = async (more: Partial<AssumeRoleCommandInput> = {}) => {
  const { Credentials } = await assume(more);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
};
const iam = async (more: Partial<AssumeRoleCommandInput> = {}) =>
  kept(new IAMClient(optionsWith(await sessionOf(more))));

describe('AssumeRole', () => {
  test('the right external id gives a session of the role', async () => {
    const client = kept(new STSClient(optionsWith(await sessionOf())));
    const identity = await client.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '111111111111',
      Arn: 'arn:aws:sts::111111111111:assumed-role/ReadOnly/run-1',
    });
    expect((await sts().send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:sts::999999999999:assumed-role/scanner/run',
    );
  });

  test.each([
    ['a wrong external id', { ExternalId: 'external-2' }, 'AccessDenied'],
    ['no external id', { ExternalId: undefined }, 'AccessDenied'],
    ['a role that is not there', { RoleArn: 'arn:aws:iam::111111111111:role/Other' }, 'AccessDenied'],
    ['session tags on a customer’s role', { Tags: [{ Key: 'a', Value: 'b' }] }, 'AccessDenied'],
    ['source identity on a customer’s role', { SourceIdentity: 'me' }, 'AccessDenied'],
    ['a session of more than an hour', { DurationSeconds: 3601 }, 'ValidationError'],
    ['a session of less than 15 minutes', { DurationSeconds: 899 }, 'ValidationError'],
    ['a session name with a blank', { RoleSessionName: 'a b' }, 'ValidationError'],
    ['a session policy of 2,049 characters', { Policy: `"${'x'.repeat(2047)}"` }, 'ValidationError'],
    ['a session policy that is no JSON', { Policy: '{' }, 'MalformedPolicyDocumentException'],
    [
      'managed session policies',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
      'ValidationError',
    ],
  ])('refused: %s', async (_title, more, name) => {
    await expect(assume(more as Partial<AssumeRoleCommandInput>)).rejects.toMatchObject({ name });
  });

  test('our own roles take session tags, which deciders see', async () => {
    const tags = [{ Key: 'customerId', Value: 'C000001' }];
    const session = await sessionOf({ RoleArn: ownRole, ExternalId: undefined, Tags: tags, DurationSeconds: 900 });
    expect(accounts.callerOf(session.accessKeyId)?.session).toMatchObject({
      roleArn: ownRole,
      tags: { customerId: 'C000001' },
    });
    const client = kept(new IAMClient(optionsWith(session)));
    await expect(client.send(new GetAccountAuthorizationDetailsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  test('a session ends at its time; a token that was not given is none', async () => {
    const session = await sessionOf({ DurationSeconds: 900 });
    const client = kept(new STSClient(optionsWith(session)));
    const forged = kept(new STSClient(optionsWith({ ...session, sessionToken: 'forged' })));
    await expect(forged.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    now += 899_000;
    await client.send(new GetCallerIdentityCommand({}));
    now += 1000;
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(accounts.callerOf(session.accessKeyId)).toBeNull();
  });
});

describe('GetAccountAuthorizationDetails', () => {
  const read = async (input: GetAccountAuthorizationDetailsCommandInput) =>
    (await iam()).send(new GetAccountAuthorizationDetailsCommand(input));

  test('everything, documents encoded, dates as dates, empty lists as lists', async () => {
    const all = await read({});
    expect(all.IsTruncated).toBe(false);
    expect(all.UserDetailList).toHaveLength(5);
    expect(all.UserDetailList?.[0]).toMatchObject({
      UserName: 'u0',
      CreateDate: new Date('2025-01-02T03:04:05Z'),
      GroupList: [],
      Tags: [{ Key: 'team', Value: 'a & b' }],
    });
    const document = all.UserDetailList?.[0]?.UserPolicyList?.[0]?.PolicyDocument ?? '';
    expect(document).toMatch(/^%7B%22Version/);
    expect(document).not.toMatch(/[!'()*]/);
    expect(JSON.parse(decodeURIComponent(document))).toEqual(trust);
    expect(JSON.parse(decodeURIComponent(all.RoleDetailList?.[0]?.AssumeRolePolicyDocument ?? ''))).toEqual(trust);
    expect(all.Policies?.[0]).toMatchObject({
      IsAttachable: true,
      AttachmentCount: 2,
      PolicyVersionList: [{ Document: encoded }],
    });
  });

  test.each([
    ['User', { users: 5, groups: 0, roles: 0, policies: [] }],
    ['Group', { users: 0, groups: 1, roles: 0, policies: [] }],
    ['Role', { users: 0, groups: 0, roles: 1, policies: [] }],
    ['LocalManagedPolicy', { users: 0, groups: 0, roles: 0, policies: ['local'] }],
    ['AWSManagedPolicy', { users: 0, groups: 0, roles: 0, policies: ['ReadOnlyAccess'] }],
  ] as const)('filter %s', async (filter, expected) => {
    const answer = await read({ Filter: [filter] });
    expect({
      users: answer.UserDetailList?.length,
      groups: answer.GroupDetailList?.length,
      roles: answer.RoleDetailList?.length,
      policies: answer.Policies?.map((policy) => policy.PolicyName),
    }).toEqual(expected);
  });

  test('pages go on at their marker, across the lists', async () => {
    const client = await iam();
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    let pages = 0;
    do {
      const input = { MaxItems: 2, ...(Marker === undefined ? {} : { Marker }) };
      const page = await client.send(new GetAccountAuthorizationDetailsCommand(input));
      names.push(
        ...(page.UserDetailList ?? []).map((user) => user.UserName),
        ...(page.GroupDetailList ?? []).map((group) => group.GroupName),
      );
      names.push(
        ...(page.RoleDetailList ?? []).map((role) => role.RoleName),
        ...(page.Policies ?? []).map((policy) => policy.PolicyName),
      );
      Marker = page.IsTruncated ? page.Marker : undefined;
      pages += 1;
    } while (Marker !== undefined);
    expect(pages).toBe(5);
    expect(names).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'g', 'r', 'local', 'ReadOnlyAccess']);
  });

  test.each([
    ['MaxItems 1001', { MaxItems: 1001 }],
    ['MaxItems 0', { MaxItems: 0 }],
    ['a marker that was not given', { Marker: 'x' }],
    ['an unknown filter', { Filter: ['Robot'] }],
  ])('refused: %s', async (_title, input) => {
    await expect(read(input as GetAccountAuthorizationDetailsCommandInput)).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  test('what was not collected is denied, not empty', async () => {
    const client = await iam({ RoleArn: emptyRole, ExternalId: 'external-2' });
    for (const command of [new GetAccountAuthorizationDetailsCommand({}), new GenerateCredentialReportCommand({})]) {
      await expect(client.send(command as never)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });
});

test('credential report: started, complete, a table', async () => {
  const client = await iam();
  await expect(client.send(new GetCredentialReportCommand({}))).rejects.toMatchObject({
    name: 'CredentialReportNotPresentException',
  });
  expect((await client.send(new GenerateCredentialReportCommand({}))).State).toBe('STARTED');
  expect((await client.send(new GenerateCredentialReportCommand({}))).State).toBe('COMPLETE');
  const report = await client.send(new GetCredentialReportCommand({}));
  const [head, row] = Buffer.from(report.Content ?? [])
    .toString()
    .split('\n');
  expect(head).toMatch(/^user,arn,user_creation_time,password_enabled,/);
  expect(row).toMatch(/^<root_account>,arn:aws:iam::111111111111:root,N\/A,N\/A,N\/A,/);
  expect(report.GeneratedTime).toEqual(new Date('2026-01-01T00:00:00Z'));
});

test('last accessed: a job of its own session, in pages', async () => {
  const client = await iam();
  const Arn = 'arn:aws:iam::111111111111:role/r';
  const { JobId } = await client.send(
    new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity: 'ACTION_LEVEL' }),
  );
  const first = await client.send(new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: 2 }));
  expect(first).toMatchObject({ JobStatus: 'COMPLETED', IsTruncated: true });
  expect(first.ServicesLastAccessed?.[0]).toMatchObject({
    ServiceNamespace: 's3',
    LastAuthenticated: new Date('2025-12-01T00:00:00Z'),
    TrackedActionsLastAccessed: [{ ActionName: 'GetObject' }],
  });
  const second = await client.send(
    new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: 2, Marker: first.Marker }),
  );
  expect(second.ServicesLastAccessed?.map((service) => service.ServiceNamespace)).toEqual(['sqs']);
  const other = await iam();
  await expect(other.send(new GetServiceLastAccessedDetailsCommand({ JobId }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

describe('the snapshot door', () => {
  const open = async (path: string, token?: string) => {
    const answer = await fetch(`${listener.endpoint}${path}`, {
      headers: token ? { 'x-amz-security-token': token } : {},
    });
    return { status: answer.status, text: await answer.text() };
  };

  test('gives files of the session’s account and no other', async () => {
    const { sessionToken } = await sessionOf();
    expect(JSON.parse((await open('/snapshot/111111111111/account.json', sessionToken)).text)).toMatchObject({
      accountId: '111111111111',
    });
    expect(await open('/snapshot/111111111111/organization.json', sessionToken)).toMatchObject({ status: 404 });
    expect(await open('/snapshot/222222222222/account.json', sessionToken)).toMatchObject({ status: 403 });
    expect(await open('/snapshot/111111111111/account.json')).toMatchObject({ status: 403 });
    expect(await open('/snapshot/111111111111/secrets.json', sessionToken)).toMatchObject({ status: 400 });
  });
});

test('gates: throttling on the second call', async () => {
  const client = await iam();
  let base = 0;
  refuse = ({ operation, count }) => {
    if (operation !== 'GetAccountAuthorizationDetails') return undefined;
    base ||= count;
    return count === base + 1 ? { status: 400, code: 'Throttling', message: 'Rate exceeded' } : undefined;
  };
  const read = () => client.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
  await read();
  await expect(read()).rejects.toMatchObject({ name: 'Throttling' });
  await read();
  refuse = () => undefined;
});

test('an operation that is not there fails with its name', async () => {
  const client = await iam();
  await expect(client.send(new ListUsersCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: expect.stringContaining('ListUsers'),
  });
});
