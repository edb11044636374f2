import { expect, test } from 'vitest';
import { fits } from './deployment.ts';

const PATTERN = { source: ['aws.states'], detail: { status: ['FAILED', 'ABORTED'], stateMachineArn: ['machine'] } };

test.each([
  ['all of it', { source: 'aws.states', detail: { status: 'FAILED', stateMachineArn: 'machine', name: 'x' } }, true],
  [
    'another value of a list',
    { source: 'aws.states', detail: { status: 'ABORTED', stateMachineArn: 'machine' } },
    true,
  ],
  [
    'a value that is not listed',
    { source: 'aws.states', detail: { status: 'SUCCEEDED', stateMachineArn: 'machine' } },
    false,
  ],
  ['another machine', { source: 'aws.states', detail: { status: 'FAILED', stateMachineArn: 'other' } }, false],
  ['a field that is missing', { source: 'aws.states', detail: { status: 'FAILED' } }, false],
  ['no detail', { source: 'aws.states' }, false],
])('an event with %s: %j fits: %s', (_title, event, expected) => {
  expect(fits(PATTERN, event)).toBe(expected);
});
