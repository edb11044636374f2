import type { Actor } from './actor.ts';
import type { Step } from './step.ts';

/** A way from someone to someone else: the last step, and the way before it. */
export class Way {
  /** Whom it leads to. */
  readonly actor: Actor;
  readonly last: Step | null;
  readonly before: Way | null;
  readonly length: number;
  readonly #conditions: number;
  readonly #calls: number;

  private constructor(actor: Actor, last: Step | null, before: Way | null) {
    this.actor = actor;
    this.last = last;
    this.before = before;
    this.length = before === null ? 0 : before.length + 1;
    this.#conditions = (before === null ? 0 : before.#conditions) + (last?.conditions.length ?? 0);
    this.#calls = (before === null ? 0 : before.#calls) + (last?.calls.length ?? 0);
  }

  /** Where a way begins. */
  static from(start: Actor): Way {
    return new Way(start, null, null);
  }

  with(last: Step, actor: Actor): Way {
    return new Way(actor, last, this);
  }

  /** Whether this way with one more step is better than another of its length: fewer conditions, then fewer calls. */
  wouldBeBetter(more: Step, other: Way): boolean {
    const conditions = this.#conditions + more.conditions.length;
    if (conditions !== other.#conditions) return conditions < other.#conditions;
    const calls = this.#calls + more.calls.length;
    if (calls !== other.#calls) return calls < other.#calls;
    return this.actor.id < (other.before?.actor.id ?? '');
  }

  /** The steps, first one first. */
  steps(): readonly Step[] {
    const steps: Step[] = [];
    // INVARIANT: each way before is one step shorter, so the walk ends.
    for (let at: Way | null = this; at !== null; at = at.before) if (at.last !== null) steps.push(at.last);
    return steps.reverse();
  }
}
