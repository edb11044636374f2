import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { parseDefinition } from '../scripts/local/stepfunctions/parse.ts';
import { ERRORS } from '../shared/contract/errors.ts';
import { statesOf } from './testing/definition.ts';
import { definitionText, MACHINES, substitutions } from './testing/machine-run.ts';

// The package has no types and no ES module.
const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
  isValid: boolean;
  errorsText(): string;
};

/** Error names that AWS documents for what the definitions call. */
const AWS_ERRORS = new Set([
  'States.ALL',
  'States.Timeout',
  'States.ItemReaderFailed',
  'States.ResultWriterFailed',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'StepFunctions.ThrottlingException',
  'StepFunctions.ServiceUnavailableException',
  'StepFunctions.InternalServerException',
  'StepFunctions.SdkClientException',
  'StepFunctions.ExecutionAlreadyExistsException',
]);

describe.each(MACHINES)('%s', (machine) => {
  const substituted = () =>
    definitionText(machine).replace(/\$\{(\w+)\}/g, (_, name: string) => substitutions(machine)[name] ?? '');

  test('the validator takes it after substitution', () => {
    const result = validate(JSON.parse(substituted()));
    expect(result.isValid ? '' : result.errorsText()).toBe('');
  });

  test('the interpreter knows every feature it uses', () => {
    const { issues } = parseDefinition(JSON.parse(substituted()), { integrations: new Set(), uuid: false });
    expect(issues).toEqual([]);
  });

  test('JSONPath only', () => {
    expect(definitionText(machine)).not.toMatch(/QueryLanguage|\{%|Assign|Arguments/);
  });

  test('every task has a time-out, a retry with its causes, and a catch of its own or of the Map around it', () => {
    const states = statesOf(machine);
    const tasks = states.filter(({ state }) => state.Type === 'Task');
    expect(tasks.length).toBeGreaterThan(1);
    for (const { name, state, inside } of tasks) {
      expect(state.TimeoutSeconds, name).toBeGreaterThan(0);
      expect(state.Retry?.length, name).toBeGreaterThan(0);
      expect(state.Retry?.some((retry) => retry.ErrorEquals.includes('States.ALL')) ?? true, name).toBe(false);
      const around = states.find((other) => other.name === inside);
      const catchers = [...(state.Catch ?? []), ...(around?.state.Catch ?? [])];
      expect(
        catchers.some((catcher) => catcher.ErrorEquals.includes('States.ALL')),
        name,
      ).toBe(true);
    }
  });

  test('every error it names is one that a step throws or that AWS documents', () => {
    const ours = new Set<string>(Object.values(ERRORS));
    const named = statesOf(machine).flatMap(({ state }) =>
      [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap((rule) => rule.ErrorEquals),
    );
    expect(named.filter((name) => !ours.has(name) && !AWS_ERRORS.has(name))).toEqual([]);
  });

  test('a task waits longer than the function behind it may run', async () => {
    const { FUNCTION_TABLE } = await import('../infra/functions/function-table.ts');
    for (const { name, state } of statesOf(machine)) {
      const placeholder = /^\$\{(\w+)FunctionArn\}$/.exec(state.Resource ?? '')?.[1];
      if (placeholder === undefined) continue;
      const folder = placeholder.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
      expect(state.TimeoutSeconds, name).toBeGreaterThan(FUNCTION_TABLE[folder]?.timeoutSeconds ?? Number.NaN);
    }
  });
});

test('reading is one item after the other', () => {
  expect(JSON.parse(definitionText('account'))).toMatchObject({ States: { CollectItems: { MaxConcurrency: 1 } } });
});
