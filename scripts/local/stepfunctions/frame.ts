import type { Clock } from '../clock.ts';
import type { History } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import type { Flow, MapState } from './model.ts';
import type { TemplateData } from './template.ts';

/** What the interpreter asks of the world. */
export interface Ports {
  readonly clock: Clock;
  /** Between 0 and 1, for full jitter. */
  readonly random: () => number;
  readonly uuid: (() => string) | undefined;
  /** Calls a function and returns its answer; errors become the Task's error (errors.ts). */
  invokeLambda(functionReference: string, payload: Json, call: TaskCall): Promise<Json>;
  startExecution(parameters: JsonObject): Promise<Json>;
  integrate(arn: string, parameters: Json, call: TaskCall): Promise<Json>;
  /** The text of an S3 object, for ItemReader. */
  readObject(bucket: string, key: string): Promise<string>;
  writeObject(bucket: string, key: string, text: string): Promise<void>;
  /** Runs one item of a Distributed Map as an execution of its own. */
  runChild(child: ChildRequest): Promise<ChildOutcome>;
}

export interface TaskCall {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly executionArn: string;
  readonly stateName: string;
}

export interface ChildRequest {
  readonly parent: Frame;
  readonly mapRunArn: string;
  readonly state: MapState;
  readonly input: Json;
  readonly item: MapItem;
  readonly signal: AbortSignal;
}

export type ChildOutcome =
  | { readonly status: 'SUCCEEDED'; readonly output: Json; readonly executionArn: string }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string; readonly executionArn: string };

/** The item a Map works on, as `$$.Map.Item` shows it. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
}

/** Where an execution, or a branch of one, stands. */
export interface Frame {
  readonly ports: Ports;
  readonly history: History;
  readonly signal: AbortSignal;
  /** `$$.Execution` and `$$.StateMachine`. */
  readonly execution: JsonObject & { readonly Id: string; readonly Name: string };
  readonly stateMachine: JsonObject & { readonly Id: string; readonly Name: string };
  readonly item: MapItem | null;
  readonly usage: { transitions: number };
}

/** `$$` while a state runs. */
export function contextOf(frame: Frame, state: string, enteredAt: string, retryCount: number): JsonObject {
  return {
    Execution: frame.execution,
    StateMachine: frame.stateMachine,
    State: { EnteredTime: enteredAt, Name: state, RetryCount: retryCount },
    ...(frame.item ? { Map: { Item: { Index: frame.item.index, Value: frame.item.value } } } : {}),
  };
}

export function dataOf(frame: Frame, input: Json, context: JsonObject): TemplateData {
  return { input, context, uuid: frame.ports.uuid };
}

export type RunFlow = (flow: Flow, input: Json, frame: Frame) => Promise<Json>;
