import { runtimeError, StatesError } from './errors.ts';
import { contextOf, dataOf, type Frame, type MapItem, type RunFlow } from './frame.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { checkPayload, LIMITS } from './limits.ts';
import type { Distributed, MapState } from './model.ts';
import { lookUp, type Path } from './path.ts';
import { runDistributed } from './run-distributed.ts';
import { together } from './run-parallel.ts';
import { fillTemplate } from './template.ts';

/** One attempt of a Map, in either mode. */
export async function runMap(
  state: MapState,
  input: Json,
  frame: Frame,
  context: JsonObject,
  runFlow: RunFlow,
): Promise<Json> {
  const width = numberOf(state.maxConcurrency, 'MaxConcurrency', state, input, context);
  if (state.distributed) {
    const items = await itemsOf(state, state.distributed, input, frame, context);
    return runDistributed(state, state.distributed, items, width, { input, context }, frame);
  }
  const items = listAt(state, input, context);
  frame.history.add('MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  try {
    const lanes = Math.min(width || LIMITS.inlineConcurrency, LIMITS.inlineConcurrency);
    const results = await together(items, lanes, frame.signal, (value, index, signal) =>
      runIteration(state, { index, value }, { input, context }, { ...frame, signal }, runFlow),
    );
    frame.history.add('MapStateSucceeded');
    return results;
  } catch (thrown) {
    if (thrown instanceof StatesError) frame.history.add('MapStateFailed');
    throw thrown;
  }
}

async function runIteration(
  state: MapState,
  item: MapItem,
  data: { input: Json; context: JsonObject },
  frame: Frame,
  runFlow: RunFlow,
): Promise<Json> {
  const body = { name: state.name, index: item.index };
  frame.history.add('MapIterationStarted', 'mapIterationStartedEventDetails', body);
  try {
    const input = iterationInput(state, item, data, frame);
    const result = await runFlow(state.processor, input, { ...frame, item });
    frame.history.add('MapIterationSucceeded', 'mapIterationSucceededEventDetails', body);
    return result;
  } catch (thrown) {
    if (thrown instanceof StatesError) frame.history.add('MapIterationFailed', 'mapIterationFailedEventDetails', body);
    throw thrown;
  }
}

/** What an iteration starts with: ItemSelector's result (`$` is the Map's input, `$$.Map.Item` the item), or the item. */
export function iterationInput(
  state: MapState,
  item: MapItem,
  data: { input: Json; context: JsonObject },
  frame: Frame,
): Json {
  if (!state.itemSelector) return item.value;
  const entered = isObject(data.context['State']) ? data.context['State']['EnteredTime'] : '';
  const context = contextOf({ ...frame, item }, state.name, String(entered), 0);
  const input = fillTemplate(state.itemSelector, dataOf(frame, data.input, context));
  checkPayload(input, state.name, 'input of an iteration');
  return input;
}

/** A number in the definition, or the one its path names. */
export function numberOf(
  value: number | Path,
  field: string,
  state: MapState,
  input: Json,
  context: JsonObject,
): number {
  if (typeof value === 'number') return value;
  const node = lookUp(value, input, context);
  if (node.found && typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 0)
    return node.value;
  throw runtimeError(`The ${field}Path of the state '${state.name}' must name a whole number`);
}

function listAt(state: MapState, input: Json, context: JsonObject): readonly Json[] {
  const node = lookUp(state.itemsPath, input, context);
  if (node.found && isArray(node.value)) return node.value;
  throw runtimeError(`Reference path "${state.itemsPath.source}" of the state '${state.name}' must point to array.`);
}

async function itemsOf(
  state: MapState,
  distributed: Distributed,
  input: Json,
  frame: Frame,
  context: JsonObject,
): Promise<readonly Json[]> {
  const reader = distributed.itemReader;
  if (!reader) return listAt(state, input, context);
  const location = fillTemplate(reader.parameters, dataOf(frame, input, context));
  const { Bucket: bucket, Key: key, ...others } = isObject(location) ? location : {};
  if (typeof bucket !== 'string' || typeof key !== 'string' || Object.keys(others).length > 0) {
    throw runtimeError(`The ItemReader of the state '${state.name}' needs exactly Bucket and Key`);
  }
  let items: Json;
  try {
    items = JSON.parse(await frame.ports.readObject(bucket, key)) as Json;
  } catch (thrown) {
    throw new StatesError('States.ItemReaderFailed', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (!isArray(items)) throw new StatesError('States.ItemReaderFailed', 'Attempting to map over non-iterable node.');
  if (reader.maxItems === null) return items;
  const most = numberOf(reader.maxItems, 'MaxItems', state, input, context);
  return most > 0 ? items.slice(0, most) : items;
}
