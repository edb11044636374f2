import { describe, expect, test } from 'vitest';
import { FunctionError, InvokeError } from '../lambda/errors.ts';
import { check } from './testing/check.ts';
import { failing, one, run, task } from './testing/run.ts';

const RETRY = 'States Language: Retrying after error';
const CATCH = 'States Language: Fallback States';
const NAMES = 'AWS: Handling errors, Error names';

/** A function that fails with these errors in turn and then answers. */
function failsWith(...names: string[]) {
  const left = [...names];
  return () => {
    const name = left.shift();
    if (name !== undefined) throw name.startsWith('Lambda.') ? new InvokeError(name.slice(7), '') : failing(name, 'no');
    return 'done';
  };
}

const withCatch = (errorEquals: string[], more: Record<string, unknown> = {}, state: Record<string, unknown> = {}) => ({
  StartAt: 'S',
  States: {
    S: task('f', { Catch: [{ ErrorEquals: errorEquals, Next: 'C', ...more }], End: true, ...state }),
    C: { Type: 'Pass', End: true },
  },
});
const caughtAs = (name: string) => ({ Error: name, Cause: JSON.stringify({ errorType: name, errorMessage: 'no' }) });

describe('Catch', () => {
  check([
    {
      source: CATCH,
      title: 'by name',
      machine: withCatch(['X']),
      functions: { f: failsWith('X') },
      output: caughtAs('X'),
    },
    {
      source: CATCH,
      title: 'another name is not caught',
      machine: withCatch(['Y']),
      functions: { f: failsWith('X') },
      error: 'X',
    },
    {
      source: CATCH,
      title: 'ResultPath keeps the raw input',
      machine: withCatch(['X'], { ResultPath: '$.e' }),
      functions: { f: failsWith('X') },
      input: { a: 1 },
      output: { a: 1, e: caughtAs('X') },
    },
    {
      source: CATCH,
      title: 'ResultPath null drops the error',
      machine: withCatch(['X'], { ResultPath: null }),
      functions: { f: failsWith('X') },
      input: { a: 1 },
      output: { a: 1 },
    },
    {
      source: NAMES,
      title: 'States.ALL catches a named error',
      machine: withCatch(['States.ALL']),
      functions: { f: failsWith('X') },
      output: caughtAs('X'),
    },
    {
      source: NAMES,
      title: 'States.TaskFailed catches a named error',
      machine: withCatch(['States.TaskFailed']),
      functions: { f: failsWith('X') },
      output: caughtAs('X'),
    },
    {
      source: NAMES,
      title: 'States.ALL does not catch States.Runtime',
      machine: withCatch(['States.ALL'], {}, { InputPath: '$.no' }),
      functions: { f: failsWith() },
      error: 'States.Runtime',
    },
    {
      source: NAMES,
      title: 'States.ALL does not catch States.DataLimitExceeded',
      machine: withCatch(['States.ALL']),
      functions: { f: () => 'x'.repeat(262_145) },
      error: 'States.DataLimitExceeded',
    },
    {
      source: NAMES,
      title: 'States.ALL catches States.IntrinsicFailure',
      machine: withCatch(['States.ALL'], { ResultPath: null }, { Parameters: { 'a.$': 'States.MathAdd(1, $)' } }),
      functions: { f: failsWith() },
      input: 'x',
      output: 'x',
    },
    {
      source: 'AWS: Lambda service exceptions',
      title: 'a refused invocation is Lambda.…',
      machine: withCatch(['Lambda.TooManyRequestsException'], { ResultPath: null }),
      functions: { f: failsWith('Lambda.TooManyRequestsException') },
      output: {},
    },
    {
      source: 'AWS: Invoke Lambda, error payload',
      title: "a function's error payload is name and cause",
      machine: withCatch(['Sandbox.Timedout'], {}),
      functions: {
        f: () => {
          throw new FunctionError({ errorType: 'Sandbox.Timedout', errorMessage: 'm' });
        },
      },
      output: { Error: 'Sandbox.Timedout', Cause: '{"errorType":"Sandbox.Timedout","errorMessage":"m"}' },
    },
  ]);
});

