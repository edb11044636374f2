import type { Json } from './json.ts';
import { check } from './testing/check.ts';
import type { Row } from './testing/run.ts';

const PAGE = 'States Language: Choice State';
const INPUT = {
  s: 'm',
  n: 5,
  b: true,
  t: '2020-01-01T00:00:00Z',
  nil: null,
  s2: 'm',
  n2: 6,
  later: '2020-01-01T01:00:00+00:30',
};

const V = (variable: string, more: Record<string, Json>): Record<string, Json> => ({ Variable: variable, ...more });

const rules: [rule: Record<string, Json>, holds: boolean][] = [
  [V('$.s', { StringEquals: 'm' }), true],
  [V('$.s', { StringEquals: 'M' }), false],
  [V('$.n', { StringEquals: '5' }), false],
  [V('$.s', { StringEqualsPath: '$.s2' }), true],
  [V('$.s', { StringLessThan: 'n' }), true],
  [V('$.s', { StringGreaterThan: 'l' }), true],
  [V('$.s', { StringLessThanEquals: 'm' }), true],
  [V('$.s', { StringGreaterThanEquals: 'n' }), false],
  [V('$.s', { StringMatches: 'm*' }), true],
  [V('$.s', { StringMatches: 'a*' }), false],
  [V('$.t', { StringMatches: '2020-*T*Z' }), true],
  [V('$.t', { StringMatches: '*Z*Z' }), false],
  [V('$.s', { StringMatches: '\\*' }), false],
  [V('$.n', { NumericEquals: 5 }), true],
  [V('$.s', { NumericEquals: 5 }), false],
  [V('$.n', { NumericEqualsPath: '$.n2' }), false],
  [V('$.n', { NumericLessThan: 5.5 }), true],
  [V('$.n', { NumericLessThanPath: '$.n2' }), true],
  [V('$.n', { NumericGreaterThan: 5 }), false],
  [V('$.n', { NumericGreaterThanEquals: 5 }), true],
  [V('$.n', { NumericLessThanEquals: 4 }), false],
  [V('$.b', { BooleanEquals: true }), true],
  [V('$.b', { BooleanEqualsPath: '$.b' }), true],
  [V('$.s', { BooleanEquals: true }), false],
  [V('$.t', { TimestampEquals: '2020-01-01T00:00:00.000Z' }), true],
  [V('$.t', { TimestampLessThanPath: '$.later' }), true],
  [V('$.t', { TimestampGreaterThan: '2019-12-31T23:59:59Z' }), true],
  [V('$.t', { TimestampLessThanEquals: '2019-12-31T23:59:59Z' }), false],
  [V('$.t', { TimestampGreaterThanEquals: '2020-01-01T00:00:00Z' }), true],
  [V('$.s', { TimestampEquals: '2020-01-01T00:00:00Z' }), false],
  [V('$.nil', { IsNull: true }), true],
  [V('$.s', { IsNull: true }), false],
  [V('$.no', { IsPresent: false }), true],
  [V('$.nil', { IsPresent: true }), true],
  [V('$.n', { IsNumeric: true }), true],
  [V('$.s', { IsNumeric: false }), true],
  [V('$.s', { IsString: true }), true],
  [V('$.b', { IsBoolean: true }), true],
  [V('$.t', { IsTimestamp: true }), true],
  [V('$.s', { IsTimestamp: true }), false],
  [{ And: [V('$.n', { NumericEquals: 5 }), V('$.b', { BooleanEquals: true })] }, true],
  [{ And: [V('$.n', { NumericEquals: 5 }), V('$.b', { BooleanEquals: false })] }, false],
  [{ Or: [V('$.n', { NumericEquals: 6 }), V('$.b', { BooleanEquals: true })] }, true],
  [{ Not: V('$.n', { NumericEquals: 6 }) }, true],
  [{ And: [V('$.no', { IsPresent: true }), V('$.no', { NumericEquals: 6 })] }, false],
  [V('$$.Execution.Name', { StringEquals: 'e' }), true],
];

const machine = (rule: Record<string, Json>, more: Record<string, Json> = { Default: 'No' }) => ({
  StartAt: 'C',
  States: {
    C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], ...more },
    Yes: { Type: 'Pass', Result: true, End: true },
    ...(more['Default'] ? { No: { Type: 'Pass', Result: false, End: true } } : {}),
  },
});

check(
  rules.map(([rule, output]): Row => {
    return { source: PAGE, title: JSON.stringify(rule), machine: machine(rule), input: INPUT, output };
  }),
);

check([
  {
    source: PAGE,
    title: 'no match and no Default',
    machine: machine({ Variable: '$.n', NumericEquals: 6 }, {}),
    input: INPUT,
    error: 'States.NoChoiceMatched',
  },
  {
    source: 'AWS: Error names, States.Runtime',
    title: 'a variable that is not there',
    machine: machine({ Variable: '$.no', NumericEquals: 6 }),
    input: INPUT,
    error: 'States.Runtime',
    cause: /Invalid path '\$\.no'/,
  },
  {
    source: PAGE,
    title: 'the first rule that holds wins',
    machine: {
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.n', NumericEquals: 5, Next: 'A' },
            { Variable: '$.n', IsPresent: true, Next: 'B' },
          ],
        },
        A: { Type: 'Pass', Result: 'A', End: true },
        B: { Type: 'Pass', Result: 'B', End: true },
      },
    },
    input: INPUT,
    output: 'A',
  },
]);
