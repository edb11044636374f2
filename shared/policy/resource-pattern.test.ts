import { describe, expect, test } from 'vitest';
import type { PolicyVersion } from './model.ts';
import { compileResourcePattern, matchNoResource, matchResource } from './resource-pattern.ts';
import { expandTemplate, parseTemplate } from './variables.ts';

const compile = (pattern: string, version: PolicyVersion = '2012-10-17') => {
  const expansion = expandTemplate(parseTemplate(pattern, version), () => null);
  if (expansion.kind !== 'parts') throw new Error(`no parts in ${pattern}`);
  return compileResourcePattern(expansion.parts);
};
const check = (pattern: string, arn: string): boolean => matchResource(compile(pattern), arn);

describe('Resource patterns', () => {
  test.each([
    ['E18 case counts', 'arn:aws:s3:::b/A*', 'arn:aws:s3:::b/a1', false],
    ['E19 a star takes slashes', 'arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test/3/x.jpg', true],
    ['E19 an empty run', 'arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b//test/x.jpg', true],
    ['E19 the slash is asked for', 'arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/test/x.jpg', false],
    [
      'E20 a star that ends a segment runs over colons',
      'arn:aws:dynamodb:*:table/t',
      'arn:aws:dynamodb:us-east-1:111122223333:table/t',
      true,
    ],
    [
      'E20 a trailing star runs over colons',
      'arn:aws:sns:us-east-1:*',
      'arn:aws:sns:us-east-1:111122223333:topic',
      true,
    ],
    [
      'E20 a star inside a segment stays in it',
      'arn:aws:sns:us-*1:111122223333:t',
      'arn:aws:sns:us-east-1:111122223333:t',
      true,
    ],
    ['E20 a star inside a segment takes no colon', 'arn:aws:sns:u*1:t', 'arn:aws:sns:us-east-1:1:t', false],
    [
      'E20 a question mark takes no colon',
      'arn:aws:sns:us-east-1?111122223333:t',
      'arn:aws:sns:us-east-1:111122223333:t',
      false,
    ],
    [
      'E20 colons are ordinary in the resource part',
      'arn:aws:logs:us-east-1:1:log-group:a*c',
      'arn:aws:logs:us-east-1:1:log-group:a:b:c',
      true,
    ],
    [
      'E20 a question mark takes a colon in the resource part',
      'arn:aws:sns:us-east-1:1:a?b',
      'arn:aws:sns:us-east-1:1:a:b',
      true,
    ],
    ['E20 the service is exact', 'arn:aws:s3:::*', 'arn:aws:s3-object-lambda:::x', false],
    ['E20 the partition may be a star', 'arn:*:s3:::b', 'arn:aws-cn:s3:::b', true],
    ['E20 a bound star behind a free one', 'arn:*:sns:us-*-1:1:t', 'arn:aws:sns:us-east-1:1:t', true],
    ['E20 a bound star behind a free one takes no colon', 'arn:*:sns:us-*-1:t', 'arn:aws:sns:us-east:2-1:t', false],
    ['E20 an incomplete ARN is completed', 'arn:aws:sqs', 'arn:aws:sqs:us-east-1:111122223333:q', true],
    [
      'E20 an incomplete ARN with a region is completed',
      'arn:aws:sqs:us-east-1',
      'arn:aws:sqs:us-east-1:111122223333:q',
      true,
    ],
    [
      'E20 an incomplete ARN keeps what it says',
      'arn:aws:sqs:us-east-1',
      'arn:aws:sqs:us-east-2:111122223333:q',
      false,
    ],
    ['E23 a bucket is not its objects', 'arn:aws:s3:::b', 'arn:aws:s3:::b/k', false],
    ['E23 a star in the bucket name reaches objects', 'arn:aws:s3:::*log*', 'arn:aws:s3:::my-logs/k', true],
    ['the star alone is every resource', '*', 'arn:aws:s3:::b', true],
    ['API Gateway shorthand', 'execute-api:/prod/*', 'arn:aws:execute-api:us-east-1:1:abc/prod/GET/x', true],
  ])('%s: %s on %s: %s', (_rule, pattern, arn, expected) => {
    expect(check(pattern, arn)).toBe(expected);
  });

  test.each([
    ['*', 's3', true],
    ['arn:aws:s3:::*', 's3', true],
    ['arn:aws:s3:*', 's3', true],
    ['arn:aws:sqs:*:*:*', 'sqs', true],
    ['arn:aws:sqs:us-east-1:*:*', 'sqs', false],
    ['arn:aws:s3:::*', 'sqs', false],
    ['arn:aws:s3:::b*', 's3', false],
  ])('E21 an action without resource of %s: %s', (pattern, service, expected) => {
    expect(matchNoResource(compile(pattern), service)).toBe(expected);
  });

  test('G01 in a 2008 document `${…}` is text', () => {
    const arn = 'arn:aws:s3:::b/${aws:username}/x';
    expect(matchResource(compile('arn:aws:s3:::b/${aws:username}/*', '2008-10-17'), arn)).toBe(true);
  });

  test('E20 at most pattern × text steps, in every shape', () => {
    const text = `arn:aws:s3:::${'a'.repeat(3000)}`;
    for (const pattern of [`arn:aws:s3:::${'*a'.repeat(500)}b`, `arn:*:s3:a*a*:${'*a'.repeat(500)}b`]) {
      const counter = { steps: 0 };
      matchResource(compile(pattern), text, counter);
      expect(counter.steps).toBeLessThanOrEqual(2 * (pattern.length + 1) * (text.length + 1));
    }
  });
});
