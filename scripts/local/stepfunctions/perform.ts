import type { Clock } from '../clock.ts';
import { Interrupted, StatesError } from './errors.ts';
import type { ExecutionStatus } from './execution.ts';
import type { Frame } from './frame.ts';
import type { History } from './history.ts';
import type { Json } from './json.ts';
import type { Flow } from './model.ts';
import { runFlow } from './run-flow.ts';

/** How an execution ended. */
export interface Outcome {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/**
 * Runs states to an end, no longer than the time-out, which is no error that a state could catch. What is neither an
 * error of the States Language nor an interruption is a bug of ours or of a port: it is reported and fails the execution.
 */
export async function perform(
  flow: Flow,
  input: Json,
  frame: Frame,
  limit: { readonly seconds: number | null; readonly controller: AbortController; readonly clock: Clock },
  onBug: (error: unknown) => void,
): Promise<Outcome> {
  const done = new AbortController();
  const timer =
    limit.seconds !== null &&
    limit.clock.deadline(limit.seconds * 1000, done.signal).then(() => {
      if (!done.signal.aborted) limit.controller.abort(new Interrupted('timed-out', 'States.Timeout'));
    });
  try {
    return { status: 'SUCCEEDED', output: JSON.stringify(await runFlow(flow, input, frame)) };
  } catch (thrown) {
    if (thrown instanceof StatesError) return { status: 'FAILED', error: thrown.error, cause: thrown.causeText };
    if (!(thrown instanceof Interrupted)) {
      onBug(thrown);
      return { status: 'FAILED', error: 'Local.Bug', cause: String(thrown) };
    }
    const status = thrown.kind === 'timed-out' ? 'TIMED_OUT' : 'ABORTED';
    return { status, error: thrown.error, cause: thrown.causeText };
  } finally {
    done.abort();
    await timer;
  }
}

const CLOSING = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' } as const;

/** Writes the closing event of an execution. */
export function closeHistory(history: History, { status, output, error, cause }: Outcome): void {
  const body = {
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  history.close(`Execution${CLOSING[status]}`, `execution${CLOSING[status]}EventDetails`, body);
}
