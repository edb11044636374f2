import { describe, expect, test } from 'vitest';
import { actionsOnType, arnsOn } from './actions-on-type.ts';
import { resourceTypesOf } from './catalog.ts';
import { COLLECTED_TYPES, cloudFormationType } from './cloudformation-types.ts';

describe.each(COLLECTED_TYPES.map((type) => [type.type, type] as const))('%s', (name, type) => {
  test('its IAM resource types exist and have actions', () => {
    for (const part of [{ service: type.service, resource: type.resource }, ...type.parts]) {
      const known = resourceTypesOf(part.service).map((resource) => resource.name);
      expect(known, part.service).toContain(part.resource);
    }
    expect(actionsOnType(name).length).toBeGreaterThan(0);
  });

  test('names no action twice for one ARN', () => {
    const keys = actionsOnType(name).map((on) => `${on.action.id} ${on.resourceArnOf}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const ON: readonly (readonly [type: string, action: string, of: string])[] = [
  ['AWS::S3::Bucket', 's3:ListBucket', 'self'],
  ['AWS::S3::Bucket', 's3:GetObject', '/*'],
  ['AWS::S3::AccessPoint', 's3:GetObject', '/object/*'],
  ['AWS::DynamoDB::Table', 'dynamodb:GetItem', 'self'],
  ['AWS::DynamoDB::Table', 'dynamodb:Query', 'self /index/*'],
  ['AWS::DynamoDB::Table', 'dynamodb:GetRecords', '/stream/*'],
  ['AWS::Lambda::Function', 'lambda:InvokeFunction', 'self :*'],
  ['AWS::Lambda::Function', 'lambda:UpdateFunctionCode', 'self'],
  ['AWS::SecretsManager::Secret', 'secretsmanager:GetSecretValue', 'self'],
  ['AWS::SSM::Parameter', 'ssm:GetParameter', 'self'],
  ['AWS::SSM::Parameter', 'ssm:GetParametersByPath', 'self ancestor'],
  ['AWS::SQS::Queue', 'sqs:ReceiveMessage', 'self'],
  ['AWS::SNS::Topic', 'sns:Publish', 'self'],
  ['AWS::KMS::Key', 'kms:Decrypt', 'self'],
  ['AWS::IAM::Role', 'sts:AssumeRole', 'self'],
  ['AWS::IAM::Role', 'iam:PassRole', 'self'],
  ['AWS::IAM::User', 'iam:CreateAccessKey', 'self'],
  ['AWS::RDS::DBCluster', 'rds-data:ExecuteStatement', 'self'],
  ['AWS::EC2::Snapshot', 'ebs:GetSnapshotBlock', 'self'],
  ['AWS::Logs::LogGroup', 'logs:FilterLogEvents', ':*'],
  ['AWS::Logs::LogGroup', 'logs:TagResource', 'self'],
  ['AWS::ApiGateway::RestApi', 'execute-api:Invoke', 'arn:{Partition}:execute-api:{Region}:{Account}:{Name}/*'],
];

test.each(ON)('%s: %s is checked against %s', (type, id, of) => {
  const found = actionsOnType(type).filter((on) => on.action.id === id);
  expect(found.map((on) => on.resourceArnOf).join(' ')).toBe(of);
});

test('an action without a resource, or on another type, does not apply', () => {
  const onBucket = actionsOnType('AWS::S3::Bucket').map((on) => on.action.id);
  expect(onBucket).not.toContain('s3:ListAllMyBuckets');
  expect(onBucket).not.toContain('s3:PutAccessPointPolicy');
  expect(actionsOnType('AWS::No::Type')).toEqual([]);
});

test('M19: changing an alias takes the key and the alias', () => {
  const on = actionsOnType('AWS::KMS::Key').find(({ action }) => action.id === 'kms:CreateAlias');
  expect(on?.alsoNeeds).toEqual(['alias']);
});

test('the CloudFormation name of an IAM resource type', () => {
  expect(cloudFormationType('s3', 'bucket')).toBe('AWS::S3::Bucket');
  expect(cloudFormationType('rds', 'cluster')).toBe('AWS::RDS::DBCluster');
  expect(cloudFormationType('s3', 'job')).toBeNull();
});

const DB = 'arn:aws:rds:eu-west-1:111122223333:db:main';
const DB_USERS = actionsOnType('AWS::RDS::DBInstance').find(({ action }) => action.id === 'rds-db:connect');

test('arnsOn writes out the ARNs of an action', () => {
  const parameter = 'arn:aws:ssm:eu-west-1:111122223333:parameter';
  expect(arnsOn('arn:aws:s3:::b', 'self')).toEqual(['arn:aws:s3:::b']);
  expect(arnsOn('arn:aws:s3:::b', '/*')).toEqual(['arn:aws:s3:::b/*']);
  expect(arnsOn(`${parameter}/a/b/c`, 'ancestor')).toEqual([`${parameter}/a/b`, `${parameter}/a`, `${parameter}/`]);
  expect(arnsOn('bucket', 'self')).toEqual([]);
});

test('arnsOn fills a template from the ARN and what is known beside it', () => {
  const of = DB_USERS?.resourceArnOf ?? 'self';
  expect(arnsOn(DB, of)).toEqual(['arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/*']);
  expect(arnsOn(DB, of, { DbiResourceId: 'db-ABC' })).toEqual([
    'arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABC/*',
  ]);
});

test('arnsOn asks for the account where the ARN has none', () => {
  const api = 'arn:aws:apigateway:eu-west-1::/restapis/abc123';
  const of = 'arn:{Partition}:execute-api:{Region}:{Account}:{Name}/*';
  expect(arnsOn(api, of)).toEqual(['arn:aws:execute-api:eu-west-1:*:abc123/*']);
  expect(arnsOn(api, of, { Account: '111122223333' })).toEqual(['arn:aws:execute-api:eu-west-1:111122223333:abc123/*']);
});
