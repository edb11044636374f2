import { beforeAll, expect, test } from 'vitest';
import { catalogDiff } from './diff.ts';
import { type PackageAction, type PackageData, readPackage } from './read-package.ts';

let data: PackageData;
beforeAll(async () => {
  data = await readPackage();
});

/** The package with one service's actions replaced. */
function changed(key: string, change: (actions: readonly PackageAction[]) => readonly PackageAction[]): PackageData {
  return {
    ...data,
    services: data.services.map((service) =>
      service.key === key ? { ...service, actions: change(service.actions) } : service,
    ),
  };
}

const NEW: PackageAction = {
  name: 'UnheardOf',
  accessLevel: 'Write',
  resources: [{ type: 'queue', required: true, conditionKeys: [] }],
  conditionKeys: [],
  dependentActions: [],
};

test('the committed data is the installed package’s', () => {
  expect(catalogDiff(data)).toEqual({ added: [], removed: [], changed: [] });
});

test('rule 2: a new action of a covered service asks for a rule', () => {
  expect(catalogDiff(changed('sqs', (actions) => [...actions, NEW])).added).toEqual([
    {
      id: 'sqs:UnheardOf',
      accessLevel: 'Write',
      capabilities: ['administer-resource'],
      by: 'default',
      needsRule: true,
    },
  ]);
  const tagging = { ...NEW, name: 'DescribeMore', accessLevel: 'List' };
  expect(catalogDiff(changed('rds', (actions) => [...actions, { ...tagging, resources: [] }])).added).toEqual([
    { id: 'rds:DescribeMore', accessLevel: 'List', capabilities: ['read-config'], by: 'kind', needsRule: false },
  ]);
  expect(catalogDiff(changed('a4b', (actions) => [...actions, { ...NEW, resources: [] }])).added[0]?.needsRule).toBe(
    false,
  );
});

test('what goes and what changes is named', () => {
  const [first, second, ...rest] = data.services.find((service) => service.key === 'sqs')?.actions ?? [];
  if (first === undefined || second === undefined) throw new Error('expected actions of sqs, found none');
  const diff = catalogDiff(
    changed('sqs', () => [{ ...second, accessLevel: 'List', conditionKeys: ['aws:TagKeys'], resources: [] }, ...rest]),
  );
  expect(diff.removed).toEqual([`sqs:${first.name}`]);
  expect(diff.changed.map((change) => change.id)).toEqual([`sqs:${second.name}`]);
  expect(diff.changed[0]?.what).toContain('access level Write → List');
  expect(diff.changed[0]?.what).toContain('resource type - queue');
  expect(diff.changed[0]?.what).toContain('condition key + aws:TagKeys');
});
