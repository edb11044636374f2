import { describe, expect, test } from 'vitest';
import type { Json } from './json.ts';
import { check } from './testing/check.ts';
import { failing, one, run, task } from './testing/run.ts';

const MAP = 'States Language: Map State';
const PARALLEL = 'States Language: Parallel State';
const DISTRIBUTED = 'AWS: Map state in Distributed mode';

const processor = (state: Record<string, unknown>, config?: Record<string, unknown>) => ({
  ...(config ? { ProcessorConfig: config } : {}),
  StartAt: 'I',
  States: { I: { End: true, ...state } },
});
const inline = (state: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Type: 'Map',
  ItemProcessor: processor(state),
  ...more,
});
const distributed = (state: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Type: 'Map',
  ItemProcessor: processor(state, { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }),
  ...more,
});
const reader = (more: Record<string, unknown> = {}) => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON', ...more },
    Parameters: { Bucket: 'b', 'Key.$': '$.key' },
  },
});
/** Fails for items that say so. */
const picky = {
  f: (item: Json) => {
    if (item === 'bad') throw failing('Bad');
    return item;
  },
};

describe('inline', () => {
  check([
    {
      source: MAP,
      title: 'results keep the order of items',
      machine: one(inline(task('f'))),
      functions: {
        f: async (n) => {
          await new Promise((r) => setTimeout(r, 5 - Number(n)));
          return Number(n) * 2;
        },
      },
      input: [1, 2, 3],
      output: [2, 4, 6],
    },
    { source: MAP, title: 'no items, no results', machine: one(inline(task('f'))), input: [], output: [] },
    {
      source: MAP,
      title: 'ItemsPath selects, the rest of the input stays with ResultPath',
      machine: one(inline({ Type: 'Pass' }, { ItemsPath: '$.l', ResultPath: '$.r' })),
      input: { l: [1, 2] },
      output: { l: [1, 2], r: [1, 2] },
    },
    {
      source: MAP,
      title: 'ItemSelector sees input, item and index',
      machine: one(
        inline(
          { Type: 'Pass' },
          { ItemsPath: '$.l', ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'x.$': '$.x' } },
        ),
      ),
      input: { l: ['a', 'b'], x: 9 },
      output: [
        { i: 0, v: 'a', x: 9 },
        { i: 1, v: 'b', x: 9 },
      ],
    },
    {
      source: 'States Language: Context Object',
      title: 'an iteration sees its item',
      machine: one(inline({ Type: 'Pass', Parameters: { 'v.$': '$$.Map.Item.Value' } })),
      input: [7],
      output: [{ v: 7 }],
    },
    {
      source: MAP,
      title: 'items that are no array',
      machine: one(inline({ Type: 'Pass' })),
      input: { a: 1 },
      error: 'States.Runtime',
      cause: /must point to array/,
    },
    {
      source: MAP,
      title: "a failed iteration fails the Map with the iteration's error",
      machine: one(inline(task('f'))),
      functions: picky,
      input: ['a', 'bad', 'c'],
      error: 'Bad',
    },
    {
      source: MAP,
      title: 'a Map can catch it',
      machine: {
        StartAt: 'S',
        States: {
          S: { ...inline(task('f')), Catch: [{ ErrorEquals: ['Bad'], Next: 'C' }], End: true },
          C: { Type: 'Pass', Result: 'caught', End: true },
        },
      },
      functions: picky,
      input: ['bad'],
      output: 'caught',
    },
    {
      source: 'AWS: Error names, States.Runtime',
      title: 'an uncatchable error of an iteration stays uncatchable',
      machine: {
        StartAt: 'S',
        States: {
          S: {
            ...inline({ Type: 'Pass', InputPath: '$.no' }),
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
            End: true,
          },
          C: { Type: 'Pass', End: true },
        },
      },
      input: [1],
      error: 'States.Runtime',
    },
    {
      source: 'AWS: MaxConcurrencyPath',
      title: 'MaxConcurrency from the input',
      machine: one(inline({ Type: 'Pass' }, { ItemsPath: '$.l', MaxConcurrencyPath: '$.m' })),
      input: { l: [1], m: 1 },
      output: [1],
    },
  ]);

  const widest = async (maxConcurrency: number | undefined, items: number) => {
    let now = 0;
    let most = 0;
    const order: Json[] = [];
    const f = async (item: Json) => {
      order.push(item);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    const more = maxConcurrency === undefined ? {} : { MaxConcurrency: maxConcurrency };
    await run({
      machine: one(inline(task('f'), more)),
      functions: { f },
      input: Array.from({ length: items }, (_, at) => at),
    });
    return { most, order };
  };

  test(`MaxConcurrency 1: one at a time, in order [AWS: Map state, MaxConcurrency]`, async () => {
    expect(await widest(1, 5)).toEqual({ most: 1, order: [0, 1, 2, 3, 4] });
  });
  test('MaxConcurrency n [States Language: Map State concurrency]', async () => {
    expect((await widest(3, 9)).most).toBe(3);
  });
  test('at most 40 iterations at once [AWS: Inline mode]', async () => {
    expect((await widest(undefined, 100)).most).toBe(40);
  });
});

