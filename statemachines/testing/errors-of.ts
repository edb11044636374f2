import { StatesError } from '../../scripts/local/stepfunctions/errors.ts';
import { failing, refused } from './machine-run.ts';

/** An error that reaches a Task under this name, made by whoever would make it. */
export function errorNamed(name: string): Error {
  if (name.startsWith('Lambda.')) return refused(name.slice('Lambda.'.length));
  if (name.startsWith('States.')) return new StatesError(name, 'played');
  return failing(name);
}

/** Fails once with each error, then answers: what every retrier of a step must live through. */
export function afterEach(names: readonly string[], answer: unknown): (payload: unknown, call: number) => unknown {
  return (_payload, call) => {
    const name = names[call - 1];
    return name === undefined ? answer : errorNamed(name);
  };
}

/** What every step is tried again for. */
export const TRANSIENT = [
  'Throttled',
  'Unavailable',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
] as const;

/** What a step is tried again for once. */
export const CRASHES = ['States.Timeout', 'Sandbox.Timedout', 'Runtime.ExitError'] as const;
