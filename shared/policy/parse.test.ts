import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from './model.ts';
import { isOpen, parsePolicy } from './parse.ts';

const VERSION = '2012-10-17';
const statement = (extra: object): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...extra });
const policy = (extra: object, version: unknown = VERSION): object => ({
  Version: version,
  Statement: [statement(extra)],
});

/** What is said about a document: `code where consequence` of each issue. */
function issuesOf(document: PolicyDocument): string[] {
  return document.issues.map(({ code, where, consequence }) => `${code} ${where} ${consequence}`);
}

describe('a document in every form is read alike', () => {
  const object = policy({ Sid: 'one', Condition: { StringEquals: { 'aws:username': 'a' } } });
  const text = JSON.stringify(object);
  test.each([
    ['an object', object],
    ['JSON text', text],
    ['JSON text with space around', `\n ${text} `],
    ['L03 URL-encoded text', encodeURIComponent(text)],
  ])('%s', (_name, input) => {
    const { source: _source, ...document } = parsePolicy(input);
    expect(document).toEqual({
      version: VERSION,
      id: null,
      issues: [],
      statements: [
        {
          index: 0,
          sid: 'one',
          effect: 'Allow',
          principal: null,
          action: { negated: false, patterns: ['s3:GetObject'] },
          resource: { negated: false, patterns: ['*'] },
          conditions: [
            {
              operator: 'StringEquals',
              quantifier: null,
              ifExists: false,
              key: 'aws:username',
              keyId: 'aws:username',
              values: ['a'],
            },
          ],
          unresolved: [],
        },
      ],
    });
  });

  test('a single statement and a list of one', () => {
    const one = parsePolicy({ Version: VERSION, Statement: statement({}) });
    expect(one.statements).toEqual(parsePolicy(policy({})).statements);
  });

  test('what was read is kept as it was', () => {
    expect(parsePolicy(text).source).toEqual(object);
    expect(parsePolicy('no json').source).toBe('no json');
  });
});

describe('elements', () => {
  const first = (extra: object) => parsePolicy(policy(extra)).statements[0];

  test('E16 E22 the negated twins', () => {
    const read = parsePolicy({
      Version: VERSION,
      Statement: { Effect: 'Deny', NotAction: ['a:b', 'c:d'], NotResource: 'arn:aws:s3:::b', NotPrincipal: '*' },
    }).statements[0];
    expect(read).toMatchObject({
      action: { negated: true, patterns: ['a:b', 'c:d'] },
      resource: { negated: true, patterns: ['arn:aws:s3:::b'] },
      principal: { negated: true, entries: [{ kind: 'everyone', text: '*' }] },
    });
  });

  test('a trust policy has no Resource', () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
    expect(parsePolicy({ Version: VERSION, Statement: trust }).statements[0]).toMatchObject({
      resource: null,
      unresolved: [],
    });
  });

  test.each([
    ['E01', '*', 'everyone'],
    ['E01', { AWS: '*' }, 'everyone'],
    ['E02', { AWS: '123456789012' }, 'account'],
    ['E02', { AWS: 'arn:aws:iam::123456789012:root' }, 'account'],
    ['B01', { AWS: 'arn:aws:iam::123456789012:user/path/u' }, 'user'],
    ['B02', { AWS: 'arn:aws:iam::123456789012:role/path/r' }, 'role'],
    ['B03 E07', { AWS: 'arn:aws:sts::123456789012:assumed-role/r/s' }, 'role-session'],
    ['B04', { AWS: 'arn:aws:sts::123456789012:federated-user/f' }, 'federated-user'],
    ['E05', { AWS: 'AROAABCDEFGHIJKLMNOPQ' }, 'unique-id'],
    ['E06', { Service: 'ec2.amazonaws.com' }, 'service'],
    ['E09', { Federated: 'arn:aws:iam::123456789012:oidc-provider/x' }, 'federated'],
    ['M07', { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, 'canonical-user'],
    ['E03 no partial wildcards', { AWS: 'arn:aws:iam::123456789012:role/x*' }, 'unrecognised'],
    ['E04 no groups', { AWS: 'arn:aws:iam::123456789012:group/g' }, 'unrecognised'],
    ['E06 no star as service', { Service: '*' }, 'unrecognised'],
  ])('%s principal %j: %s', (_rule, principal, kind) => {
    expect(first({ Principal: principal })?.principal?.entries.map((entry) => entry.kind)).toEqual([kind]);
  });

  test('F14 booleans and numbers are kept as their text', () => {
    const conditions = { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } };
    expect(first({ Condition: conditions })?.conditions.map(({ values }) => values)).toEqual([['true'], ['10']]);
  });

  test.each([
    ['StringEquals', null, false],
    ['StringLikeIfExists', null, true],
    ['ForAllValues:StringLike', 'ForAllValues', false],
    ['ForAnyValue:StringNotEqualsIfExists', 'ForAnyValue', true],
    ['ForAnyValue:Stringlike', 'ForAnyValue', false],
  ])('operator %s: %s, %s', (operator, quantifier, ifExists) => {
    expect(first({ Condition: { [operator]: { k: 'v' } } })?.conditions[0]).toMatchObject({ quantifier, ifExists });
  });

  test('F01 F03 several keys under one operator are several conditions, keys in lower case beside their text', () => {
    const keys = first({ Condition: { StringEquals: { 'aws:A': 'x', 'aws:B': 'y' } } })?.conditions;
    expect(keys?.map(({ key, keyId }) => [key, keyId])).toEqual([
      ['aws:A', 'aws:a'],
      ['aws:B', 'aws:b'],
    ]);
  });
});

