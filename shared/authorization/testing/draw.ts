/** Draws from a source of randomness: everything that generators choose goes through here, so that a seed repeats it. */
export class Draw {
  readonly #below: (limit: number) => number;

  /** `below(n)` gives a whole number from 0 to n - 1. */
  constructor(below: (limit: number) => number) {
    this.#below = below;
  }

  below(limit: number): number {
    return this.#below(limit);
  }

  chance(percent: number): boolean {
    return this.#below(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.#below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Picks by weight: `[[3, a], [1, b]]` gives `a` three times out of four. */
  weighted<T>(choices: readonly (readonly [weight: number, item: T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.#below(total);
    for (const [weight, item] of choices) {
      if (left < weight) return item;
      left -= weight;
    }
    throw new Error('nothing to pick from');
  }

  /** Between `min` and `max` items, drawn one by one. */
  list<T>(min: number, max: number, draw: () => T): T[] {
    return Array.from({ length: min + this.#below(max - min + 1) }, draw);
  }

  /** A part of the items, in their order. */
  some<T>(items: readonly T[], percent: number): T[] {
    return items.filter(() => this.chance(percent));
  }
}

/** A seeded source (xorshift of 32 bits): the same seed, the same draws. */
export function seeded(seed: number): Draw {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let warm = 0; warm < 8; warm += 1) next();
  return new Draw((limit) => next() % limit);
}
