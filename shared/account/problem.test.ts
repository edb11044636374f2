import { expect, test } from 'vitest';
import { problemLine } from './problem.ts';
import { readAuthorizationDetails, readSnapshot, type SnapshotFiles } from './snapshot.ts';
import { accountJson, allow, filesOf, OTHER, OWN, organizationJson, role, user } from './testing/fixtures.ts';

/** One clear line for what cannot be read. */
function check(files: SnapshotFiles, line: string | RegExp): void {
  const read = readSnapshot(files);
  const found = 'problem' in read ? problemLine(read.problem) : 'an account';
  if (typeof line === 'string') expect(found).toBe(line);
  else expect(found).toMatch(line);
  expect(found).not.toContain('\n');
}

function withFile(name: string, text: string): SnapshotFiles {
  return { ...filesOf({ users: [user('ada')] }), [name]: text };
}

const BUCKET = { arn: 'arn:aws:s3:::data', type: 'AWS::S3::Bucket' };

const CASES: readonly (readonly [title: string, files: SnapshotFiles, line: string | RegExp])[] = [
  ['no files', {}, 'account.json: expected the file, which every snapshot has, found none'],
  [
    'no authorization details',
    { 'account.json': JSON.stringify(accountJson()) },
    'authorization-details.json: expected the file, which every snapshot has, found none',
  ],
  ['blank', withFile('account.json', ' \n'), 'account.json: expected JSON, found nothing'],
  ['text', withFile('account.json', 'hello'), 'account.json: line 1: expected JSON, found `hello`'],
  [
    'truncated',
    withFile('account.json', '{"schemaVersion": 1,\n "partition": "aw'),
    'account.json: line 2: expected JSON, found a text that ends in the middle of it',
  ],
  [
    'truncated after a key',
    withFile('account.json', '{"schemaVersion"'),
    'account.json: line 1: expected JSON, found a text that ends in the middle of it',
  ],
  [
    'a missing comma',
    withFile('account.json', '{"a": 1\n\n "b": 2}'),
    'account.json: line 3: expected JSON, found `"b": 2}`',
  ],
  ['a trailing comma', withFile('account.json', '{"a": [1,]}'), 'account.json: line 1: expected JSON, found `]}`'],
  ['a bare word', withFile('account.json', '{"a": yes}'), 'account.json: line 1: expected JSON, found `yes}`'],
  [
    'a line break inside a text',
    withFile('account.json', '{"a": "x\ny"}'),
    /^account.json: line \d: expected JSON, found/,
  ],
  [
    'two documents where one is wanted',
    withFile('account.json', '{} {}'),
    'account.json: line 1: expected JSON, found `{}`',
  ],
  ['a list', withFile('account.json', '[]'), 'account.json: expected an object, found `[]`'],
  [
    'another schema version',
    withFile('account.json', JSON.stringify(accountJson(OWN, { schemaVersion: 2 }))),
    'account.json: /schemaVersion: expected schema version 1, found `2`',
  ],
  [
    'no account id',
    withFile('account.json', JSON.stringify({ ...accountJson(), accountId: undefined })),
    'account.json: /accountId: expected a 12-digit account id, found nothing',
  ],
  [
    'an account id as a number',
    withFile('account.json', JSON.stringify(accountJson(OWN, { accountId: 5 }))),
    'account.json: /accountId: expected a 12-digit account id, found `5`',
  ],
  [
    'no time',
    withFile('account.json', JSON.stringify(accountJson(OWN, { collectedAt: 'yesterday' }))),
    'account.json: /collectedAt: expected a time (ISO 8601), found `yesterday`',
  ],
  [
    'a setting that is no truth value',
    withFile('account.json', JSON.stringify(accountJson(OWN, { s3PublicAccessBlock: { blockPublicAcls: 'yes' } }))),
    'account.json: /s3PublicAccessBlock/blockPublicAcls: expected true or false, found `yes`',
  ],
  [
    'details as a list of nothing',
    withFile('authorization-details.json', '[]'),
    /^authorization-details.json: expected the output of get-account-authorization-details .*, found `\[\]`$/,
  ],
  [
    'details of another kind',
    withFile('authorization-details.json', '{"Users": []}'),
    /^authorization-details.json: expected .*, found an object with `Users`$/,
  ],
  [
    'a list that is none',
    withFile('authorization-details.json', '{"UserDetailList": 5}'),
    'authorization-details.json: /UserDetailList: expected a list, found `5`',
  ],
  [
    'an ARN that is none',
    filesOf({ roles: [role('r', { Arn: 'nonsense' })] }),
    'authorization-details.json: /RoleDetailList/0/Arn: expected an ARN of IAM (`arn:aws:iam::ACCOUNT:role/NAME`), found `nonsense`',
  ],
  [
    'a user’s ARN at a role',
    filesOf({ roles: [role('r', { Arn: `arn:aws:iam::${OWN}:user/r` })] }),
    /RoleDetailList\/0\/Arn: expected an ARN of IAM/,
  ],
  [
    'an account id that contradicts the ARNs',
    filesOf({ users: [user('ada'), user('bob', {}, OTHER)] }),
    `authorization-details.json: /UserDetailList/1/Arn: expected an ARN of the account in account.json (\`arn:aws:iam::${OWN}:…\`), found \`arn:aws:iam::${OTHER}:user/bob\``,
  ],
  [
    'L03 a policy that is not JSON',
    filesOf({ users: [user('ada', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: 'allow all' }] })] }),
    /UserDetailList\/0\/UserPolicyList\/0\/PolicyDocument: expected a policy document \(.*\), found `allow all`$/,
  ],
  [
    'L03 a policy that is a list',
    filesOf({ users: [user('ada', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: [] }] })] }),
    /PolicyDocument: expected a policy document/,
  ],
  [
    'a later page with an error',
    withFile(
      'authorization-details.json',
      `[${JSON.stringify({ UserDetailList: [user('ada')] })}, {"UserDetailList": [{}]}]`,
    ),
    /^authorization-details.json: \/1\/UserDetailList\/0\/Arn: expected an ARN of IAM .*, found nothing$/,
  ],
  [
    'a second document with an error',
    withFile(
      'authorization-details.json',
      `${JSON.stringify({ UserDetailList: [user('ada')] })}\n{"UserDetailList": 1}`,
    ),
    'authorization-details.json: document 2, /UserDetailList: expected a list, found `1`',
  ],
  [
    'a resource line that is no JSON',
    withFile('resources.jsonl', `${JSON.stringify(BUCKET)}\n{"arn": `),
    'resources.jsonl: line 2: expected JSON, found a text that ends in the middle of it',
  ],
  [
    'a resource without an ARN',
    withFile('resources.jsonl', '\n{"type": "AWS::S3::Bucket"}'),
    /^resources.jsonl: line 2, \/arn: expected an ARN, found nothing$/,
  ],
  [
    'a field of the wrong type',
    filesOf({ resources: [{ ...BUCKET, objectOwnership: 'Mine' }] }),
    'resources.jsonl: line 1, /objectOwnership: expected an S3 object ownership, found `Mine`',
  ],
  [
    'a field of the wrong type, deep inside',
    filesOf({ resources: [{ ...BUCKET, acl: { grants: [{ grantee: {}, permission: 'ALL' }] } }] }),
    'resources.jsonl: line 1, /acl/grants/0/permission: expected a permission of an ACL, found `ALL`',
  ],
  [
    'a resource of another account',
    filesOf({ resources: [{ arn: `arn:aws:sqs:eu-west-1:${OTHER}:q`, type: 'AWS::SQS::Queue' }] }),
    /^resources.jsonl: line 1, \/arn: expected a resource of account/,
  ],
  [
    'a bucket policy that is no JSON',
    filesOf({ resources: [{ ...BUCKET, policy: '{' }] }),
    /^resources.jsonl: line 1, \/policy: expected a policy document/,
  ],
  [
    'an alias policy that is no JSON',
    filesOf({
      resources: [
        {
          arn: `arn:aws:lambda:eu-west-1:${OWN}:function:f`,
          type: 'AWS::Lambda::Function',
          aliases: [
            {
              aliasArn: `arn:aws:lambda:eu-west-1:${OWN}:function:f:live`,
              name: 'live',
              functionVersion: '1',
              policy: 'x',
            },
          ],
        },
      ],
    }),
    /^resources.jsonl: line 1, \/aliases\/0\/policy: expected a policy document/,
  ],
  [
    'an organization without a root',
    filesOf({ organization: { ...organizationJson(), root: undefined } }),
    'organization.json: /root: expected an object, found nothing',
  ],
  [
    'an SCP that is no JSON',
    filesOf({
      organization: organizationJson({
        policies: [{ id: 'p-1', name: 'x', type: 'SERVICE_CONTROL_POLICY', document: '// none' }],
      }),
    }),
    /^organization.json: \/policies\/0\/document: expected a policy document/,
  ],
  [
    'a credential report without its flags',
    withFile(
      'credential-report.json',
      JSON.stringify({ schemaVersion: 1, entries: [{ user: 'ada', arn: `arn:aws:iam::${OWN}:user/ada` }] }),
    ),
    /^credential-report.json: \/entries\/0\/mfaActive: expected true, false/,
  ],
  [
    'a last-accessed line without services',
    withFile('last-accessed.jsonl', JSON.stringify({ arn: `arn:aws:iam::${OWN}:user/ada` })),
    'last-accessed.jsonl: line 1, /servicesLastAccessed: expected a list of services, found nothing',
  ],
  [
    'an assignment to neither user nor group',
    withFile(
      'identity-center.json',
      JSON.stringify({
        schemaVersion: 1,
        permissionSets: [],
        groups: [],
        users: [],
        assignments: [
          {
            permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
            accountId: OWN,
            principalType: 'ROLE',
            principalId: 'x',
          },
        ],
      }),
    ),
    'identity-center.json: /assignments/0/principalType: expected `USER` or `GROUP`, found `ROLE`',
  ],
];

