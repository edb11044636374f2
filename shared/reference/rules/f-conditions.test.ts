import type { RequestContext } from '../../authorization/request.ts';
import { check, type Rule } from '../../authorization/testing/rule.ts';

/** The condition holds: an allow with it is one; it does not: there is none. */
function row(
  title: string,
  condition: unknown,
  context: RequestContext,
  holds: boolean,
  more: Partial<Rule> = {},
): Rule {
  const identity = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }];
  return { title, identity, context, expected: holds ? 'allowed' : 'implicit-deny', ...more };
}

const key = 'aws:PrincipalTag/team';
const red = { [key]: 'red' };
const tags = (...values: string[]): RequestContext => ({ 'aws:TagKeys': values });

check('F: absence, quantifiers, logic', [
  row(
    'F01 several operators: and',
    { StringEquals: { [key]: 'red' }, Bool: { 'aws:SecureTransport': 'true' } },
    { ...red, 'aws:SecureTransport': 'false' },
    false,
  ),
  row('F01 several keys: and', { StringEquals: { [key]: 'red', 's3:prefix': 'a' } }, red, false),
  row('F01 all of them hold', { StringEquals: { [key]: 'red', 's3:prefix': 'a' } }, { ...red, 's3:prefix': 'a' }, true),
  row('F02 several values: or', { StringEquals: { [key]: ['blue', 'red'] } }, red, true),
  row('F02 several values of a negated operator: nor', { StringNotEquals: { [key]: ['blue', 'red'] } }, red, false),
  row('F02 none of the values of a negated operator', { StringNotEquals: { [key]: ['blue', 'green'] } }, red, true),
  row('F03 keys compare without case', { StringEquals: { 'AWS:principaltag/TEAM': 'red' } }, red, true),
  row('F04 key absent, positive operator', { StringEquals: { [key]: 'red' } }, {}, false),
  row('F04 key absent, negated operator', { StringNotEquals: { [key]: 'red' } }, {}, true),
  row('F04 key absent, NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, {}, true),
  row('F05 IfExists, key absent', { StringEqualsIfExists: { [key]: 'red' } }, {}, true),
  row('F05 IfExists, key present', { StringEqualsIfExists: { [key]: 'blue' } }, red, false),
  row('F06 Null true, key absent', { Null: { [key]: 'true' } }, {}, true),
  row('F06 Null true, key present', { Null: { [key]: true } }, red, false),
  row('F06 Null false, key present', { Null: { [key]: 'false' } }, red, true),
  row('F06 Null false, key absent', { Null: { [key]: false } }, {}, false),
  row('F06 Null false, value empty', { Null: { [key]: 'false' } }, { [key]: '' }, false),
  row('F07 ForAllValues, key absent', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }, {}, true),
  row('F07 ForAllValues, no values', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }, tags(), true),
  row(
    'F07 ForAllValues, empty string',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } },
    { 'aws:TagKeys': '' },
    true,
  ),
  row('F07 ForAllValues, all', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, tags('b', 'a'), true),
  row(
    'F07 ForAllValues, not all',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tags('a', 'c'),
    false,
  ),
  row('F08 ForAnyValue, key absent', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }, {}, false),
  row('F08 ForAnyValue, negated, key absent', { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } }, {}, false),
  row(
    'F08 ForAnyValue with IfExists, key absent',
    { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'a' } },
    {},
    true,
  ),
  row(
    'F08 ForAnyValue, empty string',
    { 'ForAnyValue:StringLike': { 'aws:TagKeys': '*' } },
    { 'aws:TagKeys': '' },
    false,
  ),
  row('F08 ForAnyValue, one of them', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }, tags('c', 'a'), true),
  row(
    'F09 ForAllValues:StringNotEquals, none is listed',
    { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tags('c', 'd'),
    true,
  ),
  row(
    'F09 ForAllValues:StringNotEquals, one is listed',
    { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tags('c', 'a'),
    false,
  ),
  row(
    'F10 ForAnyValue:StringNotEquals, one is not listed',
    { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tags('a', 'c'),
    true,
  ),
  row(
    'F10 ForAnyValue:StringNotEquals, all are listed',
    { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tags('a', 'b'),
    false,
  ),
  row(
    'F19 several values without a set operator are not evaluated',
    { StringEquals: { 'aws:TagKeys': 'a' } },
    tags('a', 'b'),
    true,
    { expected: 'undetermined' },
  ),
  row('F19 one value needs no set operator', { StringEquals: { 'aws:TagKeys': 'a' } }, tags('a'), true),
]);

check('F: operators', [
  row('F12 StringEquals with case', { StringEquals: { [key]: 'RED' } }, red, false),
  row('F12 StringEquals without wildcards', { StringEquals: { [key]: 'r*' } }, red, false),
  row('F12 StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { [key]: 'RED' } }, red, true),
  row('F12 StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { [key]: 'RED' } }, red, false),
  row('F12 StringLike `*` and `?`', { StringLike: { [key]: 'r?*' } }, red, true),
  row('F12 StringLike with case', { StringLike: { [key]: 'R*' } }, red, false),
  row('F12 StringNotLike', { StringNotLike: { [key]: 'r*' } }, red, false),
  row(
    'F13 ArnEquals takes wildcards as ArnLike',
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:1:t*' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:topic' },
    true,
  ),
  row(
    'F13 a wildcard stays in its component',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:topic:x' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:topic:x' },
    false,
  ),
  row(
    'F13 the last component takes colons',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:*' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:a:b' },
    true,
  ),
  row(
    'F13 with case',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:TOPIC' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:topic' },
    false,
  ),
  row(
    'F13 ArnNotEquals as ArnNotLike',
    { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:sns:*:1:*' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:topic' },
    false,
  ),
  row('F14 Bool as text', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }, true),
  row('F14 Bool as JSON boolean', { Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'true' }, false),
  row(
    'F15 NumericEquals compares numbers, not text',
    { NumericEquals: { 's3:max-keys': '10' } },
    { 's3:max-keys': '10.0' },
    true,
  ),
  row('F15 NumericNotEquals', { NumericNotEquals: { 's3:max-keys': 10 } }, { 's3:max-keys': '10' }, false),
  row('F15 NumericLessThan', { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9' }, true),
  row(
    'F15 NumericLessThan leaves the equal out',
    { NumericLessThan: { 's3:max-keys': '10' } },
    { 's3:max-keys': '10' },
    false,
  ),
  row('F15 NumericLessThanEquals', { NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, true),
  row('F15 NumericGreaterThan', { NumericGreaterThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, false),
  row(
    'F15 NumericGreaterThanEquals',
    { NumericGreaterThanEquals: { 's3:max-keys': '-1' } },
    { 's3:max-keys': '0' },
    true,
  ),
  row(
    'F15 DateLessThan, ISO 8601',
    { DateLessThan: { 'aws:CurrentTime': '2020-06-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
    true,
  ),
  row(
    'F15 DateEquals, epoch seconds and a zone',
    { DateEquals: { 'aws:CurrentTime': '1577836800' } },
    { 'aws:CurrentTime': '2020-01-01T01:00:00+01:00' },
    true,
  ),
  row(
    'F15 DateGreaterThan, a day',
    { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
    { 'aws:CurrentTime': '2020-01-01T00:00:01Z' },
    true,
  ),
  row(
    'F15 DateGreaterThanEquals',
    { DateGreaterThanEquals: { 'aws:CurrentTime': '2020-01-01' } },
    { 'aws:CurrentTime': '1577836800' },
    true,
  ),
  row(
    'F15 DateLessThanEquals',
    { DateLessThanEquals: { 'aws:CurrentTime': '2020-01-01' } },
    { 'aws:CurrentTime': '1577836801' },
    false,
  ),
  row(
    'F15 DateNotEquals',
    { DateNotEquals: { 'aws:CurrentTime': '2020-01-01' } },
    { 'aws:CurrentTime': '1577836800' },
    false,
  ),
  row(
    'F16 IpAddress in the range',
    { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    { 'aws:SourceIp': '203.0.113.255' },
    true,
  ),
  row(
    'F16 IpAddress outside',
    { IpAddress: { 'aws:SourceIp': '203.0.113.0/25' } },
    { 'aws:SourceIp': '203.0.113.128' },
    false,
  ),
  row(
    'F16 without prefix the address alone',
    { IpAddress: { 'aws:SourceIp': '203.0.113.7' } },
    { 'aws:SourceIp': '203.0.113.8' },
    false,
  ),
  row('F16 IPv6', { IpAddress: { 'aws:SourceIp': '2001:DB8::/32' } }, { 'aws:SourceIp': '2001:db8:ffff::1' }, true),
  row(
    'F16 IPv6 without prefix the address alone',
    { IpAddress: { 'aws:SourceIp': '2001:db8::7' } },
    { 'aws:SourceIp': '2001:db8:0::8' },
    false,
  ),
  row(
    'F16 IPv4 is in no IPv6 range',
    { IpAddress: { 'aws:SourceIp': '::/0' } },
    { 'aws:SourceIp': '203.0.113.7' },
    false,
  ),
  row(
    'F16 NotIpAddress',
    { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    { 'aws:SourceIp': '203.0.113.7' },
    false,
  ),
  row(
    'F17 BinaryEquals, the same bytes',
    { BinaryEquals: { 'app:Blob': 'QmluYXJ5' } },
    { 'app:Blob': 'QmluYXJ5' },
    true,
  ),
  row('F17 BinaryEquals, other bytes', { BinaryEquals: { 'app:Blob': 'QmluYXJ5' } }, { 'app:Blob': 'QmluYXJ6' }, false),
  row(
    'F18 Numeric takes no variables',
    { NumericEquals: { 's3:max-keys': '${app:Limit}' } },
    { 's3:max-keys': '10', 'app:Limit': '10' },
    true,
    { expected: 'undetermined' },
  ),
  row('F20 no aws:SourceIp, IpAddress', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, {}, false),
]);
