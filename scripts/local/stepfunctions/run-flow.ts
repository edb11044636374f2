import { holds } from './choice.ts';
import { matchesError, runtimeError, StatesError } from './errors.ts';
import { contextOf, dataOf, type Frame } from './frame.ts';
import type { Json, JsonObject } from './json.ts';
import { checkPayload } from './limits.ts';
import type { ChoiceState, FailState, Flow, PassState, State, WaitState } from './model.ts';
import { lookUp, type Path, place } from './path.ts';
import { runMap } from './run-map.ts';
import { runParallel } from './run-parallel.ts';
import { runTask } from './run-task.ts';
import { compute, fillTemplate } from './template.ts';
import { parseTimestamp } from './timestamp.ts';

/** What a state hands on. */
interface Step {
  readonly output: Json;
  readonly next: string | null;
}

/** Runs states from `StartAt` to an end; throws StatesError where one fails, Interrupted where ended from outside. */
export async function runFlow(flow: Flow, input: Json, frame: Frame): Promise<Json> {
  let name: string | null = flow.startAt;
  let data = input;
  while (name !== null) {
    frame.signal.throwIfAborted();
    const state: State | undefined = flow.states.get(name);
    // INVARIANT: parseDefinition checked that every transition leads to a state.
    if (!state) throw runtimeError(`there is no state '${name}'`);
    frame.usage.transitions += 1;
    frame.history.add(`${state.type}StateEntered`, 'stateEnteredEventDetails', { name, input: JSON.stringify(data) });
    const step: Step = await runState(state, data, frame);
    checkPayload(step.output, name, 'output of the state');
    frame.history.add(`${state.type}StateExited`, 'stateExitedEventDetails', {
      name,
      output: JSON.stringify(step.output),
    });
    data = step.output;
    name = step.next;
  }
  return data;
}

async function runState(state: State, raw: Json, frame: Frame): Promise<Step> {
  const enteredAt = new Date(frame.ports.clock.now()).toISOString();
  const context = contextOf(frame, state.name, enteredAt, 0);
  switch (state.type) {
    case 'Task':
    case 'Parallel':
    case 'Map':
      return runFallible(state, raw, frame, enteredAt);
    case 'Pass':
      return { output: finish(state, runPass(state, raw, context, frame), context), next: state.next };
    case 'Choice': {
      const input = readInput(state, raw, context);
      return { output: finish(state, input, context), next: choose(state, input, context) };
    }
    case 'Wait': {
      const input = readInput(state, raw, context);
      await frame.ports.clock.sleep(waitFor(state, input, context, frame), frame.signal);
      frame.signal.throwIfAborted();
      return { output: finish(state, input, context), next: state.next };
    }
    case 'Succeed':
      return { output: finish(state, readInput(state, raw, context), context), next: null };
    case 'Fail':
      throw failureOf(state, raw, context, frame);
  }
}

type FallibleState = Extract<State, { type: 'Task' | 'Parallel' | 'Map' }>;

/** The states that have Retry and Catch. */
async function runFallible(state: FallibleState, raw: Json, frame: Frame, enteredAt: string): Promise<Step> {
  const used = state.retry.map(() => 0);
  for (let retryCount = 0; ; retryCount += 1) {
    const context = contextOf(frame, state.name, enteredAt, retryCount);
    try {
      return { output: finish(state, await attempt(state, raw, frame, context), context), next: state.next };
    } catch (thrown) {
      if (!(thrown instanceof StatesError)) throw thrown;
      frame.signal.throwIfAborted();
      const delay = delayBefore(state, thrown, used, frame.ports.random);
      if (delay === null) return caught(state, raw, thrown);
      frame.usage.transitions += 1;
      await frame.ports.clock.sleep(delay * 1000, frame.signal);
      frame.signal.throwIfAborted();
    }
  }
}

async function attempt(state: FallibleState, raw: Json, frame: Frame, context: JsonObject): Promise<Json> {
  const input = readInput(state, raw, context);
  const data = dataOf(frame, input, context);
  let result: Json;
  if (state.type === 'Map') result = await runMap(state, input, frame, context, runFlow);
  else {
    const effective = state.parameters ? fillTemplate(state.parameters, data) : input;
    checkPayload(effective, state.name, 'input of the state after Parameters');
    result =
      state.type === 'Task'
        ? await runTask(state, effective, frame)
        : await runParallel(state, effective, frame, runFlow);
  }
  checkPayload(result, state.name, 'result');
  const selected = state.resultSelector ? fillTemplate(state.resultSelector, dataOf(frame, result, context)) : result;
  return combine(state.resultPath, raw, selected);
}