test('an organization that is nested without end is refused', () => {
  const node = '{"id": "ou-ab12-more", "organizationalUnits": [';
  const nested = `${node.repeat(20_000)}{"id": "ou-ab12-leaf"}${']}'.repeat(20_000)}`;
  const json = JSON.stringify(organizationJson({ root: '@' })).replace('"@"', nested);
  check(
    { ...filesOf({}), 'organization.json': json },
    'organization.json: /root: expected at most 10 levels of organizational units, found more',
  );
});

test.each(CASES)('unreadable input: %s', (_title, files, line) => check(files, line));

/** A bare file has no account.json beside it: its ARNs say whose it is. */
const BARE: readonly (readonly [title: string, text: string, line: string])[] = [
  [
    'no entity names the account',
    '{"UserDetailList": [], "RoleDetailList": []}',
    'f.json: expected at least one user, group, role or policy whose ARN names the account, found none',
  ],
  [
    'two accounts, neither with the most',
    JSON.stringify({ UserDetailList: [user('ada'), user('bob', {}, OTHER)] }),
    `f.json: /UserDetailList/1/Arn: expected ARNs of one account (\`${OWN}\`), found \`arn:aws:iam::${OTHER}:user/bob\``,
  ],
  [
    'only AWS’s own policies',
    JSON.stringify({
      Policies: [{ Arn: 'arn:aws:iam::aws:policy/X', PolicyVersionList: [{ VersionId: 'v1', Document: allow('*') }] }],
    }),
    'f.json: expected at least one user, group, role or policy whose ARN names the account, found none',
  ],
];

test.each(BARE)('unreadable bare file: %s', (_title, text, line) => {
  const read = readAuthorizationDetails(text, 'f.json');
  expect('problem' in read ? problemLine(read.problem) : 'an account').toBe(line);
});

test('what is quoted stays on one line, short, and without control characters', () => {
  const read = readAuthorizationDetails(`\u0000\u001b[31m\`x\`${'y'.repeat(500)}`, 'f.json');
  const line = 'problem' in read ? problemLine(read.problem) : 'an account';
  expect(line).toBe(`f.json: line 1: expected JSON, found \`··[31m·x·${'y'.repeat(51)}…\``);
});
