import { describe, expect, test } from 'vitest';
import { findAction } from './catalog.ts';
import { keyNeeds, keyUse, keyUses } from './key-use.ts';

const KMS = /^kms:[A-Z]/;

describe.each(keyUses().map((use) => [use.service, use] as const))('%s', (service, use) => {
  test('names actions and key rights that exist', () => {
    const actions = use.needs.flatMap((need) => need.actions.map((name) => `${service}:${name}`));
    const rights = use.needs.flatMap((need) => need.anyOf.flat());
    expect([...actions, ...rights].filter((id) => findAction(id)?.id !== id)).toEqual([]);
    expect(rights.filter((id) => !KMS.test(id))).toEqual([]);
  });

  test('its holder and its needs agree', () => {
    expect(use.needs.length === 0).toBe(use.holder === 'nobody');
    const uses = new Set(use.needs.map((need) => need.use));
    if (use.holder === 'creator') expect([...uses]).toEqual(['create']);
    if (use.holder === 'caller') expect(uses.has('read') || uses.has('write')).toBe(true);
  });
});

const CASES: readonly (readonly [service: string, action: string, needs: string])[] = [
  ['s3', 'GetObject', 'kms:Decrypt'],
  ['s3', 'PutObject', 'kms:GenerateDataKey; kms:Decrypt kms:GenerateDataKey'],
  ['s3', 'ListBucket', ''],
  ['s3', 'DeleteObject', ''],
  ['sqs', 'ReceiveMessage', 'kms:Decrypt'],
  ['sqs', 'sendmessage', 'kms:Decrypt kms:GenerateDataKey'],
  ['sns', 'Publish', 'kms:Decrypt kms:GenerateDataKey'],
  ['sns', 'Subscribe', ''],
  ['dynamodb', 'Query', 'kms:Decrypt'],
  ['secretsmanager', 'GetSecretValue', 'kms:Decrypt'],
  ['ssm', 'GetParameter', 'kms:Decrypt'],
  ['kinesis', 'GetRecords', 'kms:Decrypt'],
  ['kinesis', 'PutRecord', 'kms:GenerateDataKey'],
  ['rds', 'DescribeDBInstances', ''],
  ['logs', 'GetLogEvents', ''],
];

test.each(CASES)('rule 4: %s:%s needs %s', (service, action, expected) => {
  const needs = keyNeeds(service, action)?.map((need) => need.anyOf.map((all) => all.join(' ')).join(' | '));
  expect(needs?.join('; ')).toBe(expected);
});

test('rule 4: the holders that the page names', () => {
  for (const service of ['s3', 'sqs', 'dynamodb', 'secretsmanager', 'ssm', 'kinesis', 'lambda', 'sns']) {
    expect(keyUse(service)?.holder, service).toBe('caller');
  }
  for (const service of ['rds', 'ec2', 'elasticfilesystem', 'ecr', 'redshift', 'es']) {
    expect(keyUse(service)?.holder, service).toBe('creator');
  }
});

test('a service without an entry is not known', () => {
  expect(keyUse('quicksight')).toBeNull();
  expect(keyNeeds('quicksight', 'CreateDataSet')).toBeNull();
});
