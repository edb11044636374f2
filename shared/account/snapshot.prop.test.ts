import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, parseJsonDocuments } from './json-text.ts';
import { problemLine } from './problem.ts';
import { type ReadAccount, readAuthorizationDetails, readSnapshot } from './snapshot.ts';
import {
  accountJson,
  allow,
  filesOf,
  group,
  managedPolicy,
  OWN,
  organizationJson,
  role,
  user,
} from './testing/fixtures.ts';

const SEED = 20261120;
const RUNS = { seed: SEED, numRuns: 400 };

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const FILES = filesOf({
  account: accountJson(OWN, {
    s3PublicAccessBlock: null,
    notCollected: [{ feature: 'f', service: 's3', code: 'AccessDenied' }],
  }),
  users: [
    user('ada', {
      Tags: [{ Key: 'a', Value: 'b' }],
      GroupList: ['g'],
      UserPolicyList: [{ PolicyName: 'p', PolicyDocument: allow('*') }],
    }),
  ],
  groups: [group('g')],
  roles: [role('r', { RoleLastUsed: {} })],
  policies: [managedPolicy('p', allow('*'))],
  resources: [
    { arn: 'arn:aws:s3:::data', type: 'AWS::S3::Bucket', policy: allow('*'), acl: { grants: [] }, accessPoints: [] },
    { arn: KEY, type: 'AWS::KMS::Key', policy: null, grants: [], tags: { a: 'b' } },
  ],
  organization: organizationJson(),
});

/** Whatever goes in: an account, or a problem that makes one line. */
function check(read: ReadAccount): void {
  if ('account' in read) expect(read.account.accountId).toMatch(/^\d{12}$/);
  else expect(problemLine(read.problem)).toMatch(/^[^\n]+: expected [^\n]+, found [^\n]+$/);
}

/** Puts `value` at the `nth` place of a JSON value, counting all places depth first. */
function replaced(json: unknown, nth: { left: number }, value: unknown): unknown {
  if (nth.left-- === 0) return value;
  if (Array.isArray(json)) return json.map((item) => replaced(item, nth, value));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, replaced(item, nth, value)]));
}

test(`any value at any place of any file is read or refused with one line (seed ${SEED})`, () => {
  const names = Object.keys(FILES);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(120), fc.jsonValue(), (name, left, value) => {
      const lines = (FILES[name] ?? '').split('\n').filter((line) => line !== '');
      const changed = lines.map((line) => JSON.stringify(replaced(JSON.parse(line), { left }, value))).join('\n');
      check(readSnapshot({ ...FILES, [name]: changed }));
    }),
    RUNS,
  );
});

test(`any file cut off anywhere is read or refused with one line (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(FILES)), fc.double({ min: 0, max: 1, noNaN: true }), (name, part) => {
      const text = FILES[name] ?? '';
      check(readSnapshot({ ...FILES, [name]: text.slice(0, Math.floor(text.length * part)) }));
    }),
    RUNS,
  );
});

test(`any text is read or refused with one line (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) =>
      check(readAuthorizationDetails(text, 'f.json')),
    ),
    RUNS,
  );
});

test(`documents after each other are read as they were written (seed ${SEED})`, () => {
  const spaces = fc.constantFrom(' ', '\n', '\t\r\n  ');
  const documents = fc.array(fc.tuple(fc.oneof(fc.object(), fc.array(fc.jsonValue())), spaces, fc.constantFrom(0, 2)), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(documents, (parts) => {
      const texts = parts.map(([value, , indent]) => JSON.stringify(value, null, indent));
      const read = parseJsonDocuments(texts.map((text, i) => text + (parts[i]?.[1] ?? '')).join(''), 'f.json');
      expect(read).toEqual({ value: texts.map((text) => JSON.parse(text)) });
    }),
    RUNS,
  );
});

test(`the line of an error is the line that was broken (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), fc.nat(), (value, at) => {
      const lines = JSON.stringify({ first: value, last: 1 }, null, 1).split('\n');
      const broken = 1 + (at % (lines.length - 1));
      lines.splice(broken, 0, '#');
      const read = parseJson(lines.join('\n'), 'f.json');
      expect('problem' in read ? read.problem.place : '').toBe(`line ${broken + 1}`);
    }),
    RUNS,
  );
});
