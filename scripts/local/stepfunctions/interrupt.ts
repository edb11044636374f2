import type { Clock } from '../clock.ts';
import { StatesError } from './errors.ts';

/** Waits for work, but no longer than until the signal aborts; then throws the signal's reason. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      work.catch(() => {});
      return abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Runs work under a time-out of its own: `States.Timeout` when it is not done in time. */
export async function withTimeout<T>(
  seconds: number | null,
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (seconds === null) return untilAborted(work(signal), signal);
  const timeout = new AbortController();
  const done = new AbortController();
  const timer = clock.deadline(seconds * 1000, done.signal).then(() => {
    if (!done.signal.aborted) timeout.abort(new StatesError('States.Timeout', ''));
  });
  const either = AbortSignal.any([signal, timeout.signal]);
  try {
    return await untilAborted(work(either), either);
  } finally {
    done.abort();
    await timer;
  }
}
