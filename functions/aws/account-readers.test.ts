import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LocalAccounts } from '../../scripts/local/accounts/local-accounts.ts';
import type { Call } from '../../scripts/local/http/gate.ts';
import type { Listener } from '../../scripts/local/http/listener.ts';
import type { Link } from '../../shared/contract/tenant-items.ts';
import { assemble } from '../snapshot/assemble.ts';
import { accountReaders } from './account-readers.ts';

const root = mkdtempSync(join(tmpdir(), 'readers-test-'));
const SCANNER = 'arn:aws:iam::999999999999:role/nightjar-scanner';
const LINK: Link = {
  accountId: '111111111111',
  roleArn: 'arn:aws:iam::111111111111:role/nightjar/ReadOnly',
  externalId: 'external-1',
};
const calls: Call[] = [];
let listener: Listener;

beforeAll(async () => {
  const full = join(root, 'full');
  const partial = join(root, 'partial');
  for (const folder of [full, partial]) mkdirSync(folder);
  const user = (name: string) => ({ UserName: name, Arn: `arn:aws:iam::111111111111:user/${name}` });
  const write = (folder: string, name: string, value: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  write(full, 'authorization-details.json', {
    UserDetailList: ['a', 'b', 'c', 'd', 'e'].map(user),
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [{ PolicyName: 'p', Arn: 'arn:aws:iam::aws:policy/p', PolicyVersionList: [] }],
  });
  write(full, 'account.json', { accountId: '111111111111' });
  write(partial, 'authorization-details.json', { RoleDetailList: [] });
  const accounts = new LocalAccounts({
    customerRoles: [
      { roleArn: LINK.roleArn, externalId: LINK.externalId, snapshotFolder: full },
      {
        roleArn: 'arn:aws:iam::222222222222:role/nightjar/ReadOnly',
        externalId: 'external-2',
        snapshotFolder: partial,
      },
    ],
    ownRoles: [SCANNER],
    ownAccountId: '999999999999',
    mostPerPage: 2,
  });
  listener = await accounts.listen({ before: (call) => void calls.push(call) });
  vi.stubEnv('AWS_ENDPOINT_URL_STS', listener.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_IAM', listener.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDFUNCTION');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await listener.close();
  rmSync(root, { recursive: true });
});

async function all(pages: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

const readers = () => accountReaders(SCANNER, listener.endpoint);
async function pagesOf(link: Link, itemId: string): Promise<string[]> {
  const reader = await readers().open(link, 'C000001-111111111111-2026-11-20-a1');
  return all(reader.pages(itemId));
}

test('an entity type is read page by page, through the scanner and the link’s role, its account checked first', async () => {
  calls.length = 0;
  const pages = await pagesOf(LINK, 'iam-users');
  expect(pages.map((page) => JSON.parse(page).UserDetailList.length)).toEqual([2, 2, 1]);
  expect(calls.map(({ operation }) => operation)).toEqual([
    'AssumeRole',
    'AssumeRole',
    'GetCallerIdentity',
    ...['GetAccountAuthorizationDetails', 'GetAccountAuthorizationDetails', 'GetAccountAuthorizationDetails'],
  ]);
  expect(calls[0]?.input).toMatchObject({ RoleArn: SCANNER });
  expect(calls[1]?.input).toMatchObject({
    RoleArn: LINK.roleArn,
    ExternalId: 'external-1',
    Policy: expect.stringContaining('iam:GetAccountAuthorizationDetails'),
  });
});

test('only the list of the type is kept: the others count as not asked for', async () => {
  expect((await pagesOf(LINK, 'iam-aws-policies')).map((page) => Object.keys(JSON.parse(page)))).toEqual([
    ['Policies'],
  ]);
});

test('what is read is what the account holds', async () => {
  const items = await Promise.all(
    ['iam-users', 'iam-groups', 'iam-roles', 'iam-policies', 'iam-aws-policies', 'account'].map(async (itemId) => ({
      itemId,
      pages: await pagesOf(LINK, itemId),
    })),
  );
  const files = assemble(items);
  expect(JSON.parse(files.get('authorization-details.json') ?? '')).toMatchObject({
    UserDetailList: { length: 5 },
    GroupDetailList: [],
    Policies: [{ PolicyName: 'p' }],
  });
  expect(files.get('account.json')).toBe('{"accountId":"111111111111"}');
});

test('a file that was not collected has no page, also where nobody serves files', async () => {
  expect(await pagesOf(LINK, 'resources')).toEqual([]);
  const reader = await accountReaders(SCANNER, null).open(LINK, 'session');
  expect(await all(reader.pages('account'))).toEqual([]);
});

test('a wrong external id opens nothing', async () => {
  await expect(pagesOf({ ...LINK, externalId: 'guess' }, 'iam-users')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('credentials of another account than the link’s are refused before anything is read', async () => {
  calls.length = 0;
  const other = { ...LINK, roleArn: 'arn:aws:iam::222222222222:role/nightjar/ReadOnly', externalId: 'external-2' };
  await expect(pagesOf(other, 'iam-users')).rejects.toMatchObject({ name: 'AccountMismatch' });
  expect(calls.map(({ operation }) => operation)).not.toContain('GetAccountAuthorizationDetails');
});

test('a read that the role does not allow is an error of AWS’s name: the step makes a gap of it', async () => {
  const link = {
    accountId: '222222222222',
    roleArn: 'arn:aws:iam::222222222222:role/nightjar/ReadOnly',
    externalId: 'external-2',
  };
  await expect(pagesOf(link, 'iam-users')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await pagesOf(link, 'iam-roles')).toEqual(['{"RoleDetailList":[]}']);
});
