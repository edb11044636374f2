import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '../clock.ts';
import type { StatusChangeEvent } from './execution.ts';
import { LocalStepFunctions, type LocalStepFunctionsOptions } from './local-step-functions.ts';
import { one, START, task } from './testing/run.ts';

const forever = () => new Promise(() => {});
const folder = mkdtempSync(join(tmpdir(), 'states-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function service(machine: Record<string, unknown>, more: Partial<LocalStepFunctionsOptions> = {}) {
  const clock: ManualClock = manualClock(START);
  const states = new LocalStepFunctions({
    machines: { M: { definition: machine } },
    clock,
    invokeLambda: forever,
    ...more,
  });
  const stateMachineArn = states.machineArn('M');
  const start = (name?: string, input?: string) => states.startExecution({ stateMachineArn, name, input }).executionArn;
  return { clock, states, start, stateMachineArn };
}

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'nothing was thrown';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('StartExecution [AWS: API StartExecution]', () => {
  test('same name and input while running: the same execution', async () => {
    const { states, start, clock } = service(one({ Type: 'Wait', Seconds: 10 }));
    const first = start('n', '{"a":1}');
    await clock.advance(1000);
    expect(start('n', '{"a":1}')).toBe(first);
    expect(states.listExecutions(states.machineArn('M'))).toHaveLength(1);
    await states.close();
  });

  test('same name and other input while running: ExecutionAlreadyExists', async () => {
    const { states, start } = service(one({ Type: 'Wait', Seconds: 10 }));
    start('n', '{"a":1}');
    expect(codeOf(() => start('n', '{"a":2}'))).toBe('ExecutionAlreadyExists');
    await states.close();
  });

  test('same name and input when closed: ExecutionAlreadyExists, for 90 days', async () => {
    const { states, start, clock } = service(one({ Type: 'Pass' }));
    start('n', '{}');
    await states.idle();
    expect(codeOf(() => start('n', '{}'))).toBe('ExecutionAlreadyExists');
    await clock.advance(90 * 86_400_000 + 1);
    start('n', '{}');
    await states.idle();
  });

  test.each([
    ['empty name', '', '{}', 'InvalidName'],
    ['name of 81 characters', 'x'.repeat(81), '{}', 'InvalidName'],
    ['name with a colon', 'a:b', '{}', 'InvalidName'],
    ['name with a blank', 'a b', '{}', 'InvalidName'],
    ['name with a slash', 'a/b', '{}', 'InvalidName'],
    ['name with a control character', 'a\u0007', '{}', 'InvalidName'],
    ['input that is no JSON', 'n', '{', 'InvalidExecutionInput'],
    ['input over 262,144 bytes', 'n', JSON.stringify('x'.repeat(262_143)), 'InvalidExecutionInput'],
  ])('refused: %s', (_title, name, input, code) => {
    const { start } = service(one({ Type: 'Pass' }));
    expect(codeOf(() => start(name, input))).toBe(code);
  });

  test('a machine that is not there', () => {
    const { states } = service(one({ Type: 'Pass' }));
    expect(codeOf(() => states.startExecution({ stateMachineArn: states.machineArn('N') }))).toBe(
      'StateMachineDoesNotExist',
    );
  });

  test('a name of 80 characters and input at the limit are taken', async () => {
    const { states, start } = service({ StartAt: 'S', States: { S: { Type: 'Succeed' } } });
    const arn = start('x'.repeat(80), JSON.stringify('x'.repeat(262_142)));
    await states.idle();
    expect(states.describeExecution(arn).status).toBe('SUCCEEDED');
  });
});

describe('time-outs', () => {
  const slow = (state: Record<string, unknown>, machine: Record<string, unknown> = {}) => ({
    ...one(task('f', state)),
    ...machine,
  });

  test('of a state: States.Timeout, which a catcher takes [States Language: Timeouts]', async () => {
    const machine = {
      StartAt: 'S',
      States: {
        S: task('f', { TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }], End: true }),
        C: { Type: 'Pass', End: true },
      },
    };
    const { states, start, clock } = service(machine);
    const arn = start();
    await clock.advance(4999);
    expect(states.describeExecution(arn).status).toBe('RUNNING');
    await clock.advance(1);
    await states.idle();
    expect(states.describeExecution(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: expect.stringContaining('States.Timeout'),
    });
  });

  test('of a state: States.TaskFailed does not match it [AWS: Error names]', async () => {
    const { states, start, clock } = service(
      slow({ TimeoutSeconds: 5, Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }),
    );
    const arn = start();
    await clock.advance(5000);
    await states.idle();
    expect(states.describeExecution(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('of an execution: no catcher takes it [States Language: Top-level fields]', async () => {
    const machine = {
      StartAt: 'S',
      TimeoutSeconds: 5,
      States: {
        S: task('f', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], End: true }),
        C: { Type: 'Pass', End: true },
      },
    };
    const { states, start, clock } = service(machine);
    const arn = start();
    await clock.advance(5000);
    await states.idle();
    expect(states.describeExecution(arn).status).toBe('TIMED_OUT');
    expect(states.history(arn).at(-1)?.type).toBe('ExecutionTimedOut');
    expect(clock.pending()).toBe(0);
  });

  test('waits and retries leave no timers behind', async () => {
    const { states, start, clock } = service(slow({ TimeoutSeconds: 5 }, { TimeoutSeconds: 50 }), {
      invokeLambda: async () => 1,
    });
    start();
    await states.idle();
    expect(clock.pending()).toBe(0);
  });
});

test('StopExecution aborts; no catcher takes it, and the function runs on [AWS: API StopExecution]', async () => {
  const machine = {
    StartAt: 'S',
    States: {
      S: task('f', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], End: true }),
      C: { Type: 'Pass', End: true },
    },
  };
  const signals: AbortSignal[] = [];
  const invokeLambda: LocalStepFunctionsOptions['invokeLambda'] = (_name, _payload, { signal }) => {
    signals.push(signal);
    return forever();
  };
  const { states, start, clock } = service(machine, { invokeLambda });
  const arn = start();
  await clock.advance(1);
  await states.stopExecution(arn, 'Operator', 'enough');
  expect(states.describeExecution(arn)).toMatchObject({ status: 'ABORTED', error: 'Operator', cause: 'enough' });
  expect(signals[0]?.aborted).toBe(true);
});

