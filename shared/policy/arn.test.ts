import { describe, expect, test } from 'vitest';
import { isAccountId, parseArn } from './arn.ts';
import { compileArnPattern, matchArn } from './arn-pattern.ts';
import { parseTemplate } from './variables.ts';

describe('parseArn', () => {
  test.each([
    ['arn:aws:s3:::b/k', ['aws', 's3', '', '', 'b/k']],
    ['arn:aws-cn:sns:cn-north-1:123456789012:t', ['aws-cn', 'sns', 'cn-north-1', '123456789012', 't']],
    ['arn:aws:logs:us-east-1:1:log-group:a:b', ['aws', 'logs', 'us-east-1', '1', 'log-group:a:b']],
  ])('%s', (text, expected) => {
    const arn = parseArn(text);
    expect(arn && [arn.partition, arn.service, arn.region, arn.accountId, arn.resource]).toEqual(expected);
  });

  test.each(['', '*', 'arn:aws:s3::', 'arn:aws', 'b/k', 'ARN:aws:s3:::b'])('no ARN: %s', (text) => {
    expect(parseArn(text)).toBeNull();
  });

  test.each([
    ['123456789012', true],
    ['12345678901', false],
    ['12345678901a', false],
    ['1234567890123', false],
  ])('E02 an account id: %s: %s', (text, expected) => {
    expect(isAccountId(text)).toBe(expected);
  });
});

describe('F13 ARN condition patterns', () => {
  const check = (pattern: string, arn: string): boolean =>
    matchArn(compileArnPattern(parseTemplate(pattern, '2012-10-17').parts), arn);

  test.each([
    ['arn:aws:sns:*:123456789012:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC', true],
    ['arn:aws:sns:us-west-2:123456789012:topic', 'arn:aws:sns:us-west-2:123456789012:TOPIC', false],
    ['arn:aws:iam::*:role/a', 'arn:aws:iam::1:role/a', true],
    ['arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/path/a', true],
    ['arn:aws:sns:*:t', 'arn:aws:sns:us-east-1:1:t', false],
    ['arn:*:*:*:*:a:b', 'arn:aws:sns:us-east-1:1:a:b', true],
    ['*', 'arn:aws:sns:us-east-1:1:t', false],
    ['arn:aws:sns:us-east-1:1:t', 'no arn', false],
  ])('E20 a star never takes one of the first five colons: %s on %s: %s', (pattern, arn, expected) => {
    expect(check(pattern, arn)).toBe(expected);
  });
});
