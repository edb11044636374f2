import { describe, expect, test } from 'vitest';
import { type Lookup, UNKNOWN } from '../policy/lookup.ts';
import { parsePolicy } from '../policy/parse.ts';
import { evaluateCondition } from './condition.ts';
import { lookupIn } from './context.ts';
import type { Truth } from './decision.ts';
import type { RequestContext } from './request.ts';

type Block = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Whether a whole Condition block holds: every operator on every key (F01). */
function check(block: Block, context: RequestContext | Lookup, version = '2012-10-17'): Truth {
  const document = parsePolicy({
    Version: version,
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: block }],
  });
  expect(document.issues).toEqual([]);
  const lookup = typeof context === 'function' ? context : lookupIn(context);
  const truths = (document.statements[0]?.conditions ?? []).map((one) =>
    evaluateCondition(one, document.version, lookup),
  );
  if (truths.includes('false')) return 'false';
  return truths.includes('unknown') ? 'unknown' : 'true';
}

type Row = [rule: string, block: Block, context: RequestContext, expected: boolean];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each(rows)('%s: %j in %j: %s', (_rule, block, context, expected) => {
      expect(check(block, context)).toBe(String(expected));
    });
  });
}

table('several operators, keys and values', [
  ['F01 all operators', { StringEquals: { a: '1' }, StringLike: { b: '2*' } }, { a: '1', b: '22' }, true],
  ['F01 one operator fails', { StringEquals: { a: '1' }, StringLike: { b: '2*' } }, { a: '1', b: '3' }, false],
  ['F01 one key fails', { StringEquals: { a: '1', b: '2' } }, { a: '1', b: '3' }, false],
  ['F02 values: or', { StringEquals: { a: ['1', '2'] } }, { a: '2' }, true],
  ['F02 negated values: nor', { StringNotEquals: { a: ['1', '2'] } }, { a: '2' }, false],
  ['F02 negated values, none matches', { StringNotEquals: { a: ['1', '2'] } }, { a: '3' }, true],
  ['F03 keys without case', { StringEquals: { 'AWS:username': 'x' } }, { 'aws:UserName': 'x' }, true],
  ['F03 values with case', { StringEquals: { a: 'x' } }, { a: 'X' }, false],
]);