describe('what is not valid is named with its place and what it does', () => {
  test.each<[string, unknown, string[]]>([
    ['not an object', 7, ['not-an-object  unknown']],
    ['not JSON', '{"Version":', ['not-json  unknown']],
    ['broken URL encoding', '%7B%', ['not-json  unknown']],
    ['no Statement', { Version: VERSION }, ['missing-element  unknown']],
    ['an unknown version', policy({}, '2020-01-01'), ['unknown-version /Version ignored']],
    [
      'an unknown version beside variables',
      policy({ Resource: 'arn:aws:s3:::${aws:username}' }, '2020-01-01'),
      ['unknown-version /Version ignored', 'unknown-version /Statement/0 unknown'],
    ],
    ['an unknown element of the document', { ...policy({}), Foo: 1 }, ['unknown-element /Foo ignored']],
    [
      'an unknown element of a statement',
      policy({ Conditions: {} }),
      ['unknown-element /Statement/0/Conditions unknown'],
    ],
    ['an unknown effect', policy({ Effect: 'allow' }), ['unknown-effect /Statement/0/Effect unknown']],
    [
      'no effect',
      { Version: VERSION, Statement: [{ Action: '*', Resource: '*' }] },
      ['missing-element /Statement/0/Effect unknown'],
    ],
    [
      'no action',
      { Version: VERSION, Statement: [{ Effect: 'Deny', Resource: '*' }] },
      ['missing-element /Statement/0 unknown'],
    ],
    ['Action and NotAction', policy({ NotAction: 'a:b' }), ['conflicting-elements /Statement/0 unknown']],
    ['a statement that is none', { Version: VERSION, Statement: [7] }, ['wrong-type /Statement/0 unknown']],
    ['an empty list of actions', policy({ Action: [] }), ['empty-list /Statement/0/Action unknown']],
    [
      'an action without service',
      policy({ Action: ['s3:*', 'GetObject'] }),
      ['invalid-action /Statement/0/Action/1 ignored'],
    ],
    ['a resource that is no ARN', policy({ Resource: 'bucket' }), ['invalid-resource /Statement/0/Resource unknown']],
    [
      'E20 a wildcard as service',
      policy({ Resource: 'arn:aws:s*:::b' }),
      ['invalid-resource /Statement/0/Resource unknown'],
    ],
    [
      'G02 a variable before the fifth colon',
      policy({ Resource: 'arn:aws:iam::${aws:PrincipalAccount}:role/x' }),
      ['invalid-variable /Statement/0/Resource unknown'],
    ],
    ['a broken variable', policy({ Resource: 'arn:aws:s3:::${' }), ['invalid-variable /Statement/0/Resource unknown']],
    [
      'an unknown operator',
      policy({ Condition: { 'String/Equal': { k: 'v' } } }),
      ['unknown-operator /Statement/0/Condition/String~1Equal unknown'],
    ],
    [
      'Null takes no IfExists',
      policy({ Condition: { NullIfExists: { k: 'true' } } }),
      ['unknown-operator /Statement/0/Condition/NullIfExists unknown'],
    ],
    [
      'an empty list of values',
      policy({ Condition: { StringEquals: { k: [] } } }),
      ['empty-list /Statement/0/Condition/StringEquals/k unknown'],
    ],
    [
      'a value of a wrong type',
      policy({ Condition: { StringEquals: { k: ['a', null] } } }),
      ['wrong-type /Statement/0/Condition/StringEquals/k/1 unknown'],
    ],
    [
      'F15 no number',
      policy({ Condition: { NumericEquals: { k: 'ten' } } }),
      ['invalid-value /Statement/0/Condition/NumericEquals/k unknown'],
    ],
    [
      'F15 no date',
      policy({ Condition: { DateEquals: { k: '2026-02-30' } } }),
      ['invalid-value /Statement/0/Condition/DateEquals/k unknown'],
    ],
    [
      'F16 no address',
      policy({ Condition: { IpAddress: { k: '300.1.1.1' } } }),
      ['invalid-value /Statement/0/Condition/IpAddress/k unknown'],
    ],
    [
      'F18 no variable in numbers',
      policy({ Condition: { NumericEquals: { k: '${x}' } } }),
      ['invalid-variable /Statement/0/Condition/NumericEquals/k unknown'],
    ],
    [
      'F13 no ARN',
      policy({ Condition: { ArnLike: { k: 'arn:aws:s3' } } }),
      ['invalid-value /Statement/0/Condition/ArnLike/k unknown'],
    ],
    [
      'E03 a partial wildcard',
      policy({ Principal: { AWS: ['arn:aws:iam::123456789012:role/x*'] } }),
      ['unknown-principal /Statement/0/Principal/AWS/0 ignored'],
    ],
    [
      'a principal without kind',
      policy({ Principal: 'arn:aws:iam::123456789012:role/x' }),
      ['wrong-type /Statement/0/Principal ignored'],
    ],
    ['a principal that is none', policy({ Principal: 'x' }), ['wrong-type /Statement/0/Principal unknown']],
    [
      'a kind of principal that is none',
      policy({ Principal: { Amazon: 'x' } }),
      ['unknown-principal /Statement/0/Principal/Amazon unknown'],
    ],
    ['too deep', `${'['.repeat(100)}${']'.repeat(100)}`, ['too-deep  unknown']],
    ['too many statements', { Statement: Array(20_001).fill(statement({})) }, ['too-large /Statement unknown']],
  ])('%s', (_name, input, expected) => {
    expect(issuesOf(parsePolicy(input))).toEqual(expected);
  });

  test('a statement with an unknown issue is open, its neighbours are not', () => {
    const document = parsePolicy({
      Version: VERSION,
      Statement: [statement({}), statement({ Condition: { Foo: {} } })],
    });
    expect(document.statements.map(({ unresolved }) => unresolved.length)).toEqual([0, 1]);
    expect(isOpen(document)).toBe(false);
  });

  test('a statement without effect leaves the document open', () => {
    expect(isOpen(parsePolicy({ Version: VERSION, Statement: [{ Action: '*' }] }))).toBe(true);
    expect(isOpen(parsePolicy('no json'))).toBe(true);
    expect(isOpen(parsePolicy(policy({})))).toBe(false);
  });

  test('an object nested without end does no harm', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(issuesOf(parsePolicy(policy({ Condition: { StringEquals: { k: deep } } })))).toEqual([
      'wrong-type /Statement/0/Condition/StringEquals/k unknown',
    ]);
  });
});