describe('Retry', () => {
  const retry = (retriers: unknown[]) => one(task('f', { Retry: retriers }));
  check([
    {
      source: RETRY,
      title: 'a matching error is tried again',
      machine: retry([{ ErrorEquals: ['X'] }]),
      functions: { f: failsWith('X', 'X', 'X') },
      output: 'done',
    },
    {
      source: RETRY,
      title: 'MaxAttempts is 3 by default',
      machine: retry([{ ErrorEquals: ['X'] }]),
      functions: { f: failsWith('X', 'X', 'X', 'X') },
      error: 'X',
    },
    {
      source: RETRY,
      title: 'MaxAttempts 0 never retries',
      machine: retry([{ ErrorEquals: ['X'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }]),
      functions: { f: failsWith('X') },
      error: 'X',
    },
    {
      source: RETRY,
      title: 'each retrier counts for itself',
      machine: retry([
        { ErrorEquals: ['X'], MaxAttempts: 1 },
        { ErrorEquals: ['Y'], MaxAttempts: 1 },
      ]),
      functions: { f: failsWith('X', 'Y') },
      output: 'done',
    },
    {
      source: RETRY,
      title: 'a used-up retrier is not replaced by a later one',
      machine: retry([{ ErrorEquals: ['X'], MaxAttempts: 1 }, { ErrorEquals: ['States.ALL'] }]),
      functions: { f: failsWith('X', 'X') },
      error: 'X',
    },
    {
      source: RETRY,
      title: 'States.Runtime is not retried',
      machine: one(task('f', { Parameters: { 'a.$': '$.no' }, Retry: [{ ErrorEquals: ['States.ALL'] }] })),
      functions: { f: failsWith() },
      error: 'States.Runtime',
    },
    {
      source: 'States Language: Context Object, RetryCount',
      title: 'the context counts retries',
      machine: one(task('f', { Parameters: { 'n.$': '$$.State.RetryCount' }, Retry: [{ ErrorEquals: ['X'] }] })),
      functions: {
        f: (payload) => {
          if ((payload as { n: number }).n < 2) throw failing('X');
          return payload;
        },
      },
      output: { n: 2 },
    },
  ]);

  const waits: [title: string, retrier: Record<string, unknown>, random: number, seconds: number[]][] = [
    ['interval 1, rate 2', {}, 1, [1, 2, 4]],
    ['interval and rate', { IntervalSeconds: 3, BackoffRate: 1.5 }, 1, [3, 4.5, 6.75]],
    ['MaxDelaySeconds caps', { IntervalSeconds: 2, BackoffRate: 4, MaxDelaySeconds: 10 }, 1, [2, 8, 10]],
    ['FULL jitter is between 0 and the delay', { IntervalSeconds: 4, JitterStrategy: 'FULL' }, 0.25, [1, 2, 4]],
    ['NONE uses no randomness', { IntervalSeconds: 4, JitterStrategy: 'NONE' }, 0.25, [4, 8, 16]],
  ];
  test.each(waits)(`delays: %s [${RETRY}]`, async (_title, retrier, random, seconds) => {
    const slept: number[] = [];
    await run({
      machine: one(task('f', { Retry: [{ ErrorEquals: ['X'], ...retrier }] })),
      functions: { f: failsWith('X', 'X', 'X') },
      options: {
        random: () => random,
        clock: { now: () => 0, sleep: async (ms) => void slept.push(ms / 1000), deadline: () => new Promise(() => {}) },
      },
    });
    expect(slept).toEqual(seconds);
  });
});

describe('payload limit of 262,144 bytes at every boundary', () => {
  const PAGE = 'AWS: Service quotas, maximum input or output size';
  // With its quotes the text is exactly at the limit; "ä" takes two bytes.
  const full = 'x'.repeat(262_142);
  check([
    {
      source: PAGE,
      title: 'a result at the limit passes',
      machine: one(task('f', { ResultPath: null })),
      functions: { f: () => full },
      output: {},
    },
    {
      source: PAGE,
      title: 'bytes count, not characters',
      machine: one(task('f', { ResultPath: null })),
      functions: { f: () => 'ä'.repeat(131_072) },
      error: 'States.DataLimitExceeded',
    },
    {
      source: PAGE,
      title: 'a result over the limit fails even where it would be dropped',
      machine: one(task('f', { ResultPath: null })),
      functions: { f: () => `${full}x` },
      error: 'States.DataLimitExceeded',
    },
    {
      source: PAGE,
      title: 'the input after Parameters',
      machine: one(task('f', { Parameters: { 'a.$': '$', 'b.$': '$' } })),
      functions: { f: () => 1 },
      input: 'x'.repeat(131_072),
      error: 'States.DataLimitExceeded',
    },
    {
      source: PAGE,
      title: "a state's output",
      machine: one({ Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' } }),
      input: 'x'.repeat(131_072),
      error: 'States.DataLimitExceeded',
    },
    {
      source: PAGE,
      title: "a Map's result",
      machine: one({ Type: 'Map', ItemProcessor: { StartAt: 'F', States: { F: task('f', { End: true }) } } }),
      input: [1, 2],
      functions: { f: () => 'x'.repeat(131_072) },
      error: 'States.DataLimitExceeded',
    },
  ]);
});
