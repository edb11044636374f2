import { describe } from 'vitest';
import { check } from './testing/check.ts';
import { one, START, task } from './testing/run.ts';

const IO = 'States Language: Input and Output Processing';
const TEMPLATES = 'States Language: Payload Template';
const CONTEXT = 'States Language: Context Object';
const PASS = 'States Language: Pass State';
const echo = { echo: (payload: unknown) => payload };

describe('input and output processing', () => {
  check([
    {
      source: IO,
      title: 'InputPath selects',
      machine: one({ Type: 'Pass', InputPath: '$.a' }),
      input: { a: { b: 1 } },
      output: { b: 1 },
    },
    {
      source: IO,
      title: 'InputPath null is {}',
      machine: one({ Type: 'Pass', InputPath: null }),
      input: { a: 1 },
      output: {},
    },
    {
      source: IO,
      title: 'OutputPath selects',
      machine: one({ Type: 'Pass', OutputPath: '$.a' }),
      input: { a: 1, b: 2 },
      output: 1,
    },
    {
      source: IO,
      title: 'OutputPath null is {}',
      machine: one({ Type: 'Pass', OutputPath: null }),
      input: { a: 1 },
      output: {},
    },
    {
      source: IO,
      title: 'ResultPath puts the result into the raw input',
      machine: one({ Type: 'Pass', InputPath: '$.a', ResultPath: '$.r' }),
      input: { a: 1 },
      output: { a: 1, r: 1 },
    },
    {
      source: IO,
      title: 'ResultPath replaces',
      machine: one({ Type: 'Pass', Result: 5, ResultPath: '$.a' }),
      input: { a: 1, b: 2 },
      output: { a: 5, b: 2 },
    },
    {
      source: IO,
      title: 'ResultPath makes objects on the way',
      machine: one({ Type: 'Pass', Result: 5, ResultPath: '$.x.y.z' }),
      input: { a: 1 },
      output: { a: 1, x: { y: { z: 5 } } },
    },
    {
      source: IO,
      title: 'ResultPath null keeps the raw input',
      machine: one({ Type: 'Pass', Result: 5, ResultPath: null }),
      input: { a: 1 },
      output: { a: 1 },
    },
    {
      source: IO,
      title: 'ResultPath with a null result',
      machine: one(task('echo', { InputPath: '$.n', ResultPath: '$.r' })),
      functions: echo,
      input: { n: null },
      output: { n: null, r: null },
    },
    {
      source: IO,
      title: 'ResultPath through text cannot be applied',
      machine: one({ Type: 'Pass', Result: 5, ResultPath: '$.a.b' }),
      input: { a: 'text' },
      error: 'States.ResultPathMatchFailure',
    },
    {
      source: IO,
      title: 'InputPath may read the context object',
      machine: one({ Type: 'Pass', InputPath: '$$.Execution.Name' }),
      output: 'e',
    },
    {
      source: IO,
      title: 'a missing InputPath is States.Runtime',
      machine: one({ Type: 'Pass', InputPath: '$.a' }),
      error: 'States.Runtime',
    },
    {
      source: IO,
      title: 'a missing OutputPath is States.Runtime',
      machine: one({ Type: 'Pass', OutputPath: '$.a' }),
      error: 'States.Runtime',
    },
    {
      source: IO,
      title: 'all fields in their order',
      machine: one(
        task('echo', {
          InputPath: '$.in',
          Parameters: { 'p.$': '$.v' },
          ResultSelector: { 's.$': '$.p' },
          ResultPath: '$.out',
          OutputPath: '$.out',
        }),
      ),
      functions: echo,
      input: { in: { v: 7 } },
      output: { s: 7 },
    },
  ]);
});

