import { expect, test } from 'vitest';
import { parseIntrinsic } from './intrinsic.ts';
import { check } from './testing/check.ts';
import { one, type Row } from './testing/run.ts';

const PAGE = 'AWS: Intrinsic functions';

const calls: [call: string, result: Row['output'] | Error][] = [
  ["States.Format('{} and {}', $.name, 2)", 'Ada and 2'],
  ["States.Format('\\{\\}')", '{}'],
  ["States.Format('it\\'s')", "it's"],
  ["States.Format('{}', null)", 'null'],
  ["States.Format('{}', true)", 'true'],
  ["States.Format('{}')", new Error()],
  ["States.Format('x', 1)", new Error()],
  ["States.Format('{}', $.list)", new Error()],
  ['States.StringToJson($.json)', { a: 1 }],
  ['States.StringToJson($.name)', new Error()],
  ['States.JsonToString($.list)', '[1,2,2,3]'],
  ["States.Array('a', 1, $.name)", ['a', 1, 'Ada']],
  ['States.Array()', []],
  ['States.ArrayPartition($.list, 3)', [[1, 2, 2], [3]]],
  ['States.ArrayPartition($.list, 0)', new Error()],
  ['States.ArrayContains($.list, 3)', true],
  ['States.ArrayContains($.list, 4)', false],
  ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
  ['States.ArrayRange(0, 1000, 1)', new Error()],
  ['States.ArrayGetItem($.list, 3)', 3],
  ['States.ArrayGetItem($.list, 4)', new Error()],
  ['States.ArrayLength($.list)', 4],
  ['States.ArrayLength($.name)', new Error()],
  ['States.ArrayUnique($.list)', [1, 2, 3]],
  ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGF0YQ==')", 'Data'],
  ['States.MathAdd(111, -1)', 110],
  ['States.MathAdd(1, $.name)', new Error()],
  ["States.StringSplit('This.is+a,test', '.+,')", ['This', 'is', 'a', 'test']],
  ['States.UUID()', '0-0'],
  ["States.Format('{}', States.MathAdd(States.ArrayLength($.list), 1))", '5'],
];

check(
  calls.map(([call, result]): Row => {
    const machine = one({ Type: 'Pass', Parameters: { 'r.$': call } });
    const input = { name: 'Ada', list: [1, 2, 2, 3], json: '{"a":1}' };
    const row = { source: PAGE, title: call, machine, input, options: { uuid: () => '0-0' } };
    return result instanceof Error
      ? { ...row, error: 'States.IntrinsicFailure' }
      : { ...row, output: { r: result ?? null } };
  }),
);

test.each([
  ['unknown function', 'States.Hash($.a, $.b)', /`States.Hash` is not supported/],
  ['too many arguments', 'States.UUID(1)', /expected 0 to 0 arguments, found 1/],
  ['no closing bracket', 'States.Array(1', /expected `,` or `\)`/],
  ['no closing quote', "States.Array('a)", /expected a closing/],
  ['a word', 'Array', /expected an argument/],
  ['something behind', 'States.UUID() x', /expected the end/],
  ['nested too deep', `${'States.Array('.repeat(12)}1${')'.repeat(12)}`, /at most 10 nested/],
])('refused: %s', (_title, source, message) => {
  expect(parseIntrinsic(source)).toMatch(message);
});
