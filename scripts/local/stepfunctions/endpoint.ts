import { AwsJsonError, type JsonInput, listenAwsJson } from '../http/aws-json.ts';
import type { Gates } from '../http/gate.ts';
import type { Listener } from '../http/listener.ts';
import type { ExecutionDescription, ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import { type LocalStepFunctions, StepFunctionsError } from './local-step-functions.ts';

const STATUSES: ReadonlySet<string> = new Set(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

/** Serves the executions to `@aws-sdk/client-sfn`. */
export function listenStepFunctions(states: LocalStepFunctions, gates?: Gates): Promise<Listener> {
  const answer = (work: (input: JsonInput) => unknown) => async (input: JsonInput) => {
    try {
      return await work(input);
    } catch (error) {
      if (error instanceof StepFunctionsError) throw new AwsJsonError(error.code, error.message);
      throw error;
    }
  };
  return listenAwsJson({
    service: 'states',
    target: 'AWSStepFunctions',
    version: '1.0',
    ...(gates ? { gates } : {}),
    operations: new Map([
      [
        'StartExecution',
        answer((input) => {
          only(input, ['stateMachineArn', 'name', 'input']);
          const request = { stateMachineArn: text(input, 'stateMachineArn'), name: optional(input, 'name') };
          const started = states.startExecution({ ...request, input: optional(input, 'input') });
          return { ...started, startDate: started.startDate / 1000 };
        }),
      ],
      ['DescribeExecution', answer((input) => wire(states.describeExecution(text(input, 'executionArn'))))],
      ['ListExecutions', answer((input) => list(states, input))],
      [
        'StopExecution',
        answer(async (input) => {
          const arn = text(input, 'executionArn');
          const stopped = await states.stopExecution(arn, optional(input, 'error'), optional(input, 'cause'));
          return { stopDate: stopped.stopDate / 1000 };
        }),
      ],
      ['GetExecutionHistory', answer((input) => historyPage(states, input))],
      [
        'ListStateMachines',
        answer((input) => {
          only(input, ['maxResults']);
          const machines = states
            .machineNames()
            .map((name) => ({ stateMachineArn: states.machineArn(name), name, type: 'STANDARD' }));
          return { stateMachines: machines.map((machine) => ({ ...machine, creationDate: 0 })) };
        }),
      ],
    ]),
  });
}

function wire(execution: ExecutionDescription) {
  const { startDate, stopDate } = execution;
  return {
    ...execution,
    startDate: startDate / 1000,
    ...(stopDate === undefined ? {} : { stopDate: stopDate / 1000 }),
  };
}

function list(states: LocalStepFunctions, input: JsonInput) {
  only(input, ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken']);
  const status = optional(input, 'statusFilter');
  if (status !== undefined && !STATUSES.has(status))
    throw new AwsJsonError('ValidationException', `statusFilter: \`${status}\``);
  // Safe: checked to be a member above.
  const all = states.listExecutions(text(input, 'stateMachineArn'), status as ExecutionStatus | undefined);
  const { items, nextToken } = page(all, input, 100);
  const executions = items.map((item) => {
    const { input: _input, output: _output, error: _error, cause: _cause, ...rest } = wire(item);
    return rest;
  });
  return { executions, ...nextToken };
}

function historyPage(states: LocalStepFunctions, input: JsonInput) {
  only(input, ['executionArn', 'maxResults', 'nextToken', 'reverseOrder', 'includeExecutionData']);
  const events = [...states.history(text(input, 'executionArn'))];
  const { items, nextToken } = page(input['reverseOrder'] === true ? events.reverse() : events, input, 100);
  return { events: items.map(wireEvent), ...nextToken };
}

function wireEvent({ id, timestamp, type, details }: HistoryEvent) {
  const head = { id, previousEventId: id - 1, timestamp: timestamp / 1000, type };
  return details ? { ...head, [details.member]: details.body } : head;
}

/** Pages of `maxResults`; the token is the place to go on. */
function page<T>(all: readonly T[], input: JsonInput, standard: number) {
  const size = Number(input['maxResults'] ?? standard) || standard;
  if (size < 0 || size > 1000) throw new AwsJsonError('ValidationException', 'maxResults: expected 0 to 1000');
  const token = optional(input, 'nextToken');
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > all.length)
    throw new AwsJsonError('InvalidToken', 'Invalid Token');
  const next = start + size;
  return { items: all.slice(start, next), nextToken: next < all.length ? { nextToken: String(next) } : {} };
}

function text(input: JsonInput, name: string): string {
  const value = optional(input, name);
  if (value === undefined) throw new AwsJsonError('ValidationException', `expected \`${name}\``);
  return value;
}

function optional(input: JsonInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new AwsJsonError('ValidationException', `\`${name}\`: expected a string`);
}

/** A parameter that is not honoured here must not pass unseen. */
function only(input: JsonInput, names: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new AwsJsonError('ValidationException', `parameter \`${unknown}\` is not supported by this stand-in`);
}
