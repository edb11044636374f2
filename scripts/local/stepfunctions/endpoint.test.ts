import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manualClock } from '../clock.ts';
import type { Call } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import { listenStepFunctions } from './endpoint.ts';
import { LocalStepFunctions } from './local-step-functions.ts';
import { one, START } from './testing/run.ts';

const clock = manualClock(START);
const states = new LocalStepFunctions({
  machines: { M: { definition: one({ Type: 'Wait', SecondsPath: '$.s' }) } },
  clock,
  invokeLambda: async () => null,
});
const stateMachineArn = states.machineArn('M');
const calls: Call[] = [];
let listener: Listener;
let client: SFNClient;

beforeAll(async () => {
  listener = await listenStepFunctions(states, {
    before: (call) => {
      calls.push(call);
      return call.operation === 'DescribeExecution' && call.count === 1
        ? { status: 400, code: 'AccessDeniedException', message: 'not allowed' }
        : undefined;
    },
  });
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x', sessionToken: 'token' };
  client = new SFNClient({ endpoint: listener.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await listener.close();
  await states.close();
});

test('start, describe, history', async () => {
  const started = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'a', input: '{"s":0}' }));
  expect(started.startDate).toEqual(new Date(START));
  await states.idle();
  const { executionArn } = started;
  await expect(client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({
    status: 'SUCCEEDED',
    input: '{"s":0}',
    output: '{"s":0}',
    stopDate: new Date(START),
  });
  const history = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  );
  expect(history.events).toMatchObject([
    { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{"s":0}' } },
  ]);
  expect(history.nextToken).toBe('1');
});

test('named errors', async () => {
  const start = (name: string, input: string) =>
    client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  await start('b', '{"s":5}');
  await expect(start('b', '{"s":6}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await expect(start('b b', '{}')).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(start('c', '{')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  const missing = `${states.machineArn('M').replace(':stateMachine:', ':execution:')}:missing`;
  await expect(client.send(new DescribeExecutionCommand({ executionArn: missing }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('stop, list in pages', async () => {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name: 'd', input: '{"s":100}' }),
  );
  await client.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'c' }));
  const aborted = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }));
  expect(aborted.executions?.map((execution) => execution.name)).toEqual(['d']);
  const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
  const second = await client.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken: first.nextToken }),
  );
  expect([...(first.executions ?? []), ...(second.executions ?? [])].map((execution) => execution.name)).toEqual([
    'd',
    'b',
    'a',
  ]);
});

test('an operation that is not there fails with its name', async () => {
  const send = client.send(new SendTaskSuccessCommand({ taskToken: 't', output: '{}' }));
  await expect(send).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('SendTaskSuccess'),
  });
});

test('a parameter that is not honoured fails with its name', async () => {
  const send = client.send(new ListStateMachinesCommand({ nextToken: 'x' }));
  await expect(send).rejects.toMatchObject({ message: expect.stringContaining('nextToken') });
});

test('gates see the caller', () => {
  expect(calls[0]).toMatchObject({
    service: 'states',
    operation: 'StartExecution',
    accessKeyId: 'AKIDLOCAL',
    sessionToken: 'token',
  });
});