describe('parallel', () => {
  const branch = (name: string, state: Record<string, unknown>) => ({
    StartAt: name,
    States: { [name]: { End: true, ...state } },
  });
  check([
    {
      source: PARALLEL,
      title: 'each branch gets the input, results in order',
      machine: one({
        Type: 'Parallel',
        Branches: [branch('A', { Type: 'Pass', Result: 'a' }), branch('B', { Type: 'Pass' })],
      }),
      input: { x: 1 },
      output: ['a', { x: 1 }],
    },
    {
      source: PARALLEL,
      title: 'Parameters and ResultSelector',
      machine: one({
        Type: 'Parallel',
        Parameters: { 'y.$': '$.x' },
        ResultSelector: { 'first.$': '$[0].y' },
        Branches: [branch('A', { Type: 'Pass' })],
      }),
      input: { x: 1 },
      output: { first: 1 },
    },
    {
      source: PARALLEL,
      title: 'a failed branch fails all',
      machine: one({
        Type: 'Parallel',
        Branches: [branch('A', task('f')), branch('B', { Type: 'Wait', Seconds: 60 })],
      }),
      functions: picky,
      input: 'bad',
      error: 'Bad',
    },
    {
      source: PARALLEL,
      title: 'Retry runs all branches again',
      machine: one({ Type: 'Parallel', Retry: [{ ErrorEquals: ['X'] }], Branches: [branch('A', task('f'))] }),
      functions: {
        f: (() => {
          let n = 0;
          return () => {
            if (n++ === 0) throw failing('X');
            return 'ok';
          };
        })(),
      },
      output: ['ok'],
    },
  ]);
});

