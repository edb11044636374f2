import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { skippingClock } from '../../scripts/local/clock.ts';
import { FunctionError, InvokeError } from '../../scripts/local/lambda/errors.ts';
import type { ExecutionDescription, StatusChangeEvent } from '../../scripts/local/stepfunctions/execution.ts';
import type { Json } from '../../scripts/local/stepfunctions/json.ts';
import { LocalStepFunctions } from '../../scripts/local/stepfunctions/local-step-functions.ts';

const FOLDER = resolve(import.meta.dirname, '..');

export const MACHINES = ['nightly', 'account', 'close-night'] as const;
export type MachineName = (typeof MACHINES)[number];

/** Text of a definition file. */
export function definitionText(name: MachineName): string {
  return readFileSync(join(FOLDER, name, `${name}.asl.json`), 'utf8');
}

/** What a definition's placeholders stand for in a case. */
export function substitutions(name: MachineName): Record<string, string> {
  const names = [...definitionText(name).matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(
    names.map((placeholder) => {
      if (placeholder.endsWith('FunctionArn')) {
        return [
          placeholder,
          `arn:aws:lambda:us-east-1:000000000000:function:${placeholder.replace('FunctionArn', '')}:1`,
        ];
      }
      if (placeholder === 'AccountMachineArn') {
        return [placeholder, 'arn:aws:states:us-east-1:000000000000:stateMachine:account'];
      }
      return [placeholder, 'run-bucket'];
    }),
  );
}

/** A function as a case plays it: its answer, or one answer after the other; an Error is thrown under its name. */
export type Played = ((payload: Json, call: number) => unknown) | Json | Error;

export interface MachineCase {
  readonly machine: MachineName;
  readonly input: Json;
  /** By the name in `${NameFunctionArn}`. */
  readonly functions?: Readonly<Record<string, Played>>;
  /** Objects of the run bucket. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Executions of the account machine are started here; throws to refuse. */
  readonly account?: Readonly<Record<string, Played>>;
  /** How many writes of a Map's results fail before one is taken. */
  readonly failingWrites?: number;
}

export interface Walked {
  readonly execution: ExecutionDescription;
  /** Names of the states entered, those of Map children included, in order. */
  readonly states: readonly string[];
  /** Function and payload, in the order of the calls. */
  readonly calls: readonly { readonly function: string; readonly payload: Json }[];
  /** Account executions that were started, by name, with their input. */
  readonly started: ReadonlyMap<string, string>;
  readonly events: readonly StatusChangeEvent[];
  readonly usage: { readonly transitions: number; readonly events: number };
}

export const START = Date.parse('2026-11-20T05:15:00Z');

/** A named error, as a function throws it. */
export function failing(name: string): Error {
  return new FunctionError({ errorType: name, errorMessage: 'played' });
}

/** An error of the Lambda service, by its exception's name. */
export function refused(code: string): Error {
  return new InvokeError(code, 'played');
}

/** Fails with `error` the given number of times, then answers. */
export function afterFailures(error: Error, times: number, answer: Played): Played {
  return (payload, call) => (call <= times ? error : typeof answer === 'function' ? answer(payload, call) : answer);
}

/** Plays a case to its end on the interpreter that local nights use. */
export async function play(played: MachineCase): Promise<Walked> {
  const calls: { function: string; payload: Json }[] = [];
  const counts = new Map<string, number>();
  const started = new Map<string, string>();
  const events: StatusChangeEvent[] = [];
  let failingWrites = played.failingWrites ?? 0;
  const machines: Record<string, { definition: unknown; substitutions: Record<string, string> }> = {
    [played.machine]: { definition: definitionText(played.machine), substitutions: substitutions(played.machine) },
  };
  if (played.machine === 'nightly') {
    machines['account'] = {
      definition: { StartAt: 'Run', States: { Run: { Type: 'Succeed' } } },
      substitutions: {},
    };
  }
  const states = new LocalStepFunctions({
    machines,
    clock: skippingClock(START),
    invokeLambda: async (reference, payload) => {
      const name = reference.split(':')[6] ?? '';
      const call = (counts.get(name) ?? 0) + 1;
      counts.set(name, call);
      calls.push({ function: name, payload });
      const answer = played.functions?.[name];
      if (answer === undefined) throw new Error(`case: no answer for ${name}`);
      const value = typeof answer === 'function' ? answer(payload, call) : answer;
      if (value instanceof Error) throw value;
      return value;
    },
    readObject: async (_bucket, key) => {
      const text = played.objects?.[key];
      if (text === undefined) throw new Error(`NoSuchKey: ${key}`);
      return text;
    },
    writeObject: async () => {
      failingWrites -= 1;
      if (failingWrites >= 0) throw new Error('SlowDown');
    },
    onStatusChange: (event) => {
      events.push(event);
      if (event.detail.stateMachineArn.endsWith(':account') && event.detail.status === 'RUNNING') {
        started.set(event.detail.name, event.detail.input ?? '');
      }
    },
  });
  for (const [name, input] of Object.entries(played.account ?? {})) {
    states.startExecution({ stateMachineArn: states.machineArn('account'), name, input: JSON.stringify(input) });
  }
  await states.idle();
  started.clear();
  const { executionArn } = states.startExecution({
    stateMachineArn: states.machineArn(played.machine),
    name: 'case',
    input: JSON.stringify(played.input),
  });
  await states.idle();
  const arns = [executionArn, ...states.childArns()];
  const entered = arns
    .flatMap((arn) => states.history(arn))
    .flatMap((event) => {
      const name = event.type.endsWith('StateEntered') ? event.details?.body['name'] : undefined;
      return typeof name === 'string' ? [name] : [];
    });
  return {
    execution: states.describeExecution(executionArn),
    states: entered,
    calls,
    started,
    events,
    usage: states.usage(executionArn),
  };
}
