import { Interrupted, runtimeError, StatesError } from './errors.ts';
import { type ChildOutcome, dataOf, type Frame } from './frame.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Distributed, MapState } from './model.ts';
import { iterationInput, numberOf } from './run-map.ts';
import { together } from './run-parallel.ts';
import { fillTemplate } from './template.ts';

/**
 * A Map Run: each item is a child execution with a history of its own. More failed items than tolerated end the run
 * with `States.ExceedToleratedFailureThreshold` and interrupt the children that still run.
 */
export async function runDistributed(
  state: MapState,
  distributed: Distributed,
  items: readonly Json[],
  width: number,
  data: { input: Json; context: JsonObject },
  frame: Frame,
): Promise<Json> {
  const runId = String(frame.usage.transitions);
  const mapRunArn = `${frame.execution.Id.replace(':execution:', ':mapRun:')}/${distributed.label}:${runId}`;
  const tolerates = tolerance(state, distributed, items.length, data);
  frame.history.add('MapRunStarted', 'mapRunStartedEventDetails', { mapRunArn });
  let failed = 0;
  try {
    const lanes = Math.min(width || LIMITS.distributedConcurrency, LIMITS.distributedConcurrency);
    const outcomes = await together(items, lanes, frame.signal, async (value, index, signal) => {
      const item = { index, value };
      const input = iterationInput(state, item, data, frame);
      const outcome = await frame.ports.runChild({ parent: frame, mapRunArn, state, input, item, signal });
      if (outcome.status === 'FAILED') failed += 1;
      if (!tolerates(failed)) throw exceeded(failed, items.length);
      return outcome;
    });
    frame.history.add('MapRunSucceeded');
    return distributed.resultWriter
      ? await writeResults(state, distributed.resultWriter, outcomes, mapRunArn, data, frame)
      : outcomes.flatMap((outcome) => (outcome.status === 'SUCCEEDED' ? [outcome.output] : []));
  } catch (thrown) {
    if (thrown instanceof Interrupted) frame.history.add('MapRunAborted');
    else if (thrown instanceof StatesError) {
      const body = { error: thrown.error, cause: thrown.causeText };
      frame.history.add('MapRunFailed', 'mapRunFailedEventDetails', body);
    }
    throw thrown;
  }
}

function exceeded(failed: number, all: number): StatesError {
  return new StatesError(
    'States.ExceedToleratedFailureThreshold',
    `The specified tolerated failure threshold was exceeded: ${failed} of ${all} items failed`,
  );
}

/** Neither a percentage nor a count: no failure is tolerated. Either one exceeded ends the run. */
function tolerance(
  state: MapState,
  distributed: Distributed,
  all: number,
  data: { input: Json; context: JsonObject },
): (failed: number) => boolean {
  const { toleratedFailurePercentage: percentage, toleratedFailureCount: count } = distributed;
  const read = (value: Distributed['toleratedFailureCount'], field: string) =>
    value === null ? null : numberOf(value, field, state, data.input, data.context);
  const share = read(percentage, 'ToleratedFailurePercentage');
  const most = read(count, 'ToleratedFailureCount');
  if (share !== null && share > 100)
    throw runtimeError(`The ToleratedFailurePercentage of '${state.name}' is above 100`);
  return (failed) => {
    if (share === null && most === null) return failed === 0;
    return (share === null || failed * 100 <= share * all) && (most === null || failed <= most);
  };
}

/** Results as AWS lays them down: a manifest beside one file per status. */
async function writeResults(
  state: MapState,
  writer: NonNullable<Distributed['resultWriter']>,
  outcomes: readonly ChildOutcome[],
  mapRunArn: string,
  data: { input: Json; context: JsonObject },
  frame: Frame,
): Promise<Json> {
  const location = fillTemplate(writer.parameters, dataOf(frame, data.input, data.context));
  const { Bucket: bucket, Prefix: prefix } = isObject(location) ? location : {};
  if (typeof bucket !== 'string' || typeof prefix !== 'string') {
    throw runtimeError(`The ResultWriter of the state '${state.name}' needs Bucket and Prefix`);
  }
  const folder = `${prefix}/${mapRunArn.split(':').at(-1)}`;
  const files: Record<string, Json> = {};
  try {
    for (const status of ['SUCCEEDED', 'FAILED'] as const) {
      const lines = outcomes.filter((outcome) => outcome.status === status);
      const text = JSON.stringify(lines.map(resultLine));
      const key = `${folder}/${status}_0.json`;
      if (lines.length > 0) await frame.ports.writeObject(bucket, key, text);
      files[status] = lines.length > 0 ? [{ Key: key, Size: Buffer.byteLength(text) }] : [];
    }
    const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: { ...files, PENDING: [] } };
    await frame.ports.writeObject(bucket, `${folder}/manifest.json`, JSON.stringify(manifest));
  } catch (thrown) {
    throw new StatesError('States.ResultWriterFailed', thrown instanceof Error ? thrown.message : String(thrown));
  }
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: `${folder}/manifest.json` } };
}

function resultLine(outcome: ChildOutcome): JsonObject {
  const { executionArn, status } = outcome;
  return status === 'SUCCEEDED'
    ? { ExecutionArn: executionArn, Status: status, Output: JSON.stringify(outcome.output) }
    : { ExecutionArn: executionArn, Status: status, Error: outcome.error, Cause: outcome.cause };
}
