import { type Clock, systemClock } from '../local/clock.ts';

/** How long nothing may have been at work before waiting is skipped. */
const QUIET_MILLISECONDS = 4;

/**
 * The clock of a local night: set by hand to the instant of each sweep, standing still while anybody works, and
 * jumping to the end of the earliest wait as soon as nobody does. So a night takes no longer than its work, and yet
 * who waits for somebody else's work waits until it is done, as on a real night.
 */
export class NightClock implements Clock {
  #time: number;
  #working = 0;
  #activity = 0;
  #pumping = false;
  readonly #waiting: { readonly due: number; end(): void }[] = [];

  constructor(startAt: number) {
    this.#time = startAt;
  }

  now(): number {
    return this.#time;
  }

  /** Moves on to an instant; never back. */
  moveTo(instant: number): void {
    this.#time = Math.max(this.#time, instant);
  }

  /** Counts work that waits must not be skipped over. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    this.#activity += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
      this.#activity += 1;
      this.#pump();
    }
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const entry = {
        due: this.#time + Math.max(0, milliseconds),
        end: () => {
          const at = this.#waiting.indexOf(entry);
          if (at >= 0) this.#waiting.splice(at, 1);
          signal?.removeEventListener('abort', entry.end);
          this.#activity += 1;
          resolve();
        },
      };
      this.#waiting.push(entry);
      signal?.addEventListener('abort', entry.end, { once: true });
      this.#pump();
    });
  }

  /** Guards work that really takes time, so it is the machine's own. */
  deadline(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return systemClock.deadline(milliseconds, signal);
  }

  /** Ends the earliest wait once nothing was at work for a while. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    const look = (seen: number): void => {
      if (this.#waiting.length === 0) {
        this.#pumping = false;
        return;
      }
      if (this.#working > 0 || this.#activity !== seen) {
        setTimeout(look, QUIET_MILLISECONDS, this.#activity);
        return;
      }
      const [first] = [...this.#waiting].sort((a, b) => a.due - b.due);
      if (first !== undefined) {
        this.#time = Math.max(this.#time, first.due);
        first.end();
      }
      setTimeout(look, QUIET_MILLISECONDS, this.#activity);
    };
    setTimeout(look, QUIET_MILLISECONDS, this.#activity);
  }
}
