import { expect, test } from 'vitest';
import type { AccessLevel } from '../generated-data.ts';
import { defaultCapabilities } from './default.ts';

test.each<[level: AccessLevel, name: string, expected: string]>([
  ['List', 'ListThings', 'read-config'],
  ['Read', 'DescribeThing', 'read-config'],
  ['Read', 'GetThingPolicy', 'read-config'],
  ['Read', 'GetThing', 'read-config read-data'],
  ['Read', 'BatchGetThing', 'read-config read-data'],
  ['Read', 'IssueReport', 'read-data'],
  ['Read', 'Query', 'read-data'],
  ['Write', 'CreateThing', 'administer-resource'],
  ['Write', 'DeleteThing', 'administer-resource delete-data'],
  ['Write', 'BatchDeleteThing', 'administer-resource delete-data'],
  ['Write', 'BatchUpdateThing', 'administer-resource'],
  ['Write', 'RestoreThing', 'administer-resource read-data'],
  ['Write', 'PutThing', 'administer-resource write-data'],
  ['Write', 'Putter', 'administer-resource'],
  ['Write', 'InvokeThing', 'use-resource'],
  ['Tagging', 'TagResource', 'administer-resource'],
  ['Permissions management', 'PutThingPolicy', 'administer-resource'],
])('by default, %s %s: %s', (accessLevel, name, expected) => {
  const action = { name, accessLevel, resources: [], conditionKeys: [], dependentActions: [] };
  expect(defaultCapabilities(action).join(' ')).toBe(expected);
});
