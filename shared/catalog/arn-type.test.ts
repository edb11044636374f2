import { expect, test } from 'vitest';
import { typeOfArn } from './arn-type.ts';

/** The types by `service:name`; services that only name another one's resource stand in the list as well. */
function check(arn: string): readonly string[] {
  return typeOfArn(arn).map((type) => `${type.service}:${type.name}`);
}

test.each<[arn: string, includes: string, excludes: string]>([
  ['arn:aws:s3:::bucket', 's3:bucket', 's3:object'],
  ['arn:aws:s3:::bucket/key', 's3:object', 's3:bucket'],
  ['arn:aws:s3:::bucket/a/b/c', 's3:object', 's3:bucket'],
  ['arn:aws-us-gov:s3:::bucket', 's3:bucket', 's3:object'],
  ['arn:aws:s3:eu-west-1:111122223333:accesspoint/ap', 's3:accesspoint', 's3:accesspointobject'],
  ['arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/a/b', 's3:accesspointobject', 's3:accesspoint'],
  ['arn:aws:lambda:eu-west-1:111122223333:function:f', 'lambda:function', 'lambda:function alias'],
  ['arn:aws:lambda:eu-west-1:111122223333:function:f:live', 'lambda:function alias', 'lambda:function'],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/t', 'dynamodb:table', 'dynamodb:index'],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i', 'dynamodb:index', 'dynamodb:table'],
  [
    'arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2026-01-01T00:00:00.000',
    'dynamodb:stream',
    'dynamodb:table',
  ],
  ['arn:aws:iam::111122223333:role/path/to/role', 'iam:role', 'iam:user'],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:policy', 'iam:role'],
  ['arn:aws:ssm:eu-west-1:111122223333:parameter/a/b', 'ssm:parameter', 'ssm:document'],
  ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:a/b-AbCdEf', 'secretsmanager:secret', 'ssm:parameter'],
  ['arn:aws:kms:eu-west-1:111122223333:key/1234', 'kms:key', 'kms:alias'],
  ['arn:aws:ec2:eu-west-1::snapshot/snap-1', 'ebs:snapshot', 'ec2:volume'],
  ['arn:aws:rds:eu-west-1:111122223333:cluster:c', 'rds-data:cluster', 'rds:db'],
  ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:s', 'logs:log-stream', 'logs:destination'],
  ['arn:aws:sqs:eu-west-1:111122223333:queue', 'sqs:queue', 'sns:topic'],
  ['arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABC/reader', 'rds-db:db-user', 'rds:db'],
])('%s is %s, not %s', (arn, includes, excludes) => {
  expect(check(arn)).toContain(includes);
  expect(check(arn)).not.toContain(excludes);
});

test.each(['', 'bucket', 'arn:aws:s3', 'arn:aws:no-such-service:::x', 'arn:aws:s3:eu-west-1:111122223333:', '*'])(
  'no type: `%s`',
  (text) => {
    expect(check(text)).toEqual([]);
  },
);