/** Seconds to wait before the next attempt, or null where no retrier takes the error; counts the attempt. */
function delayBefore(state: FallibleState, error: StatesError, used: number[], random: () => number): number | null {
  const at = state.retry.findIndex((retrier) => matchesError(retrier.errorEquals, error));
  const retrier = state.retry[at];
  const attempts = used[at] ?? 0;
  if (!retrier || attempts >= retrier.maxAttempts) return null;
  used[at] = attempts + 1;
  const delay = retrier.intervalSeconds * retrier.backoffRate ** attempts;
  const capped = Math.min(delay, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return retrier.fullJitter ? capped * random() : capped;
}

function caught(state: FallibleState, raw: Json, error: StatesError): Step {
  const catcher = state.catch.find((candidate) => matchesError(candidate.errorEquals, error));
  if (!catcher) throw error;
  const output = combine(catcher.resultPath, raw, { Error: error.error, Cause: error.causeText });
  return { output, next: catcher.next };
}

function runPass(state: PassState, raw: Json, context: JsonObject, frame: Frame): Json {
  const input = readInput(state, raw, context);
  const effective = state.parameters ? fillTemplate(state.parameters, dataOf(frame, input, context)) : input;
  return combine(state.resultPath, raw, state.result ?? effective);
}

function choose(state: ChoiceState, input: Json, context: JsonObject): string {
  const choice = state.choices.find((candidate) => holds(candidate.test, input, context));
  if (choice) return choice.next;
  if (state.default !== null) return state.default;
  throw new StatesError(
    'States.NoChoiceMatched',
    `No choice of the state '${state.name}' matched and it has no Default`,
  );
}

function waitFor(state: WaitState, input: Json, context: JsonObject, frame: Frame): number {
  const { until } = state;
  if (until.kind === 'seconds') return until.seconds * 1000;
  const given = until.kind === 'timestamp' ? until.timestamp : need(until.path, input, context, state.name);
  if (until.kind === 'seconds-path') {
    if (typeof given === 'number' && given >= 0) return given * 1000;
    throw runtimeError(`The SecondsPath of the state '${state.name}' must name a positive number`);
  }
  const time = typeof given === 'string' ? parseTimestamp(given) : null;
  if (time === null) throw runtimeError(`The TimestampPath of the state '${state.name}' must name an RFC 3339 time`);
  return Math.max(0, time - frame.ports.clock.now());
}

function failureOf(state: FailState, raw: Json, context: JsonObject, frame: Frame): StatesError {
  const text = (value: FailState['error'], field: string): string => {
    if (value === null || typeof value === 'string') return value ?? '';
    const computed = compute(value, field, dataOf(frame, raw, context));
    if (typeof computed === 'string') return computed;
    throw runtimeError(`The ${field} of the state '${state.name}' must name a string`);
  };
  return new StatesError(text(state.error, 'ErrorPath'), text(state.cause, 'CausePath'));
}

function need(path: Path, input: Json, context: JsonObject, state: string): Json {
  const node = lookUp(path, input, context);
  if (node.found) return node.value;
  throw runtimeError(`Invalid path '${path.source}' in the state '${state}': nothing stands there`);
}

function readInput(state: State, raw: Json, context: JsonObject): Json {
  return state.inputPath === null ? {} : need(state.inputPath, raw, context, state.name);
}

function finish(state: State, result: Json, context: JsonObject): Json {
  return state.outputPath === null ? {} : need(state.outputPath, result, context, state.name);
}

/** ResultPath: null keeps the raw input, `$` the result, another path puts the result into the raw input. */
function combine(path: Path | null, raw: Json, result: Json): Json {
  if (path === null) return raw;
  if (path.steps.length === 0) return result;
  const combined = place(path, raw, result);
  if (combined !== null) return combined;
  throw new StatesError(
    'States.ResultPathMatchFailure',
    `Unable to apply ResultPath ${path.source} to the state's input`,
  );
}
