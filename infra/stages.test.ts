import { expect, test } from 'vitest';
import { readStageConfig, STAGE_NAMES, STAGES, stageConfig } from './stages.ts';

test.each(STAGE_NAMES)('the repository’s configuration of %s is valid', (stage) => {
  expect(stageConfig(stage).stage).toBe(stage);
});

test('stages live in accounts of their own', () => {
  const accounts = STAGE_NAMES.map((stage) => stageConfig(stage).account);
  expect(new Set(accounts).size).toBe(accounts.length);
});

test('an unknown stage is refused by name', () => {
  expect(() => stageConfig('prod')).toThrow(
    /field `stage`: expected one of development, staging, production, found `prod`/,
  );
});

test.each([
  ['stage', 'live'],
  ['account', '12345'],
  ['account', 310000000001],
  ['region', 'europe'],
  ['zone', 'Europe/Nowhere'],
  ['zone', undefined],
  ['openRuns', 0],
  ['openRuns', '20'],
  ['logDays', 5],
])('field %s as %j is refused with its name', (field, value) => {
  const config = { ...(STAGES.development as Record<string, unknown>), [field]: value };
  expect(() => readStageConfig(config)).toThrow(new RegExp(`field \`${field}\`: expected .+, found \``));
});

test('a field that is not known is refused like one that is wrong', () => {
  expect(() => readStageConfig({ ...(STAGES.development as object), colour: 'blue' })).toThrow(/field `colour`/);
});

test.each([null, 'text', 3])('%j is no configuration', (value) => {
  expect(() => readStageConfig(value)).toThrow(/config/);
});
