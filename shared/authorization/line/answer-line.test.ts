import { describe, expect, test } from 'vitest';
import { answerLine } from './answer-line.ts';

const ACCOUNT = '111111111111';
const USER = `arn:aws:iam::${ACCOUNT}:user/u`;
const request = { principal: USER, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', resourceAccount: ACCOUNT };
const full = {
  name: 'full',
  document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
};

/** The answer to a line given as its fields: the decision, or `code where` of the error. */
function check(fields: Readonly<Record<string, unknown>>): string {
  const answer = answerLine(JSON.stringify({ id: '1', ...fields }), 1);
  return 'error' in answer ? `${answer.error.code} ${answer.error.where}` : answer.decision;
}

const asked = (more: Readonly<Record<string, unknown>>): string =>
  check({ request: { ...request, ...more }, identityPolicies: [full] });

describe('a line is answered as the contract shapes it', () => {
  test('an answer', () => {
    expect(answerLine(JSON.stringify({ id: 'a', request, identityPolicies: [full] }), 1)).toEqual({
      id: 'a',
      decision: 'allowed',
      because: [{ layer: 'identity', level: null, policy: 'full', statement: 0, sid: null, effect: 'Allow' }],
      notEvaluated: [],
    });
  });

  test('absent equals null in every field, and an id of any kind comes back', () => {
    const nothing = {
      identityPolicies: null,
      permissionsBoundaries: null,
      sessionPolicies: null,
      resourcePolicy: null,
    };
    const rest = {
      serviceControlPolicies: null,
      resourceControlPolicies: null,
      vpcEndpointPolicies: null,
      facts: null,
    };
    const { id: _one, ...absent } = { ...answerLine(JSON.stringify({ id: 7, request }), 1) };
    const { id, ...given } = { ...answerLine(JSON.stringify({ id: 8, request, ...nothing, ...rest }), 1) };
    expect(given).toEqual(absent);
    expect(id).toBe(8);
  });

  test('an error stands in place, with the number of its line', () => {
    expect(answerLine('{"id":"x","request":{"principal":7}}', 12)).toEqual({
      id: 'x',
      line: 12,
      error: {
        code: 'wrong-type',
        where: '/request/principal',
        expected: expect.stringContaining('anonymous'),
        found: '7',
      },
    });
    expect(answerLine('not json', 3)).toMatchObject({ id: null, line: 3, error: { code: 'not-json' } });
  });
});

describe('principals', () => {
  test.each([
    ['a user', USER],
    ['a user with a path', `arn:aws:iam::${ACCOUNT}:user/a/b/u`],
    ['a role', `arn:aws:iam::${ACCOUNT}:role/r`],
    ['a role session', `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`],
    ['root', `arn:aws:iam::${ACCOUNT}:root`],
    ['another partition', `arn:aws-cn:iam::${ACCOUNT}:user/u`],
  ])('%s', (_name, principal) => {
    expect(asked({ principal })).toBe('allowed');
  });

  test.each([
    ['C05 a federated user', `arn:aws:sts::${ACCOUNT}:federated-user/f`],
    ['a service', 'service:sns.amazonaws.com'],
    ['a provider', 'federated:accounts.google.com'],
    ['nobody', 'anonymous'],
  ])('%s has nothing of its own', (_name, principal) => {
    expect(asked({ principal })).toBe('implicit-deny');
  });

  test.each([
    ['text', 'u'],
    ['a group', `arn:aws:iam::${ACCOUNT}:group/g`],
    ['a session without name', `arn:aws:sts::${ACCOUNT}:assumed-role/r`],
    ['an ARN without account', 'arn:aws:iam:::user/u'],
    ['a user without name', `arn:aws:iam::${ACCOUNT}:user/`],
    ['a service without name', 'service:'],
  ])('%s is no principal', (_name, principal) => {
    expect(asked({ principal })).toBe('unknown-principal /request/principal');
  });

  test('E27 a role ARN must fit its session', () => {
    const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`;
    expect(asked({ principal, roleArn: `arn:aws:iam::${ACCOUNT}:role/path/r` })).toBe('allowed');
    expect(asked({ principal, roleArn: `arn:aws:iam::${ACCOUNT}:role/other` })).toBe('contradictory /request/roleArn');
    expect(asked({ principal, roleArn: 'r' })).toBe('unknown-value /request/roleArn');
  });
});

describe('what is not valid is named with its place', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no action', { action: undefined }, 'missing-field /request/action'],
    ['an action without service', { action: 'GetObject' }, 'invalid-action /request/action'],
    ['a pattern as action', { action: 's3:*' }, 'invalid-action /request/action'],
    ['no resource', { resource: undefined }, 'missing-field /request/resource'],
    ['a resource that is no ARN', { resource: 'b/k' }, 'invalid-resource /request/resource'],
    [
      'A08 another owner than the ARN says',
      { resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:q`, resourceAccount: '222222222222' },
      'contradictory /request/resourceAccount',
    ],
    [
      'another account than the principal has',
      { principalAccount: '222222222222' },
      'contradictory /request/principalAccount',
    ],
    ['a short account id', { resourceAccount: '1' }, 'unknown-value /request/resourceAccount'],
    [
      'an account without id',
      { resourceAccount: { organizationId: 'o-1' } },
      'missing-field /request/resourceAccount/id',
    ],
    ['a context that is no object', { context: [] }, 'wrong-type /request/context'],
    ['a context value that is an object', { context: { 'a/b': {} } }, 'wrong-type /request/context/a~1b'],
    ['F03 a context key twice', { context: { 'aws:a': '1', 'AWS:a': '2' } }, 'contradictory /request/context'],
  ])('%s', (_name, more, expected) => {
    expect(asked(more)).toBe(expected);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no request', {}, 'missing-field /request'],
    ['policies that are no list', { request, identityPolicies: {} }, 'wrong-type /identityPolicies'],
    [
      'a policy without document',
      { request, identityPolicies: [{ name: 'p' }] },
      'missing-field /identityPolicies/0/document',
    ],
    ['a policy without name', { request, resourcePolicy: { document: {} } }, 'missing-field /resourcePolicy/name'],
    ['a level that is no list', { request, serviceControlPolicies: [full] }, 'wrong-type /serviceControlPolicies/0'],
    [
      'an unknown ownership',
      { request, facts: { s3: { objectOwnership: 'Mine' } } },
      'unknown-value /facts/s3/objectOwnership',
    ],
    [
      'an unknown permission',
      { request, facts: { s3: { bucketAcl: [{ grantee: 'g', permission: 'ALL' }] } } },
      'unknown-value /facts/s3/bucketAcl/0/permission',
    ],
    [
      'an access point that is none',
      { request, facts: { s3: { accessPoint: { arn: 'arn:aws:s3:::b' } } } },
      'unknown-value /facts/s3/accessPoint/arn',
    ],
    [
      'an unknown key manager',
      { request, facts: { kms: { keyManager: 'ME' } } },
      'unknown-value /facts/kms/keyManager',
    ],
    [
      'a grant without grantee',
      { request, facts: { kms: { grants: [{ operations: ['Decrypt'] }] } } },
      'missing-field /facts/kms/grants/0/granteePrincipal',
    ],
    [
      'a setting that is no boolean',
      { request, facts: { s3: { publicAccessBlock: { ignorePublicAcls: 'yes' } } } },
      'wrong-type /facts/s3/publicAccessBlock/ignorePublicAcls',
    ],
  ])('%s', (_name, fields, expected) => {
    expect(check(fields)).toBe(expected);
  });

  test('values of the context: text, lists, numbers, booleans; null is absent', () => {
    const condition = {
      NumericEquals: { n: '7' },
      Bool: { b: 'true' },
      Null: { z: 'true' },
      'ForAnyValue:StringEquals': { l: '2' },
    };
    const document = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
    };
    const context = { n: 7, b: true, z: null, l: [1, 2] };
    expect(check({ request: { ...request, context }, identityPolicies: [{ name: 'p', document }] })).toBe('allowed');
  });

  test('a field that nobody knows is named in the answer', () => {
    const line = { request: { ...request, region: 'x' }, identityPolices: [full] };
    expect(answerLine(JSON.stringify(line), 1)).toMatchObject({
      id: null,
      decision: 'implicit-deny',
      notEvaluated: [
        { code: 'field-unknown', where: '/identityPolices', couldChange: false },
        { code: 'field-unknown', where: '/request/region', couldChange: false },
      ],
    });
  });
});
