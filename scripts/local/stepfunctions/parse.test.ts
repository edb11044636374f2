import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { parseDefinition } from './parse.ts';

const pass = { Type: 'Pass', End: true };
const machine = (state: Record<string, Json>, more: Record<string, Json> = {}): Json => ({
  StartAt: 'S',
  States: { S: state },
  ...more,
});
const lambda = (more: Record<string, Json> = {}): Record<string, Json> => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  End: true,
  ...more,
});
const map = (more: Record<string, Json> = {}, config: Record<string, Json> = {}): Record<string, Json> => ({
  Type: 'Map',
  ItemProcessor: {
    StartAt: 'I',
    States: { I: pass },
    ...(Object.keys(config).length > 0 ? { ProcessorConfig: config } : {}),
  },
  End: true,
  ...more,
});

const refused: [title: string, definition: Json, where: string, message: RegExp][] = [
  ['no object', [], '', /expected an object/],
  ['JSONata', machine(pass, { QueryLanguage: 'JSONata' }), '/QueryLanguage', /JSONata is not supported/],
  ['a field of the machine', machine(pass, { Foo: 1 }), '/Foo', /field `Foo` is not supported here/],
  ['another version', machine(pass, { Version: '2.0' }), '/Version', /`1.0`/],
  ['no such start', { StartAt: 'X', States: { S: pass } }, '/StartAt', /no state `X`/],
  ['no such next', machine({ Type: 'Pass', Next: 'X' }), '/States/S', /no state `X`/],
  ['a state nobody reaches', { StartAt: 'S', States: { S: pass, T: pass } }, '/States/T', /no transition leads/],
  ['a flow without end', machine({ Type: 'Pass', Next: 'S' }), '', /expected a state that ends/],
  ['Next and End', machine({ Type: 'Pass', Next: 'S', End: true }), '/States/S', /exactly one of/],
  ['neither Next nor End', machine({ Type: 'Pass' }), '/States/S', /exactly one of/],
  ['an unknown type', machine({ Type: 'Loop' }), '/States/S/Type', /found `Loop`/],
  ['Assign', machine({ ...pass, Assign: {} }), '/States/S/Assign', /not supported/],
  ['Arguments', machine(lambda({ Arguments: {} })), '/States/S/Arguments', /not supported/],
  ['HeartbeatSeconds', machine(lambda({ HeartbeatSeconds: 1 })), '/States/S/HeartbeatSeconds', /not supported/],
  ['Credentials', machine(lambda({ Credentials: {} })), '/States/S/Credentials', /not supported/],
  [
    'a callback',
    machine(lambda({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' })),
    '/States/S/Resource',
    /not supported/,
  ],
  [
    '.sync',
    machine(lambda({ Resource: 'arn:aws:states:::states:startExecution.sync:2' })),
    '/States/S/Resource',
    /not supported/,
  ],
  [
    'an SDK call',
    machine(lambda({ Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem' })),
    '/States/S/Resource',
    /not supported/,
  ],
  [
    'a name over 80 characters',
    { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: pass } },
    `/States/${'x'.repeat(81)}`,
    /1 to 80/,
  ],
  [
    'a name twice',
    machine(map({ ItemProcessor: { StartAt: 'S', States: { S: pass } } })),
    '/States/S/ItemProcessor/States/S',
    /unique/,
  ],
  ['a filter path', machine({ ...pass, InputPath: '$.a[?(@.b)]' }), '/States/S/InputPath', /found `\[\?/],
  ['recursive descent', machine({ ...pass, InputPath: '$..a' }), '/States/S/InputPath', /found/],
  ['a slice', machine({ ...pass, InputPath: '$.a[0:2]' }), '/States/S/InputPath', /found/],
  ['ResultPath into an array', machine({ ...pass, ResultPath: '$.a[0]' }), '/States/S/ResultPath', /names only/],
  ['ResultPath into the context', machine({ ...pass, ResultPath: '$$.a' }), '/States/S/ResultPath', /names only/],
  [
    'a template field that is no path',
    machine({ ...pass, Parameters: { 'a.$': 'b' } }),
    '/States/S/Parameters/a.$',
    /expected an argument/,
  ],
  [
    'a template field twice',
    machine({ ...pass, Parameters: { a: 1, 'a.$': '$' } }),
    '/States/S/Parameters/a.$',
    /found both/,
  ],
  [
    'States.UUID without a source',
    machine({ ...pass, Parameters: { 'a.$': 'States.UUID()' } }),
    '/States/S/Parameters',
    /without a source/,
  ],
  [
    'catching States.Runtime',
    machine(lambda({ Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'S' }] })),
    '/States/S/Catch/0/ErrorEquals',
    /cannot be relied on/,
  ],
  [
    'retrying States.DataLimitExceeded',
    machine(lambda({ Retry: [{ ErrorEquals: ['States.DataLimitExceeded'] }] })),
    '/States/S/Retry/0/ErrorEquals',
    /cannot be relied on/,
  ],
  [
    'a misspelled States name',
    machine(lambda({ Retry: [{ ErrorEquals: ['States.TimedOut'] }] })),
    '/States/S/Retry/0/ErrorEquals',
    /never reported/,
  ],
  [
    'States.ALL beside another',
    machine(lambda({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] })),
    '/States/S/Retry/0/ErrorEquals',
    /alone and last/,
  ],
  [
    'States.ALL not last',
    machine(lambda({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] })),
    '/States/S/Retry/0/ErrorEquals',
    /alone and last/,
  ],
  [
    'an empty ErrorEquals',
    machine(lambda({ Retry: [{ ErrorEquals: [] }] })),
    '/States/S/Retry/0/ErrorEquals',
    /non-empty/,
  ],
  [
    'BackoffRate below 1',
    machine(lambda({ Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] })),
    '/States/S/Retry/0/BackoffRate',
    /from 1/,
  ],
  [
    'MaxDelaySeconds not above IntervalSeconds',
    machine(lambda({ Retry: [{ ErrorEquals: ['X'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] })),
    '/States/S/Retry/0/MaxDelaySeconds',
    /more than/,
  ],
  [
    'another JitterStrategy',
    machine(lambda({ Retry: [{ ErrorEquals: ['X'], JitterStrategy: 'HALF' }] })),
    '/States/S/Retry/0/JitterStrategy',
    /`FULL`/,
  ],
  [
    'a catcher without Next',
    machine(lambda({ Catch: [{ ErrorEquals: ['X'] }] })),
    '/States/S/Catch/0',
    /expected `Next`/,
  ],
  ['Retry on Pass', machine({ ...pass, Retry: [] }), '/States/S/Retry', /not supported/],
  ['TimeoutSeconds 0', machine(lambda({ TimeoutSeconds: 0 })), '/States/S/TimeoutSeconds', /from 1/],
  ['Choice with End', machine({ Type: 'Choice', Choices: [], End: true }), '/States/S/End', /not supported/],
  [
    'a choice with two operators',
    machine({ Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, IsString: true, Next: 'S' }] }),
    '/States/S/Choices/0',
    /exactly one operator/,
  ],
  [
    'an unknown operator',
    machine({ Type: 'Choice', Choices: [{ Variable: '$.a', StringLike: 'x', Next: 'S' }] }),
    '/States/S/Choices/0',
    /`StringLike` is not supported/,
  ],
  [
    'an operand of another type',
    machine({ Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: '1', Next: 'S' }] }),
    '/States/S/Choices/0',
    /Numeric operand/,
  ],
  [
    'Next inside And',
    machine({ Type: 'Choice', Choices: [{ And: [{ Variable: '$.a', IsNull: true, Next: 'S' }], Next: 'S' }] }),
    '/States/S/Choices/0/And/0',
    /no `Next`/,
  ],
  [
    'Wait with two times',
    machine({ Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true }),
    '/States/S',
    /exactly one of/,
  ],
  ['Error and ErrorPath', machine({ Type: 'Fail', Error: 'E', ErrorPath: '$.e' }), '/States/S/ErrorPath', /one of/],
  ['Iterator', machine({ Type: 'Map', Iterator: {}, End: true }), '/States/S/Iterator', /not supported/],
  [
    'ItemBatcher',
    machine(map({ ItemBatcher: {} }, { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' })),
    '/States/S/ItemBatcher',
    /not supported/,
  ],
  ['tolerance inline', machine(map({ ToleratedFailureCount: 1 })), '/States/S/ToleratedFailureCount', /not supported/],
  ['ItemReader inline', machine(map({ ItemReader: {} })), '/States/S/ItemReader', /not supported/],
  [
    'another reader',
    machine(
      map(
        {
          ItemReader: {
            Resource: 'arn:aws:states:::s3:listObjectsV2',
            ReaderConfig: { InputType: 'JSON' },
            Parameters: {},
          },
        },
        { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      ),
    ),
    '/States/S/ItemReader/Resource',
    /getObject/,
  ],
  [
    'CSV',
    machine(
      map(
        {
          ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'CSV' }, Parameters: {} },
        },
        { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      ),
    ),
    '/States/S/ItemReader/ReaderConfig/InputType',
    /`JSON`/,
  ],
  [
    'no ExecutionType',
    machine(map({}, { Mode: 'DISTRIBUTED' })),
    '/States/S/ItemProcessor/ProcessorConfig/ExecutionType',
    /STANDARD/,
  ],
  [
    'a placeholder without a value',
    machine(lambda({ Parameters: { FunctionName: '${Nobody}' } })),
    '/States/S/Parameters/FunctionName',
    /no value for `\$\{Nobody\}`/,
  ],
];

test.each(refused)('refused: %s', (_title, definition, where, message) => {
  const { definition: parsed, issues } = parseDefinition(definition);
  expect(parsed).toBeNull();
  expect(issues).toContainEqual({ where, message: expect.stringMatching(message) });
});

test('a definition over 1 MiB is refused', () => {
  const { issues } = parseDefinition(machine({ ...pass, Comment: 'x'.repeat(1_048_576) }));
  expect(issues).toContainEqual({ where: '', message: expect.stringMatching(/at most 1048576 bytes/) });
});

const accepted: [title: string, definition: Json][] = [
  [
    'comments, version and language',
    machine({ ...pass, Comment: 'c' }, { Comment: 'c', Version: '1.0', QueryLanguage: 'JSONPath', TimeoutSeconds: 60 }),
  ],
  [
    'a substituted function',
    machine(lambda({ Parameters: { FunctionName: '${Name}', 'Payload.$': '$' }, TimeoutSeconds: 5 })),
  ],
  ['a declared integration', machine(lambda({ Resource: 'arn:aws:states:::sns:publish' }))],
  ['a function by ARN', machine(lambda({ Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:f:7' }))],
  ['StartExecution', machine(lambda({ Resource: 'arn:aws:states:::states:startExecution' }))],
];

test.each(accepted)('accepted: %s', (_title, definition) => {
  const options = { substitutions: { Name: 'f' }, integrations: new Set(['arn:aws:states:::sns:publish']) };
  expect(parseDefinition(definition, options).issues).toEqual([]);
});