table('absent keys', [
  ['F04 positive', { StringEquals: { a: '1' } }, {}, false],
  ['F04 negated', { StringNotEquals: { a: '1' } }, {}, true],
  ['F04 positive, number', { NumericLessThan: { a: '1' } }, {}, false],
  ['F04 negated, ARN', { ArnNotLike: { a: 'arn:aws:iam::1:role/*' } }, {}, true],
  ['F04 negated, address', { NotIpAddress: { a: '10.0.0.0/8' } }, {}, true],
  ['F04 an empty list of values is absent', { StringNotEquals: { a: '1' } }, { a: [] }, true],
  ['F05 IfExists', { StringEqualsIfExists: { a: '1' } }, {}, true],
  ['F05 IfExists, key present', { StringEqualsIfExists: { a: '1' } }, { a: '2' }, false],
  ['F05 IfExists before a negated operator', { StringNotEqualsIfExists: { a: '1' } }, {}, true],
  ['F05 IfExists before a negated operator, key present', { StringNotEqualsIfExists: { a: '1' } }, { a: '1' }, false],
  ['F06 Null true, absent', { Null: { a: 'true' } }, {}, true],
  ['F06 Null true, present', { Null: { a: 'true' } }, { a: '1' }, false],
  ['F06 Null false, absent', { Null: { a: 'false' } }, {}, false],
  ['F06 Null false, present', { Null: { a: 'false' } }, { a: '1' }, true],
  ['F06 Null as JSON boolean', { Null: { a: true } }, {}, true],
  [
    'F22 long-term keys carry no MFA key: Bool false does not hold',
    { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
    {},
    false,
  ],
  ['F22 BoolIfExists false holds', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, true],
  ['F22 BoolIfExists true lets them through', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, true],
]);

table('quantifiers', [
  ['F07 ForAllValues, absent', { 'ForAllValues:StringEquals': { a: '1' } }, {}, true],
  ['F07 ForAllValues, empty', { 'ForAllValues:StringEquals': { a: '1' } }, { a: [] }, true],
  ['F07 ForAllValues, empty text', { 'ForAllValues:StringEquals': { a: '1' } }, { a: '' }, true],
  ['F07 ForAllValues, all in the set', { 'ForAllValues:StringEquals': { a: ['1', '2'] } }, { a: ['1', '2'] }, true],
  ['F07 ForAllValues, one is not', { 'ForAllValues:StringEquals': { a: ['1', '2'] } }, { a: ['1', '3'] }, false],
  ['F08 ForAnyValue, absent', { 'ForAnyValue:StringEquals': { a: '1' } }, {}, false],
  ['F08 ForAnyValue, empty', { 'ForAnyValue:StringEquals': { a: '1' } }, { a: [] }, false],
  ['F08 ForAnyValue, empty text', { 'ForAnyValue:StringEquals': { a: '' } }, { a: '' }, false],
  ['F08 ForAnyValue before a negated operator, absent', { 'ForAnyValue:StringNotEquals': { a: '1' } }, {}, false],
  ['F08 ForAnyValue with IfExists, absent', { 'ForAnyValue:StringEqualsIfExists': { a: '1' } }, {}, true],
  ['F08 ForAllValues with IfExists, absent', { 'ForAllValues:StringEqualsIfExists': { a: '1' } }, {}, true],
  [
    'F09 ForAllValues negated: none matches',
    { 'ForAllValues:StringNotEquals': { a: ['1', '2'] } },
    { a: ['3', '4'] },
    true,
  ],
  [
    'F09 ForAllValues negated: one matches',
    { 'ForAllValues:StringNotEquals': { a: ['1', '2'] } },
    { a: ['3', '1'] },
    false,
  ],
  [
    'F10 ForAnyValue negated: one matches none',
    { 'ForAnyValue:StringNotEquals': { a: ['1', '2'] } },
    { a: ['1', '3'] },
    true,
  ],
  [
    'F10 ForAnyValue negated: each matches one',
    { 'ForAnyValue:StringNotEquals': { a: ['1', '2'] } },
    { a: ['1'] },
    false,
  ],
  ['F19 a quantifier on a single value', { 'ForAllValues:StringEquals': { a: '1' } }, { a: '1' }, true],
]);

table('strings', [
  ['F12 exact', { StringEquals: { a: 'x*' } }, { a: 'xy' }, false],
  ['F12 exact, the star itself', { StringEquals: { a: 'x*' } }, { a: 'x*' }, true],
  ['F12 with case', { StringEquals: { a: 'x' } }, { a: 'X' }, false],
  ['F12 without case', { StringEqualsIgnoreCase: { a: 'x' } }, { a: 'X' }, true],
  ['F12 without case, negated', { StringNotEqualsIgnoreCase: { a: 'x' } }, { a: 'X' }, false],
  ['F12 without case, many values', { StringEqualsIgnoreCase: { a: ['x', 'Y'] } }, { a: 'y' }, true],
  ['F12 like', { StringLike: { a: 'x*y?' } }, { a: 'x12yz' }, true],
  ['F12 like with case', { StringLike: { a: 'X*' } }, { a: 'x1' }, false],
  ['F12 not like', { StringNotLike: { a: 'x*' } }, { a: 'xy' }, false],
]);

table('ARNs', [
  [
    'F13 ArnEquals takes wildcards',
    { ArnEquals: { a: 'arn:aws:sns:*:1:*' } },
    { a: 'arn:aws:sns:us-east-1:1:t' },
    true,
  ],
  ['F13 ArnLike does the same', { ArnLike: { a: 'arn:aws:sns:*:1:*' } }, { a: 'arn:aws:sns:us-east-1:1:t' }, true],
  ['F13 ArnNotEquals', { ArnNotEquals: { a: 'arn:aws:sns:*:1:*' } }, { a: 'arn:aws:sns:us-east-1:1:t' }, false],
  ['F13 ArnNotLike', { ArnNotLike: { a: 'arn:aws:sns:*:1:*' } }, { a: 'arn:aws:sns:us-east-1:2:t' }, true],
  ['F13 with case', { ArnLike: { a: 'arn:aws:sns:us-east-1:1:t' } }, { a: 'arn:aws:sns:us-east-1:1:T' }, false],
  ['F13 component by component', { ArnLike: { a: 'arn:aws:iam::*:role/a' } }, { a: 'arn:aws:iam::1:x:role/a' }, false],
  ['F13 no ARN in the request', { ArnLike: { a: 'arn:*:*:*:*:*' } }, { a: 'text' }, false],
]);

table('booleans, numbers, dates', [
  ['F14 text', { Bool: { a: 'true' } }, { a: 'true' }, true],
  ['F14 JSON boolean', { Bool: { a: true } }, { a: 'True' }, true],
  ['F14 false', { Bool: { a: 'false' } }, { a: 'true' }, false],
  ['F14 neither', { Bool: { a: 'true' } }, { a: '1' }, false],
  ['F15 equal', { NumericEquals: { a: '10' } }, { a: '10.0' }, true],
  ['F15 not equal', { NumericNotEquals: { a: '10' } }, { a: '10.0' }, false],
  ['F15 less', { NumericLessThan: { a: '10' } }, { a: '9.5' }, true],
  ['F15 less, equal', { NumericLessThan: { a: '10' } }, { a: '10' }, false],
  ['F15 less or equal', { NumericLessThanEquals: { a: '10' } }, { a: '10' }, true],
  ['F15 less or equal, more', { NumericLessThanEquals: { a: '10' } }, { a: '11' }, false],
  ['F15 greater', { NumericGreaterThan: { a: '10' } }, { a: '10' }, false],
  ['F15 greater or equal', { NumericGreaterThanEquals: { a: '10' } }, { a: '10' }, true],
  ['F15 numbers past a double', { NumericEquals: { a: '9007199254740993' } }, { a: '9007199254740992' }, false],
  [
    'F15 numbers past a double, greater',
    { NumericGreaterThan: { a: '9007199254740992' } },
    { a: '9007199254740993' },
    true,
  ],
  ['F15 a text is no number', { NumericEquals: { a: '10' } }, { a: 'ten' }, false],
  ['F15 a text is no number, negated', { NumericNotEquals: { a: '10' } }, { a: 'ten' }, true],
  ['F15 no wildcards', { NumericLessThan: { a: '10' } }, { a: '*' }, false],
  ['F15 dates', { DateGreaterThan: { a: '2020-01-01T00:00:01Z' } }, { a: '2020-06-01T00:00:00Z' }, true],
  ['F15 epoch seconds in the policy', { DateGreaterThan: { a: '1577836801' } }, { a: '2020-06-01T00:00:00Z' }, true],
  ['F15 epoch seconds in the request', { DateLessThan: { a: '2020-01-01T00:00:01Z' } }, { a: '1577836800' }, true],
  [
    'F15 epoch seconds against the same moment',
    { DateEquals: { a: '2020-01-01T00:00:00Z' } },
    { a: '1577836800' },
    true,
  ],
  ['F15 zones', { DateEquals: { a: '2020-01-01T01:00:00+01:00' } }, { a: '2020-01-01T00:00:00Z' }, true],
  ['F15 a day is its first moment', { DateLessThanEquals: { a: '2020-01-01' } }, { a: '2020-01-01T00:00:01Z' }, false],
  ['F15 DateNotEquals', { DateNotEquals: { a: '2020-01-01' } }, { a: '2020-01-01T00:00:00Z' }, false],
  ['F15 DateGreaterThanEquals', { DateGreaterThanEquals: { a: '2020-01-01' } }, { a: '2020-01-01T00:00:00Z' }, true],
  ['F15 four digits are a year', { DateLessThan: { a: '2020' } }, { a: '2019-12-31T00:00:00Z' }, true],
]);

table('addresses and bytes', [
  ['F16 inside', { IpAddress: { a: '203.0.113.0/24' } }, { a: '203.0.113.255' }, true],
  ['F16 outside', { IpAddress: { a: '203.0.113.0/24' } }, { a: '203.0.114.0' }, false],
  ['F16 odd prefix', { IpAddress: { a: '10.128.0.0/9' } }, { a: '10.127.255.255' }, false],
  ['F16 without prefix: /32', { IpAddress: { a: '203.0.113.7' } }, { a: '203.0.113.8' }, false],
  ['F16 everything', { IpAddress: { a: '0.0.0.0/0' } }, { a: '8.8.8.8' }, true],
  ['F16 version 6', { IpAddress: { a: '2001:DB8:1234:5678::/64' } }, { a: '2001:db8:1234:5678::1' }, true],
  ['F16 version 6 outside', { IpAddress: { a: '2001:DB8:1234:5678::/64' } }, { a: '2001:db8:1234:5679::1' }, false],
  ['F16 version 6 without prefix: /128', { IpAddress: { a: '2001:db8::1' } }, { a: '2001:db8:0:0:0:0:0:1' }, true],
  ['F16 an IPv4 tail', { IpAddress: { a: '::ffff:10.0.0.0/104' } }, { a: '::ffff:10.1.2.3' }, true],
  ['F16 the families are apart', { IpAddress: { a: '0.0.0.0/0' } }, { a: '::1' }, false],
  ['F16 no address', { IpAddress: { a: '0.0.0.0/0' } }, { a: 'AWS Internal' }, false],
  ['F16 negated', { NotIpAddress: { a: ['10.0.0.0/8', '192.168.0.0/16'] } }, { a: '192.168.1.1' }, false],
  ['F16 negated, outside', { NotIpAddress: { a: ['10.0.0.0/8', '192.168.0.0/16'] } }, { a: '8.8.8.8' }, true],
  ['F17 the same bytes', { BinaryEquals: { a: 'QmluYXJ5' } }, { a: 'QmluYXJ5' }, true],
  ['F17 the same bytes, other unused bits', { BinaryEquals: { a: 'QQ==' } }, { a: 'QR==' }, true],
  ['F17 other bytes', { BinaryEquals: { a: 'QmluYXJ5' } }, { a: 'qmluYXJ5' }, false],
]);

table('variables in values', [
  [
    'VA filled in',
    { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
    { 's3:prefix': 'David/x', 'aws:username': 'David' },
    true,
  ],
  [
    'G02 in ARN operators',
    { ArnLike: { a: 'arn:aws:iam::*:user/${aws:username}' } },
    { a: 'arn:aws:iam::1:user/D', 'aws:username': 'D' },
    true,
  ],
  ['G05 no value, positive', { StringEquals: { a: '${b}' } }, { a: 'x' }, false],
  ['G05 no value, negated', { StringNotEquals: { a: '${b}' } }, { a: 'x' }, true],
  ['G05 no value, another value matches', { StringEquals: { a: ['${b}', 'x'] } }, { a: 'x' }, true],
  ['G07 escapes without wildcards', { StringEquals: { a: 'x${*}' } }, { a: 'x*' }, true],
  ['G07 escapes with wildcards', { StringLike: { a: 'a${*}b' } }, { a: 'axxb' }, false],
  ['G08 a value is data', { StringLike: { a: '${b}' } }, { a: 'xyz', b: 'x*' }, false],
]);

describe('what is not known', () => {
  const unknownTime: Lookup = (keyId) => (keyId === 'aws:currenttime' ? UNKNOWN : keyId === 'a' ? '1' : null);

  test.each<[string, Block, Truth]>([
    ['F32 an unknown key', { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } }, 'unknown'],
    ['F32 an unknown key, negated', { DateNotEquals: { 'aws:CurrentTime': '2030-01-01' } }, 'unknown'],
    ['F32 an unknown key under IfExists', { DateLessThanIfExists: { 'aws:CurrentTime': '2030-01-01' } }, 'unknown'],
    ['F32 Null on an unknown key', { Null: { 'aws:CurrentTime': 'true' } }, 'unknown'],
    [
      'F32 beside what fails anyway',
      { DateLessThan: { 'aws:CurrentTime': '2030-01-01' }, StringEquals: { a: '2' } },
      'false',
    ],
    ['F32 an unknown variable', { StringEquals: { a: '${aws:CurrentTime}' } }, 'unknown'],
    [
      'F32 an unknown variable beside a value that matches',
      { StringEquals: { a: ['${aws:CurrentTime}', '1'] } },
      'true',
    ],
    ['F32 an unknown variable, negated', { StringNotEquals: { a: ['${aws:CurrentTime}', '1'] } }, 'false'],
  ])('%s', (_rule, block, expected) => {
    expect(check(block, unknownTime)).toBe(expected);
  });

  test('F19 several values without quantifier have no documented meaning', () => {
    expect(check({ StringEquals: { a: '1' } }, { a: ['1', '2'] })).toBe('unknown');
    expect(check({ StringEquals: { a: '1' } }, { a: ['1'] })).toBe('true');
  });
});

test('G01 F12 in a 2008 document a variable is text', () => {
  expect(check({ StringEquals: { a: '${b}' } }, { a: 'x', b: 'x' }, '2008-10-17')).toBe('false');
  expect(check({ StringEquals: { a: '${b}' } }, { a: '${b}', b: 'x' }, '2008-10-17')).toBe('true');
});

test('10,000 values of a condition cost one look-up, and a list of patterns is linear', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => `v${i}`);
  expect(check({ StringEquals: { a: values } }, { a: 'v9999' })).toBe('true');
  expect(check({ StringLike: { a: values.map((value) => `${value}*x`) } }, { a: 'v9999' })).toBe('false');
});