test('25,000 history events end an execution, whatever it catches [AWS: Service quotas]', async () => {
  const machine = {
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'E' }], Default: 'A' },
      E: { Type: 'Succeed' },
    },
  };
  const { states, start } = service(machine);
  const arn = start();
  await states.idle();
  expect(states.describeExecution(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(states.history(arn)).toHaveLength(25_000);
  expect(states.history(arn).at(-1)?.type).toBe('ExecutionFailed');
});

test('a Lambda Task costs five events and one transition, a retry one transition more', async () => {
  let calls = 0;
  const invokeLambda = async () => {
    calls += 1;
    if (calls === 1) throw new Error('once');
    return 1;
  };
  const { states, start, clock } = service(one(task('f', { Retry: [{ ErrorEquals: ['Error'] }] })), { invokeLambda });
  const arn = start();
  await clock.advance(10_000);
  await states.idle();
  expect(states.usage(arn).transitions).toBe(2);
  expect(states.history(arn).map((event) => event.type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionFailed',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

describe('Task resources', () => {
  test('lambda:invoke answers under Payload [AWS: Invoke Lambda]', async () => {
    const machine = one({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: '${Step}', 'Payload.$': '$' },
      OutputPath: '$.Payload',
    });
    const clock = manualClock(START);
    const states = new LocalStepFunctions({
      machines: { M: { definition: JSON.stringify(machine), substitutions: { Step: 'step-one' } } },
      clock,
      invokeLambda: async (name, payload) => ({ name, payload }),
    });
    const { executionArn } = states.startExecution({ stateMachineArn: states.machineArn('M'), input: '{"a":1}' });
    await states.idle();
    expect(JSON.parse(states.describeExecution(executionArn).output ?? '')).toEqual({
      name: 'step-one',
      payload: { a: 1 },
    });
  });

  const starting = (name: string) => ({
    StartAt: 'S',
    States: {
      S: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution',
        Parameters: { StateMachineArn: '${Child}', Name: name, 'Input.$': '$' },
        Catch: [{ ErrorEquals: ['StepFunctions.ExecutionAlreadyExistsException'], Next: 'Known' }],
        End: true,
      },
      Known: { Type: 'Pass', Result: 'already started', End: true },
    },
  });

  test('startExecution starts and does not wait; a second start is a named error [AWS: Start a new execution]', async () => {
    const clock = manualClock(START);
    const substitutions = { Child: 'arn:aws:states:us-east-1:000000000000:stateMachine:Child' };
    const states = new LocalStepFunctions({
      machines: {
        Parent: { definition: starting('child'), substitutions },
        Child: { definition: one({ Type: 'Wait', Seconds: 9 }) },
      },
      clock,
      invokeLambda: forever,
    });
    const start = (input: string) =>
      states.startExecution({ stateMachineArn: states.machineArn('Parent'), input }).executionArn;
    const first = start('{"n":1}');
    await clock.advance(1);
    expect(JSON.parse(states.describeExecution(first).output ?? '')).toMatchObject({
      ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:Child:child',
    });
    const same = start('{"n":1}');
    const other = start('{"n":2}');
    await clock.advance(1);
    expect(states.describeExecution(same).output).toContain('ExecutionArn');
    expect(states.describeExecution(other).output).toBe('"already started"');
    expect(states.listExecutions(states.machineArn('Child'), 'RUNNING')).toHaveLength(1);
    await states.close();
  });

  test('a parameter that is not answered here fails', async () => {
    const machine = one({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', LogType: 'Tail' },
    });
    const { states, start } = service(machine);
    const arn = start();
    await states.idle();
    expect(states.describeExecution(arn)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('LogType'),
    });
  });

  test('a declared integration is answered by its function', async () => {
    const resource = 'arn:aws:states:::sns:publish';
    const integrations = { [resource]: async (parameters: unknown) => ({ got: JSON.stringify(parameters) }) };
    const { states, start } = service(one({ Type: 'Task', Resource: resource, Parameters: { a: 1 } }), {
      integrations,
    });
    const arn = start();
    await states.idle();
    expect(states.describeExecution(arn).output).toBe('{"got":"{\\"a\\":1}"}');
  });
});

describe('status changes [AWS: Step Functions events in EventBridge]', () => {
  test('start and close are delivered, in order', async () => {
    const events: StatusChangeEvent[] = [];
    const onStatusChange = async (event: StatusChangeEvent) => void events.push(event);
    const { states, start } = service(
      { StartAt: 'S', States: { S: { Type: 'Fail', Error: 'E', Cause: 'c' } } },
      { onStatusChange },
    );
    const arn = start('n', '{"a":1}');
    await states.idle();
    expect(events.map((event) => event.detail.status)).toEqual(['RUNNING', 'FAILED']);
    expect(events[1]).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      time: '2031-01-02T03:04:05Z',
      resources: [arn],
      detail: { executionArn: arn, name: 'n', input: '{"a":1}', error: 'E', cause: 'c' },
    });
  });

  test("a listener's error is thrown by idle, not lost", async () => {
    const onStatusChange = async () => {
      throw new Error('listener');
    };
    const { states, start } = service(one({ Type: 'Pass' }), { onStatusChange });
    start();
    await expect(states.idle()).rejects.toThrow('listeners or ports failed');
  });
});