describe('payload templates', () => {
  check([
    {
      source: TEMPLATES,
      title: 'literals stay, .$ fields are computed, at any depth',
      machine: one({ Type: 'Pass', Parameters: { a: 1, b: [{ 'c.$': '$.x' }], 'd.$': '$.y[1]' } }),
      input: { x: 'X', y: [1, 2] },
      output: { a: 1, b: [{ c: 'X' }], d: 2 },
    },
    {
      source: TEMPLATES,
      title: 'a wildcard answers with a list',
      machine: one({ Type: 'Pass', Parameters: { 'a.$': '$.l[*].n' } }),
      input: { l: [{ n: 1 }, {}, { n: 3 }] },
      output: { a: [1, 3] },
    },
    {
      source: TEMPLATES,
      title: 'names with dots in brackets',
      machine: one({ Type: 'Pass', Parameters: { 'a.$': "$['x.y']" } }),
      input: { 'x.y': 1 },
      output: { a: 1 },
    },
    {
      source: 'AWS: Error names, States.Runtime (and as reported for missing paths in Parameters)',
      title: 'a missing path cannot be caught',
      machine: {
        StartAt: 'S',
        States: {
          S: task('echo', {
            Parameters: { 'a.$': '$.no' },
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
            End: true,
          }),
          C: { Type: 'Pass', End: true },
        },
      },
      functions: echo,
      error: 'States.Runtime',
      cause: /'\$\.no' specified for the field 'a\.\$' could not be found/,
    },
  ]);
});

describe('context object', () => {
  const arn = 'arn:aws:states:us-east-1:000000000000';
  check([
    {
      source: CONTEXT,
      title: 'execution and machine',
      machine: one({
        Type: 'Pass',
        Parameters: {
          'id.$': '$$.Execution.Id',
          'name.$': '$$.Execution.Name',
          'input.$': '$$.Execution.Input',
          'machine.$': '$$.StateMachine.Id',
          'state.$': '$$.State.Name',
        },
      }),
      input: { a: 1 },
      output: { id: `${arn}:execution:M:e`, name: 'e', input: { a: 1 }, machine: `${arn}:stateMachine:M`, state: 'S' },
    },
    {
      source: CONTEXT,
      title: 'start time',
      machine: one({ Type: 'Pass', Parameters: { 'at.$': '$$.Execution.StartTime' } }),
      options: { clock: { now: () => START, sleep: async () => {}, deadline: async () => {} } },
      output: { at: '2031-01-02T03:04:05.000Z' },
    },
  ]);
});

describe('Pass, Wait, Succeed, Fail', () => {
  const wait = 'States Language: Wait State';
  const fail = 'States Language: Fail State';
  check([
    {
      source: PASS,
      title: 'Pass hands its input on',
      machine: one({ Type: 'Pass' }),
      input: [1, 'a', null],
      output: [1, 'a', null],
    },
    {
      source: PASS,
      title: 'Pass with Parameters',
      machine: one({ Type: 'Pass', Parameters: { 'a.$': '$' }, ResultPath: '$.p' }),
      input: { x: 1 },
      output: { x: 1, p: { a: { x: 1 } } },
    },
    { source: wait, title: 'Wait Seconds', machine: one({ Type: 'Wait', Seconds: 3600 }), input: 1, output: 1 },
    {
      source: wait,
      title: 'Wait SecondsPath',
      machine: one({ Type: 'Wait', SecondsPath: '$.s' }),
      input: { s: 5 },
      output: { s: 5 },
    },
    {
      source: wait,
      title: 'Wait SecondsPath to text',
      machine: one({ Type: 'Wait', SecondsPath: '$.s' }),
      input: { s: '5' },
      error: 'States.Runtime',
    },
    {
      source: wait,
      title: 'Wait Timestamp',
      machine: one({ Type: 'Wait', Timestamp: '2031-01-02T04:00:00Z' }),
      input: 1,
      output: 1,
    },
    {
      source: wait,
      title: 'Wait TimestampPath to no time',
      machine: one({ Type: 'Wait', TimestampPath: '$.t' }),
      input: { t: 'soon' },
      error: 'States.Runtime',
    },
    {
      source: 'States Language: Succeed State',
      title: 'Succeed ends with its output',
      machine: { StartAt: 'S', States: { S: { Type: 'Succeed', InputPath: '$.a' } } },
      input: { a: 1 },
      output: 1,
    },
    {
      source: fail,
      title: 'Fail ends with error and cause',
      machine: { StartAt: 'S', States: { S: { Type: 'Fail', Error: 'E', Cause: 'because' } } },
      error: 'E',
      cause: /^because$/,
    },
    {
      source: fail,
      title: 'Fail with ErrorPath and an intrinsic CausePath',
      machine: {
        StartAt: 'S',
        States: { S: { Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('of {}', $.c)" } },
      },
      input: { e: 'X', c: 1 },
      error: 'X',
      cause: /^of 1$/,
    },
  ]);
});