describe('distributed', () => {
  const objects = {
    'b/items.json': '["a","b","c"]',
    'b/empty.json': '[]',
    'b/object.json': '{"a":1}',
    'b/broken.json': '[',
  };
  const bad = { 'b/items.json': '["a","bad","c","bad"]' };
  const read = (key: string) => ({ input: { key } as Json, objects });
  check([
    {
      source: DISTRIBUTED,
      title: 'reads items from S3',
      machine: one(distributed(task('f'), reader())),
      functions: picky,
      ...read('items.json'),
      output: ['a', 'b', 'c'],
    },
    {
      source: DISTRIBUTED,
      title: 'an empty list is no error',
      machine: one(distributed(task('f'), reader())),
      ...read('empty.json'),
      output: [],
    },
    {
      source: DISTRIBUTED,
      title: 'MaxItems',
      machine: one(distributed(task('f'), reader({ MaxItems: 2 }))),
      functions: picky,
      ...read('items.json'),
      output: ['a', 'b'],
    },
    {
      source: DISTRIBUTED,
      title: 'without a reader the items are in the input',
      machine: one(distributed(task('f'), { ItemsPath: '$.l' })),
      functions: picky,
      input: { l: ['a'] },
      output: ['a'],
    },
    {
      source: DISTRIBUTED,
      title: 'ItemSelector',
      machine: one(
        distributed({ Type: 'Pass' }, { ...reader(), ItemSelector: { 'k.$': '$.key', 'v.$': '$$.Map.Item.Value' } }),
      ),
      ...read('items.json'),
      output: ['a', 'b', 'c'].map((v) => ({ k: 'items.json', v })),
    },
    {
      source: DISTRIBUTED,
      title: 'a missing object',
      machine: one(distributed(task('f'), reader())),
      ...read('no.json'),
      error: 'States.ItemReaderFailed',
    },
    {
      source: DISTRIBUTED,
      title: 'an object that is no array',
      machine: one(distributed(task('f'), reader())),
      ...read('object.json'),
      error: 'States.ItemReaderFailed',
    },
    {
      source: DISTRIBUTED,
      title: 'an object that is no JSON',
      machine: one(distributed(task('f'), reader())),
      ...read('broken.json'),
      error: 'States.ItemReaderFailed',
    },
    {
      source: 'AWS: Tolerated failure threshold',
      title: 'by default no failure is tolerated',
      machine: one(distributed(task('f'), reader())),
      functions: picky,
      input: { key: 'items.json' },
      objects: bad,
      error: 'States.ExceedToleratedFailureThreshold',
    },
    {
      source: 'AWS: Tolerated failure threshold',
      title: 'up to the count',
      machine: one(distributed(task('f'), { ...reader(), ToleratedFailureCount: 2 })),
      functions: picky,
      input: { key: 'items.json' },
      objects: bad,
      output: ['a', 'c'],
    },
    {
      source: 'AWS: Tolerated failure threshold',
      title: 'over the count',
      machine: one(distributed(task('f'), { ...reader(), ToleratedFailureCount: 1 })),
      functions: picky,
      input: { key: 'items.json' },
      objects: bad,
      error: 'States.ExceedToleratedFailureThreshold',
    },
    {
      source: 'AWS: Tolerated failure threshold',
      title: 'up to the percentage',
      machine: one(distributed(task('f'), { ...reader(), ToleratedFailurePercentage: 50 })),
      functions: picky,
      input: { key: 'items.json' },
      objects: bad,
      output: ['a', 'c'],
    },
    {
      source: 'AWS: Tolerated failure threshold',
      title: 'over the percentage',
      machine: one(distributed(task('f'), { ...reader(), ToleratedFailurePercentage: 49 })),
      functions: picky,
      input: { key: 'items.json' },
      objects: bad,
      error: 'States.ExceedToleratedFailureThreshold',
    },
    {
      source: DISTRIBUTED,
      title: "a child's uncatchable error fails only the child",
      machine: one(distributed({ Type: 'Pass', InputPath: '$.no' }, { ...reader(), ToleratedFailurePercentage: 100 })),
      ...read('items.json'),
      output: [],
    },
    {
      source: 'AWS: Context object',
      title: 'a child has an execution of its own',
      machine: one(distributed({ Type: 'Pass', InputPath: '$$.Execution.Id' }, reader({ MaxItems: 1 }))),
      ...read('items.json'),
      output: ['arn:aws:states:us-east-1:000000000000:execution:M/S:e-S-0'],
    },
  ]);

  test('children have histories of their own [AWS: Map state in Distributed mode]', async () => {
    const ran = await run({
      machine: one(distributed({ Type: 'Pass' }, reader())),
      input: { key: 'items.json' },
      objects,
    });
    expect(ran.history.map((event) => event.type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('ResultWriter leaves a manifest and one file per status [AWS: ResultWriter]', async () => {
    const writer = {
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'p' } },
    };
    const machine = one(distributed(task('f'), { ...reader(), ...writer, ToleratedFailurePercentage: 100 }));
    const ran = await run({ machine, functions: picky, input: { key: 'items.json' }, objects: bad });
    const { ResultWriterDetails: details } = JSON.parse(ran.execution.output ?? '');
    const manifest = JSON.parse(ran.written[`out/${details.Key}`] ?? '');
    expect(details.Key).toMatch(/^p\/.+\/manifest\.json$/);
    const failed = JSON.parse(ran.written[`out/${manifest.ResultFiles.FAILED[0].Key}`] ?? '');
    const succeeded = JSON.parse(ran.written[`out/${manifest.ResultFiles.SUCCEEDED[0].Key}`] ?? '');
    expect(failed.map((line: { Error: string }) => line.Error)).toEqual(['Bad', 'Bad']);
    expect(succeeded.map((line: { Output: string }) => JSON.parse(line.Output))).toEqual(['a', 'c']);
  });
});