describe('journal', () => {
  test('a killed process leaves its running executions aborted, its closed ones closed', async () => {
    const journalFolder = join(folder, 'killed');
    const machine = { StartAt: 'S', States: { S: { Type: 'Wait', SecondsPath: '$.s', End: true } } };
    const before = service(machine, { journalFolder });
    const closed = before.start('closed', '{"s":0}');
    await before.clock.advance(1);
    const running = before.start('running', '{"s":100}');
    await before.clock.advance(1);
    // No close: the process is gone here, in the middle of writing a line.
    writeFileSync(join(journalFolder, 'executions.jsonl'), '{"kind":"clo', { flag: 'a' });

    const after = service(machine, { journalFolder });
    expect(after.states.describeExecution(closed)).toMatchObject({ status: 'SUCCEEDED', output: '{"s":0}' });
    expect(after.states.describeExecution(running)).toMatchObject({ status: 'ABORTED', input: '{"s":100}' });
    expect(codeOf(() => after.start('running', '{"s":100}'))).toBe('ExecutionAlreadyExists');
    await after.clock.advance(60_000);
    after.start('next', '{"s":0}');
    await after.clock.advance(1);

    const again = service(machine, { journalFolder });
    expect(again.states.listExecutions(again.stateMachineArn).map(({ name, status }) => [name, status])).toEqual([
      ['next', 'SUCCEEDED'],
      ['running', 'ABORTED'],
      ['closed', 'SUCCEEDED'],
    ]);
    await before.states.close();
  });

  test('the history of a closed execution is kept', async () => {
    const journalFolder = join(folder, 'history');
    const { states, start } = service(one({ Type: 'Pass' }), { journalFolder });
    start('n');
    await states.idle();
    const lines = readFileSync(join(journalFolder, 'history', 'M_n.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

test('every issue of every definition is in one error', () => {
  const bad = { StartAt: 'S', States: { S: { Type: 'Pass' } } };
  expect(
    () =>
      new LocalStepFunctions({ machines: { A: { definition: bad }, B: { definition: bad } }, invokeLambda: forever }),
  ).toThrow(/A\/States\/S: .*\nB\/States\/S: /);
});

test('close ends what runs', async () => {
  const { states, start, clock } = service(one({ Type: 'Wait', Seconds: 1000 }));
  const arn = start();
  await clock.advance(1);
  await states.close();
  expect(states.describeExecution(arn).status).toBe('ABORTED');
  expect(clock.pending()).toBe(0);
});
