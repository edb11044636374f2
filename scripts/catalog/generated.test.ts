import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  conditionKeyTypes,
  dataDate,
  dataVersion,
  globalConditionKeyNames,
  rcpServiceKeys,
  serviceData,
  serviceKeys,
} from '../../shared/catalog/generated-data.ts';
import { encode } from './encode.ts';
import { type PackageAction, type PackageData, readPackage } from './read-package.ts';

const GENERATED = resolve(import.meta.dirname, '../../shared/catalog/generated/iam-data.ts');
const LEVELS: Readonly<Record<string, string>> = {
  List: 'List',
  Read: 'Read',
  Write: 'Write',
  'Tagging, Write': 'Tagging',
  'Permissions management, Write': 'Permissions management',
};

let data: PackageData;
beforeAll(async () => {
  data = await readPackage();
});

test('the generated data is what the installed package gives, byte for byte', async () => {
  expect(encode(data) === (await readFile(GENERATED, 'utf8')), 'run npm run catalog:generate').toBe(true);
});

test('what is written can be read back whole', () => {
  expect([dataVersion, dataDate]).toEqual([data.version, data.updatedAt]);
  expect(rcpServiceKeys).toEqual(data.rcpServices);
  expect(globalConditionKeyNames).toEqual(data.globalConditionKeys);
  expect(serviceKeys).toEqual(data.services.map((service) => service.key));
  expect(new Map(conditionKeyTypes())).toEqual(data.conditionKeys);
  for (const service of data.services) {
    const read = serviceData(service.key);
    expect(read?.name).toBe(service.name);
    expect(read?.conditionKeys).toEqual(service.conditionKeys);
    expect(read?.resourceTypes).toEqual(service.resourceTypes);
    expect(
      read?.actions.map((action) => ({
        ...action,
        resources: action.resources.map(({ type, ...rest }) => ({ type: type.name, ...rest })),
      })),
    ).toEqual(service.actions.map((action) => ({ ...action, accessLevel: LEVELS[action.accessLevel] })));
  }
});

test('a form that the generator does not know stops it', () => {
  const changed = (change: Partial<PackageAction>): PackageData => ({
    ...data,
    services: data.services.map((service) =>
      service.key === 'sqs'
        ? { ...service, actions: service.actions.map((action) => ({ ...action, ...change })) }
        : service,
    ),
  });
  expect(() => encode(changed({ accessLevel: 'Unheard' }))).toThrow('found `Unheard`');
  const elsewhere = { type: 'bucket', required: true, conditionKeys: [] };
  expect(() => encode(changed({ resources: [elsewhere] }))).toThrow('found `bucket`');
  expect(() => encode(changed({ conditionKeys: ['no:SuchKey'] }))).toThrow('found `no:SuchKey`');
});
