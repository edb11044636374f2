/**
 * Time as the stand-ins see it. Two kinds of waiting are kept apart: `sleep` is waiting that a night may skip (Wait
 * states, pauses between retries), `deadline` guards work that really takes time (time-outs of functions, states and
 * executions). Both end early, without an error, when the signal aborts.
 */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  deadline(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The longest delay setTimeout takes; longer waits are cut into pieces. */
const LONGEST_TIMER = 2 ** 31 - 1;

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const started = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const arm = () => {
      const left = milliseconds - (performance.now() - started);
      timer = setTimeout(left > LONGEST_TIMER ? arm : end, Math.min(Math.max(left, 0), LONGEST_TIMER));
    };
    signal?.addEventListener('abort', end, { once: true });
    arm();
  });
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now(), sleep: wait, deadline: wait };

/**
 * A clock that starts at a chosen time and runs at the machine's speed, but skips every sleep: the time slept is added
 * to `now`. For nights that must not wait for their retries.
 */
export function skippingClock(startAt: number): Clock {
  const started = performance.now();
  let skipped = 0;
  return {
    now: () => Math.floor(startAt + skipped + (performance.now() - started)),
    sleep: async (milliseconds, signal) => {
      if (!signal?.aborted) skipped += Math.max(0, milliseconds);
    },
    deadline: wait,
  };
}

/** A clock for tests: stands still until `advance`, which ends every sleep and deadline that has come due, in order. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): Promise<void>;
  /** How many sleeps and deadlines are pending. */
  pending(): number;
}

export function manualClock(startAt: number): ManualClock {
  let time = startAt;
  const waiting: { due: number; end: () => void }[] = [];
  const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted || milliseconds <= 0) return resolve();
      const entry = {
        due: time + milliseconds,
        end: () => {
          const at = waiting.indexOf(entry);
          if (at >= 0) waiting.splice(at, 1);
          signal?.removeEventListener('abort', entry.end);
          resolve();
        },
      };
      waiting.push(entry);
      signal?.addEventListener('abort', entry.end, { once: true });
    });
  /** Lets everything that a finished wait set in motion come to rest. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    sleep: wait,
    deadline: wait,
    pending: () => waiting.length,
    async advance(milliseconds) {
      const target = time + milliseconds;
      for (;;) {
        await settle();
        const next = waiting.filter((entry) => entry.due <= target).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        time = Math.max(time, next.due);
        next.end();
      }
      time = target;
      await settle();
    },
  };
}
