import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { StepError } from '../ports/step-error.ts';
import { type Step, step } from './step.ts';
import { toStepError } from './to-step-error.ts';

// Before the logger is made: its lines are looked at below, and nowhere else.
const lines = vi.hoisted(() => {
  process.env['POWERTOOLS_DEV'] = 'true';
  const written: string[] = [];
  console.error = (line: string) => written.push(line);
  return written;
});

const context = { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '128', invokedFunctionArn: 'a' } as never; // as much of Lambda's context as the logger reads

const echo: Step<{ n: number }, { n: number }> = {
  event: z.strictObject({ n: z.number().max(9, 'expected at most 9') }),
  result: z.strictObject({ n: z.number() }),
  run: async ({ n }) => {
    if (n === 1) throw new StepError('LeaseLost', 'lease: gone');
    if (n === 2)
      throw Object.assign(new Error('arn:aws:iam::111111111111:role/secret'), { name: 'ThrottlingException' });
    if (n === 3) throw new TypeError('undefined is not a function');
    return n === 4 ? ({ n, more: 'than declared' } as { n: number }) : { n };
  },
};

const call = (event: unknown) => Promise.resolve(step(echo)(event, context));

test('an event and a result that fit go through', async () => {
  expect(await call({ n: 5 })).toEqual({ n: 5 });
});

test.each([
  ['an event of another shape', { n: 'x' }, 'InvalidEvent', /at `\/n`/],
  ['an event beyond a limit', { n: 10 }, 'InvalidEvent', /expected at most 9/],
  ['an event with more than is known', { n: 5, more: 1 }, 'InvalidEvent', /./],
  ['no event', null, 'InvalidEvent', /./],
  ['an error of the step’s own', { n: 1 }, 'LeaseLost', /lease: gone/],
  ['an error of AWS’s', { n: 2 }, 'Throttled', /^expected the step to end, found `ThrottlingException`$/],
  ['an error nobody foresaw', { n: 3 }, 'Unexpected', /TypeError/],
  ['a result with more than is declared', { n: 4 }, 'Unexpected', /./],
])('%s has a set name, and quotes nothing of a customer', async (_title, event, name, message) => {
  const error: unknown = await call(event).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name, message: expect.stringMatching(message) });
  expect(`${String(error)} ${lines.join(' ')}`).not.toContain('secret');
  expect(lines.at(-1)).toContain(`"name": "${name}"`);
});

test.each([
  [Object.assign(new Error(), { name: 'AccessDeniedException' }), 'AccessDenied'],
  [Object.assign(new Error(), { name: 'Throttling' }), 'Throttled'],
  [Object.assign(new Error(), { code: 'ECONNRESET' }), 'Unavailable'],
  [Object.assign(new Error(), { name: 'X', $metadata: { httpStatusCode: 503 } }), 'Unavailable'],
  [Object.assign(new Error(), { name: 'X', $metadata: { httpStatusCode: 400 } }), 'Unexpected'],
  ['a text', 'Unexpected'],
  [undefined, 'Unexpected'],
])('%s means %s', (thrown, name) => {
  expect(toStepError(thrown).name).toBe(name);
});
