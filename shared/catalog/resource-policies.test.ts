import { expect, test } from 'vitest';
import { actionsOf, findAction } from './catalog.ts';
import {
  KMS_ACROSS_ACCOUNTS,
  ownAccountOnly,
  ownAccountOnlyFacts,
  sameAccountRule,
  sameAccountRules,
} from './resource-policies.ts';

test('every action of the facts exists', () => {
  const ids = ownAccountOnlyFacts().flatMap((fact) => fact.actions.map((name) => `${fact.service}:${name}`));
  expect(ids.filter((id) => findAction(id)?.id !== id)).toEqual([]);
});

test('no service has two rules', () => {
  const services = sameAccountRules().map((entry) => entry.service);
  expect(services.filter((service, index) => services.indexOf(service) !== index)).toEqual([]);
});

test('A05: trust policies and key policies must themselves allow', () => {
  expect(sameAccountRule('kms')?.rule).toBe('must-allow');
  expect(sameAccountRule('sts')?.rule).toBe('must-allow');
  expect(sameAccountRule('s3')?.rule).toBe('union');
  expect(sameAccountRule('execute-api')).toBeNull();
});

test('H05: every KMS action either works across accounts or does not', () => {
  const undecided = actionsOf('kms')
    .map((action) => action.name)
    .filter((name) => KMS_ACROSS_ACCOUNTS.has(name) === (ownAccountOnly('kms', name) !== null));
  expect(undecided).toEqual([]);
});

test.each([
  ['M14', 's3', 'PutBucketPolicy', true],
  ['M14', 's3', 'GetObject', false],
  ['M23', 'sqs', 'deletequeue', true],
  ['M23', 'sqs', 'SendMessage', false],
  ['M23', 'sns', 'TagResource', true],
  ['M23', 'sns', 'Publish', false],
  ['H05', 'kms', 'Decrypt', false],
  ['H05', 'kms', 'ScheduleKeyDeletion', true],
] as const)('%s: %s:%s is for its own account only: %s', (_rule, service, action, expected) => {
  expect(ownAccountOnly(service, action) !== null).toBe(expected);
});
