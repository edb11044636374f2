import { describe, expect, test } from 'vitest';
import {
  actionsOf,
  allActions,
  catalogueVersion,
  findAction,
  matchingActions,
  rcpServices,
  resourceTypesOf,
  serviceNames,
  serviceTitle,
} from './catalog.ts';

const ids = (patterns: string | readonly string[], negated = false) =>
  matchingActions(patterns, negated).map((action) => action.id);

test('the catalogue names its version and services, sorted', () => {
  expect(catalogueVersion).toMatch(/^\d+\.\d+\.\d+$/);
  expect(serviceNames()).toEqual([...serviceNames()].sort());
  expect(serviceTitle('S3')).toBe('Amazon S3');
  expect(serviceTitle('no-such-service')).toBeNull();
});

test('E14: an action is found without case, as AWS spells it', () => {
  expect(findAction('S3:getobject')?.id).toBe('s3:GetObject');
  expect(findAction('s3:NoSuchAction')).toBeNull();
  expect(findAction('no-such-service:Get')).toBeNull();
  expect(findAction('GetObject')).toBeNull();
  expect(findAction('')).toBeNull();
  expect(findAction('constructor:toString')).toBeNull();
});

test('an action carries level, resource types and condition keys', () => {
  const action = findAction('s3:GetObject');
  expect(action?.accessLevel).toBe('Read');
  expect(action?.resourceTypes.map(({ type, required }) => [type.name, required])).toEqual([
    ['accesspointobject', false],
    ['object', false],
  ]);
  expect(action?.conditionKeys).toContain('s3:ExistingObjectTag/<key>');
  expect(findAction('s3:PutBucketPolicy')?.accessLevel).toBe('Permissions management');
  expect(findAction('sqs:TagQueue')?.accessLevel).toBe('Tagging');
});

test('E21: an action without resource-level permission has no resource type', () => {
  expect(findAction('s3:ListAllMyBuckets')?.resourceTypes).toEqual([]);
  expect(findAction('ec2:DescribeInstances')?.resourceTypes).toEqual([]);
});

test('F28: condition keys that hold for one resource type stand with it', () => {
  const on = findAction('cloudwatch:TagResource')?.resourceTypes.find(({ type }) => type.name === 'alarm');
  expect(on?.conditionKeys).toEqual([`aws:ResourceTag/$\{TagKey}`]);
});

test('resource types carry ARN templates and CloudFormation names', () => {
  const types = new Map(resourceTypesOf('s3').map((type) => [type.name, type]));
  expect(types.get('object')?.arns).toEqual([`arn:$\{Partition}:s3:::$\{BucketName}/$\{ObjectName}`]);
  expect(types.get('bucket')?.cloudFormationType).toBe('AWS::S3::Bucket');
  expect(types.get('object')?.cloudFormationType).toBeNull();
});

describe('E14–E16: Action and NotAction patterns', () => {
  test.each<[string | readonly string[], readonly string[]]>([
    ['s3:GetBucketP*', ['s3:GetBucketPolicy', 's3:GetBucketPolicyStatus', 's3:GetBucketPublicAccessBlock']],
    ['S3:getbucketpolic?', ['s3:GetBucketPolicy']],
    ['s3:GetBucketPolicy', ['s3:GetBucketPolicy']],
    [
      ['sqs:SendMessage', 'SQS:Send*', 'sns:Publish'],
      ['sns:Publish', 'sqs:SendMessage'],
    ],
    ['?qs:SendMessage', ['sqs:SendMessage']],
    ['rds-db:*', ['rds-db:connect']],
    ['s3:NoSuch*', []],
    ['s3', []],
    ['', []],
    [[], []],
  ])('%j', (patterns, expected) => {
    expect(ids(patterns)).toEqual(expected);
  });

  test('* is every action, and its negation none', () => {
    expect(ids('*')).toEqual(allActions().map((action) => action.id));
    expect(ids('*:*').length).toBe(allActions().length);
    expect(ids('*', true)).toEqual([]);
    expect(ids([], true).length).toBe(allActions().length);
  });

  test('a list and its negation share nothing and leave nothing out', () => {
    const list = ['s3:*', 'iam:Get*', 'kms:decrypt'];
    const named = new Set(ids(list));
    const left = ids(list, true);
    expect(left.filter((id) => named.has(id))).toEqual([]);
    expect(named.size + left.length).toBe(allActions().length);
    expect(left).not.toContain('kms:Decrypt');
    expect(left).toContain('kms:Encrypt');
  });
});

test('all actions are sorted by service and name, each once', () => {
  const all = allActions().map((action) => action.id);
  expect(new Set(all).size).toBe(all.length);
  for (const service of serviceNames()) {
    const names = actionsOf(service).map((action) => action.name);
    expect(names).toEqual([...names].sort());
  }
});

test('D16: services that resource control policies bind', () => {
  expect(['s3', 'sts', 'kms', 'sqs', 'secretsmanager'].every((service) => rcpServices.has(service))).toBe(true);
  expect(rcpServices.has('ec2')).toBe(false);
});
