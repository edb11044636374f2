import { lambdaError, runtimeError, StatesError } from './errors.ts';
import type { Frame, TaskCall } from './frame.ts';
import { withTimeout } from './interrupt.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { checkPayload } from './limits.ts';
import type { TaskState } from './model.ts';

/** One attempt of a Task. */
export async function runTask(state: TaskState, input: Json, frame: Frame): Promise<Json> {
  const { history, ports } = frame;
  const names = eventNames(state);
  history.add(names.scheduled, names.scheduledMember, { resource: names.resource, parameters: JSON.stringify(input) });
  history.add(names.started);
  try {
    const result = await withTimeout(state.timeoutSeconds, ports.clock, frame.signal, (signal) => {
      return perform(state, input, frame, { signal, executionArn: frame.execution.Id, stateName: state.name });
    });
    checkPayload(result, state.name, 'result');
    history.add(names.succeeded, names.succeededMember, { output: JSON.stringify(result) });
    return result;
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) throw thrown;
    const type = thrown.error === 'States.Timeout' ? names.timedOut : names.failed;
    history.add(type, `${type[0]?.toLowerCase()}${type.slice(1)}EventDetails`, {
      error: thrown.error,
      cause: thrown.causeText,
    });
    throw thrown;
  }
}

function eventNames(state: TaskState) {
  const lambda = state.resource.kind === 'lambda';
  const prefix = lambda ? 'LambdaFunction' : 'Task';
  const resource =
    state.resource.kind === 'lambda'
      ? state.resource.functionReference
      : state.resource.kind === 'integration'
        ? state.resource.arn
        : state.resource.kind;
  return {
    resource,
    scheduled: `${prefix}Scheduled`,
    scheduledMember: lambda ? 'lambdaFunctionScheduledEventDetails' : 'taskScheduledEventDetails',
    started: `${prefix}Started`,
    succeeded: `${prefix}Succeeded`,
    succeededMember: lambda ? 'lambdaFunctionSucceededEventDetails' : 'taskSucceededEventDetails',
    failed: `${prefix}Failed`,
    timedOut: `${prefix}TimedOut`,
  };
}

async function perform(state: TaskState, input: Json, frame: Frame, call: TaskCall): Promise<Json> {
  const { ports } = frame;
  switch (state.resource.kind) {
    case 'lambda':
      return invoke(frame, state.resource.functionReference, input, call);
    case 'lambda-invoke':
      return lambdaInvoke(state, input, frame, call);
    case 'start-execution':
      return ports.startExecution(parameters(state, input, ['StateMachineArn', 'Name', 'Input']));
    case 'integration':
      return ports.integrate(state.resource.arn, input, call);
  }
}

async function invoke(frame: Frame, reference: string, payload: Json, call: TaskCall): Promise<Json> {
  try {
    return await frame.ports.invokeLambda(reference, payload, call);
  } catch (thrown) {
    // After an abort the reason is the signal's own: a time-out or an interruption, not the function's error.
    call.signal.throwIfAborted();
    throw lambdaError(thrown);
  }
}

/** The optimized integration: the answer stands under `Payload`, beside metadata. */
async function lambdaInvoke(state: TaskState, input: Json, frame: Frame, call: TaskCall): Promise<Json> {
  const request = parameters(state, input, ['FunctionName', 'Payload', 'InvocationType']);
  const name = request['FunctionName'];
  if (typeof name !== 'string') throw runtimeError(`The state '${state.name}' needs a FunctionName`);
  if ((request['InvocationType'] ?? 'RequestResponse') !== 'RequestResponse') {
    throw runtimeError(`The state '${state.name}': only InvocationType RequestResponse is supported here`);
  }
  const payload = await invoke(frame, name, request['Payload'] ?? {}, call);
  return { ExecutedVersion: '$LATEST', Payload: payload, SdkHttpMetadata: { HttpStatusCode: 200 }, StatusCode: 200 };
}

/** The integration's parameters; one that is not answered here is an error, not ignored. */
function parameters(state: TaskState, input: Json, names: readonly string[]): JsonObject {
  if (!isObject(input)) throw runtimeError(`The Parameters of the state '${state.name}' must be an object`);
  for (const name of Object.keys(input)) {
    if (!names.includes(name))
      throw runtimeError(`The state '${state.name}': parameter '${name}' is not supported here`);
  }
  return input;
}
