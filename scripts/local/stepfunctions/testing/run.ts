import { skippingClock } from '../../clock.ts';
import type { ExecutionDescription } from '../execution.ts';
import type { HistoryEvent } from '../history.ts';
import type { Json } from '../json.ts';
import { LocalStepFunctions, type LocalStepFunctionsOptions } from '../local-step-functions.ts';

export const START = Date.parse('2031-01-02T03:04:05Z');

export interface Row {
  /** The section of the States Language specification, or the AWS page, that says so. */
  readonly source: string;
  readonly title: string;
  readonly machine: Record<string, unknown>;
  readonly input?: Json;
  /** Functions by name; an Error's name is the error's name. */
  readonly functions?: Readonly<Record<string, (payload: Json) => unknown>>;
  readonly objects?: Readonly<Record<string, string>>;
  readonly options?: Partial<LocalStepFunctionsOptions>;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: RegExp;
}

export interface Ran {
  readonly execution: ExecutionDescription;
  readonly history: readonly HistoryEvent[];
  readonly usage: { transitions: number; events: number };
  /** Payloads of functions, in the order of the calls. */
  readonly calls: readonly Json[];
  readonly written: Readonly<Record<string, string>>;
}

/** A single state as a machine. */
export function one(state: Record<string, unknown>): Record<string, unknown> {
  return { StartAt: 'S', States: { S: { End: true, ...state } } };
}

/** A Task that calls a function by name. */
export function task(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { Type: 'Task', Resource: `arn:aws:lambda:us-east-1:000000000000:function:${name}`, ...more };
}

/** An error with a name, as a function throws it. */
export function failing(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

/** Runs a row's machine to its end with a clock that skips waiting. */
export async function run(row: Omit<Row, 'source' | 'title' | 'output' | 'error' | 'cause'>): Promise<Ran> {
  const calls: Json[] = [];
  const written: Record<string, string> = {};
  const states = new LocalStepFunctions({
    machines: { M: { definition: row.machine } },
    clock: skippingClock(START),
    invokeLambda: async (reference, payload) => {
      calls.push(payload);
      const work = row.functions?.[reference.split(':').at(-1) ?? ''];
      if (!work) throw failing('NoSuchFunction', reference);
      return (await work(payload)) ?? null;
    },
    readObject: async (bucket, key) => {
      const text = row.objects?.[`${bucket}/${key}`];
      if (text === undefined) throw new Error(`no object ${bucket}/${key}`);
      return text;
    },
    writeObject: async (bucket, key, text) => {
      written[`${bucket}/${key}`] = text;
    },
    ...row.options,
  });
  const input = JSON.stringify(row.input ?? {});
  const { executionArn } = states.startExecution({ stateMachineArn: states.machineArn('M'), name: 'e', input });
  await states.idle();
  const execution = states.describeExecution(executionArn);
  return { execution, history: states.history(executionArn), usage: states.usage(executionArn), calls, written };
}
