import { Interrupted, StatesError } from './errors.ts';
import type { Frame, RunFlow } from './frame.ts';
import type { Json } from './json.ts';
import type { ParallelState } from './model.ts';

/** All branches at once on the same input; the first failure ends the others and is the state's own. */
export async function runParallel(state: ParallelState, input: Json, frame: Frame, runFlow: RunFlow): Promise<Json> {
  frame.history.add('ParallelStateStarted');
  try {
    const results = await together(state.branches, state.branches.length, frame.signal, (branch, _at, signal) =>
      runFlow(branch, input, { ...frame, signal }),
    );
    frame.history.add('ParallelStateSucceeded');
    return results;
  } catch (thrown) {
    if (thrown instanceof StatesError) frame.history.add('ParallelStateFailed');
    throw thrown;
  }
}

/**
 * Runs work on items in their order, at most `width` at a time. The first failure interrupts the rest; it is thrown
 * when all have come to rest.
 */
export async function together<T, R>(
  items: readonly T[],
  width: number,
  outer: AbortSignal,
  work: (item: T, at: number, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const siblings = new AbortController();
  const signal = AbortSignal.any([outer, siblings.signal]);
  const results: R[] = new Array(items.length);
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length && !signal.aborted) {
      const at = next++;
      try {
        // Safe: `at` is below the length.
        results[at] = await work(items[at] as T, at, signal);
      } catch (thrown) {
        failures.push(thrown);
        siblings.abort(new Interrupted('sibling-failed'));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  outer.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}
