import { FunctionError, InvokeError } from '../lambda/errors.ts';

/** An error as the States Language knows it: a name that retriers and catchers match, and a cause in words. */
export class StatesError extends Error {
  readonly error: string;
  readonly causeText: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'StatesError';
    // Lengths of `error` and `cause` in the API's SensitiveError and SensitiveCause.
    this.error = error.slice(0, 256);
    this.causeText = cause.slice(0, 32_768);
  }
}

/** The execution, or the branch it runs in, was ended from outside: nothing in the definition may catch this. */
export class Interrupted extends Error {
  readonly kind: 'stopped' | 'timed-out' | 'sibling-failed';
  readonly error: string | undefined;
  readonly causeText: string | undefined;

  constructor(kind: Interrupted['kind'], error?: string, cause?: string) {
    super(kind);
    this.name = 'Interrupted';
    this.kind = kind;
    this.error = error;
    this.causeText = cause;
  }
}

/** `States.Runtime`: the definition met data it cannot process. No retrier and no catcher sees it. */
export function runtimeError(cause: string): StatesError {
  return new StatesError('States.Runtime', cause);
}

/**
 * Errors that end an execution whatever its catchers say. AWS documents that `States.ALL` does not catch them; that
 * naming them would is not documented, so nothing here catches them and the validator refuses the names.
 */
export const TERMINAL_ERRORS: ReadonlySet<string> = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** Does a retrier's or catcher's ErrorEquals match? `States.TaskFailed` matches all but time-outs. */
export function matchesError(errorEquals: readonly string[], error: StatesError): boolean {
  if (TERMINAL_ERRORS.has(error.error)) return false;
  return errorEquals.some((name) => {
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed') return error.error !== 'States.Timeout';
    return name === error.error;
  });
}

/** What a Lambda Task reports for an error of the port that invokes functions. */
export function lambdaError(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  if (thrown instanceof FunctionError) return new StatesError(thrown.payload.errorType, JSON.stringify(thrown.payload));
  if (thrown instanceof InvokeError) return new StatesError(`Lambda.${thrown.code}`, thrown.message);
  const errorType = thrown instanceof Error ? thrown.name : 'Error';
  const errorMessage = thrown instanceof Error ? thrown.message : String(thrown);
  return new StatesError(errorType, JSON.stringify({ errorType, errorMessage }));
}
