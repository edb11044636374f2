import { describe, expect, test } from 'vitest';
import { OTHER, OWN } from '../../account/testing/fixtures.ts';
import { runOf } from '../testing/memory-run.ts';
import { arnOf, smallWorld } from '../testing/small-world.ts';
import { type Resolved, resolvePrincipal, resolveResource } from './resolve.ts';

const run = runOf(...smallWorld());

/** What a text resolves to, or why it does not, in a form to compare. */
function check<T>(resolved: Resolved<T>): unknown {
  return 'found' in resolved ? resolved.found : resolved.unresolved;
}

describe('a principal', () => {
  test.each([
    ['by ARN', arnOf.user('alice'), arnOf.user('alice'), 'user'],
    ['by unique name', 'app', arnOf.role('app'), 'role'],
    ['of another account that was read, by ARN', arnOf.user('zoe', OTHER), arnOf.user('zoe', OTHER), 'user'],
    ['the root user', `arn:aws:iam::${OWN}:root`, `arn:aws:iam::${OWN}:root`, 'root'],
    ['anonymous', 'anonymous', 'anonymous', 'anonymous'],
    ['a service that no policy names', 'service:lambda.amazonaws.com', 'service:lambda.amazonaws.com', 'service'],
    ['an identity provider', 'federated:example', 'federated:example', 'federated'],
  ])('%s', (_what, text, arn, type) => {
    expect(check(resolvePrincipal(run, text))).toMatchObject({ arn, type });
  });

  test.each([
    ['an unknown name lists what is like it', 'ali', [arnOf.user('alice')]],
    ['an unknown ARN lists whose name stands in it', `arn:aws:iam::${OWN}:user/x/carol`, [arnOf.user('carol')]],
    ['a name that is like nothing', 'zzz', []],
    ['nothing', '', []],
    ['a service without a name', 'service:', []],
  ])('%s', (_what, text, candidates) => {
    expect(check(resolvePrincipal(run, text))).toEqual({ reason: 'unknown', candidates });
  });
});

describe('a resource', () => {
  test.each([
    [
      'by ARN',
      arnOf.bucket('data'),
      { kind: 'collected', resourceArn: arnOf.bucket('data'), arn: arnOf.bucket('data') },
    ],
    ['by unique name', 'orders', { kind: 'collected', resourceArn: arnOf.queue, type: 'AWS::SQS::Queue' }],
    [
      'an object in a bucket',
      'arn:aws:s3:::data/a/b.txt',
      { kind: 'collected', resourceArn: arnOf.bucket('data'), arn: 'arn:aws:s3:::data/a/b.txt' },
    ],
    ['an index of a table', `${arnOf.table}/index/by-name`, { kind: 'collected', resourceArn: arnOf.table }],
    ['a role', arnOf.role('app'), { kind: 'collected', type: 'AWS::IAM::Role' }],
    [
      'a role of another account that was read',
      arnOf.role('deep', OTHER),
      { kind: 'collected', type: 'AWS::IAM::Role' },
    ],
    ['an ARN of a type that was not read', `arn:aws:sns:eu-west-1:${OWN}:t`, { kind: 'uncollected' }],
    ['no resource', '*', { kind: 'none' }],
  ])('%s', (_what, text, found) => {
    expect(check(resolveResource(run, text))).toMatchObject(found);
  });

  test.each([
    ['a bucket that was not read does not exist', 'arn:aws:s3:::data2', 'unknown'],
    ['what only begins like a bucket is not in it', 'arn:aws:s3:::data-more/key', 'unknown'],
    ['a role below the path of another is not in it', `${arnOf.role('app')}/more`, 'unknown'],
    ['a name of two things', 'vault', 'ambiguous'],
  ])('%s', (_what, text, reason) => {
    expect(check(resolveResource(run, text))).toMatchObject({ reason });
  });

  test('an ambiguous name lists what it may mean, sorted', () => {
    expect(check(resolveResource(run, 'vault'))).toEqual({
      reason: 'ambiguous',
      candidates: [arnOf.key, arnOf.bucket('vault')],
    });
  });

  test('at most ten candidates', () => {
    expect(check(resolveResource(run, 'arn:aws:iam'))).toMatchObject({ candidates: { length: 10 } });
  });
});
