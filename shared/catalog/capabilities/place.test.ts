import { describe, expect, test } from 'vitest';
import { compilePattern, matchPattern } from '../../policy/pattern.ts';
import { CAPABILITIES } from '../capability.ts';
import { serviceData, serviceKeys } from '../generated-data.ts';
import { isCovered, placementOf } from './place.ts';
import { SERVICE_RULES } from './services/index.ts';

describe.each([...SERVICE_RULES.values()].map((rules) => [rules.service, rules] as const))('%s', (service, rules) => {
  const data = serviceData(service);
  const actions = data?.actions ?? [];

  test('rule 2: a reviewed rule places every action that is covered', () => {
    const unplaced = actions
      .filter((action) => isCovered(service, action) && placementOf(service, action).by === 'default')
      .map((action) => `${action.accessLevel}: ${action.name}`);
    expect(unplaced).toEqual([]);
  });

  test('each override names actions that exist, once', () => {
    const names = new Set(actions.map((action) => action.name));
    const named = rules.overrides.flatMap((override) => override.actions);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });

  test('each name of a kind places an action that nothing before it places', () => {
    const left = new Set(actions.filter((action) => placementOf(service, action).by !== 'override'));
    const idle: string[] = [];
    for (const kind of rules.kinds) {
      for (const name of kind.names) {
        const pattern = compilePattern(name);
        const placed = [...left].filter(
          (action) => action.accessLevel === kind.level && matchPattern(pattern, action.name),
        );
        if (placed.length === 0) idle.push(`${kind.level}: ${name}`);
        for (const action of placed) left.delete(action);
      }
    }
    expect(idle).toEqual([]);
  });

  test('covered resource types and actions exist', () => {
    if (rules.covers === 'all') return;
    const types = new Set(data?.resourceTypes.map((type) => type.name));
    const names = new Set(actions.map((action) => action.name));
    expect(rules.covers.resourceTypes.filter((type) => !types.has(type))).toEqual([]);
    expect(rules.covers.actions.filter((name) => !names.has(name))).toEqual([]);
  });

  test('each override has a reason, a capability, and administers where it grants', () => {
    for (const override of rules.overrides) {
      expect(override.reason.length).toBeGreaterThan(5);
      expect(override.capabilities.length).toBeGreaterThan(0);
      if (override.grants !== null) expect(override.capabilities).toContain('administer-resource');
    }
  });
});

test('rule 8: every service of the list is covered', () => {
  const listed = (
    's3 s3express s3tables s3vectors s3-object-lambda s3-outposts kms dynamodb sqs sns secretsmanager ssm lambda iam ' +
    'sts rds rds-data rds-db redshift redshift-data redshift-serverless ebs ec2 ecr elasticfilesystem kinesis ' +
    'firehose es aoss glue athena events states logs backup bedrock sagemaker'
  ).split(' ');
  expect(listed.filter((service) => !SERVICE_RULES.has(service))).toEqual([]);
});

test('every action of every service has a capability, in the order of the six words', () => {
  for (const service of serviceKeys) {
    for (const action of serviceData(service)?.actions ?? []) {
      const { capabilities } = placementOf(service, action);
      expect(capabilities.length, `${service}:${action.name}`).toBeGreaterThan(0);
      expect(capabilities).toEqual(CAPABILITIES.filter((capability) => capabilities.includes(capability)));
    }
  }
});
