import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { filesOf, OWN, organizationJson, user } from '../../shared/account/testing/fixtures.ts';
import { InputError } from '../cli/command.ts';
import { readEstate, readInput } from './read.ts';

const root = mkdtempSync(join(tmpdir(), 'nightjar-read-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Writes a folder of the given files; its path. */
function folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

/** The line a person reads, with the test's own folder left out; `read` where nothing was refused. */
async function check(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
    return 'read';
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${root}/`, '');
    throw error;
  }
}

const DETAILS = JSON.stringify({ UserDetailList: [user('ada')] });

test.each<[title: string, files: Record<string, string | Uint8Array>, line: string | RegExp]>([
  ['an empty folder', {}, 'x/account.json: expected the file, which every snapshot has, found none'],
  [
    'details without account.json',
    { 'authorization-details.json': DETAILS },
    'x/account.json: expected the file, which every snapshot has, found none',
  ],
  [
    'a broken file',
    { ...filesOf({ users: [user('ada')] }), 'resources.jsonl': '{' },
    'x/resources.jsonl: line 1: expected JSON, found a text that ends in the middle of it',
  ],
  [
    'bytes that are no text',
    { ...filesOf({}), 'account.json': Uint8Array.of(0xc3, 0x28, 0xff, 0x00) },
    'x/account.json: expected JSON text in UTF-8, found bytes that are no text',
  ],
])('a folder that is refused with one line: %s', async (_title, files, line) => {
  rmSync(join(root, 'x'), { recursive: true, force: true });
  expect(await check(readInput(folder('x', files)))).toBe(line);
});

test.each<[title: string, content: string | Uint8Array, line: string | RegExp]>([
  [
    'truncated JSON',
    '{"UserDetailList": [',
    'bare/f.json: line 1: expected JSON, found a text that ends in the middle of it',
  ],
  ['text', 'hello', 'bare/f.json: line 1: expected JSON, found `hello`'],
  ['blank', '', 'bare/f.json: expected JSON, found nothing'],
  [
    'wrong types',
    '{"UserDetailList": 5, "RoleDetailList": []}',
    'bare/f.json: /UserDetailList: expected a list, found `5`',
  ],
  [
    'noise',
    Uint8Array.from({ length: 512 }, (_, i) => (i * 37 + 129) % 256),
    'bare/f.json: expected JSON text in UTF-8, found bytes that are no text',
  ],
])('a bare file that is refused with one line: %s', async (_title, content, line) => {
  expect(await check(readInput(join(folder('bare', { 'f.json': content }), 'f.json')))).toBe(line);
});

test('a path that is not there', async () => {
  expect(await check(readInput(join(root, 'absent.json')))).toBe(
    'absent.json: expected a snapshot folder or an authorization-details file, found nothing',
  );
  expect(await check(readInput(join(folder('bare', { 'f.json': DETAILS }), 'f.json', 'below')))).toMatch(
    /^bare\/f.json\/below: expected a readable file or folder, found ENOTDIR$/,
  );
});

test('a folder, with the SHA-256 of each file that was read', async () => {
  const files = filesOf({ users: [user('ada')], organization: organizationJson() });
  const account = await readInput(folder('whole', { ...files, 'README.md': 'not part of a snapshot' }));
  expect(account.accountId).toBe(OWN);
  const hash = (name: string) =>
    createHash('sha256')
      .update(files[name] ?? '')
      .digest('hex');
  expect(account.sourceHashes).toEqual(Object.fromEntries(Object.keys(files).map((name) => [name, hash(name)])));
});

test('a bare file, also in UTF-16 as one Windows shell writes it', async () => {
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${DETAILS}`, 'utf16le'));
  const bare = folder('bare', { 'utf8.json': DETAILS, 'utf16.json': utf16 });
  for (const name of ['utf8.json', 'utf16.json']) {
    const account = await readInput(join(bare, name));
    expect([account.accountId, account.users.length, Object.keys(account.sourceHashes)]).toEqual([OWN, 1, [name]]);
  }
});

test('the organization is taken from its own link’s snapshot, unless the account’s has one', async () => {
  const link = folder('link', { 'organization.json': JSON.stringify(organizationJson()) });
  const path = folder('member', filesOf({ users: [user('ada')] }));
  expect((await readInput(path)).organization).toBe('not-collected');
  expect((await readInput(path, link)).organization).toMatchObject({ organizationId: 'o-exampleorg' });
  writeFileSync(join(path, 'organization.json'), '{"schemaVersion": 1, "organizationId": null}');
  expect((await readInput(path, link)).organization).toBe(null);
});

test('an estate: its customers and accounts, each once', async () => {
  const account = {
    accountId: OWN,
    roleArn: `arn:aws:iam::${OWN}:role/reader`,
    externalId: 'x',
    snapshots: { '2026-11-20': 'a' },
  };
  const customer = { id: 'C000001', name: 'A', timeZone: 'Europe/Berlin', reportTime: '07:30', accounts: [account] };
  const estate = (more: object) =>
    folder('estate', { 'estate.json': JSON.stringify({ schemaVersion: 1, customers: [customer], ...more }) });
  expect((await readEstate(estate({}))).customers[0]?.accounts[0]?.accountId).toBe(OWN);
  const refused: readonly (readonly [customers: unknown, line: string])[] = [
    [[customer, customer], 'estate/estate.json: /customers/1/id: expected each customer once, found `C000001`'],
    [
      [{ ...customer, accounts: [account, account] }],
      `estate/estate.json: /customers/0/accounts/1/accountId: expected each account once, found \`${OWN}\``,
    ],
    [
      [{ ...customer, id: 'C1' }],
      'estate/estate.json: /customers/0/id: expected a customer id (`C` and six digits), found `C1`',
    ],
    [
      [{ ...customer, reportTime: '25:00' }],
      'estate/estate.json: /customers/0/reportTime: expected a time of day (HH:MM), found `25:00`',
    ],
    [
      [{ ...customer, accounts: [{ ...account, snapshots: { today: 'a' } }] }],
      'estate/estate.json: /customers/0/accounts/0/snapshots/today: expected a date (YYYY-MM-DD), found `today`',
    ],
  ];
  for (const [customers, line] of refused) expect(await check(readEstate(estate({ customers })))).toBe(line);
  expect(await check(readEstate(join(root, 'link')))).toBe('link/estate.json: expected an estate, found nothing');
});
