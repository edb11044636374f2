/** Seeded randomness: the same seed, the same choices. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Up to `count` different items, in their order. */
  some<T>(items: readonly T[], count: number): readonly T[];
  /** Low numbers far more often than high ones: real accounts have favourites. */
  skewed(below: number): number;
}

/** A generator of 32-bit state (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    some: (items, count) => {
      const left = items.map((_, i) => i);
      const taken: number[] = [];
      for (let i = 0; i < count && left.length > 0; i++) {
        const [place = 0] = left.splice(below(left.length), 1);
        taken.push(place);
      }
      return taken.sort((a, b) => a - b).flatMap((i) => items.slice(i, i + 1));
    },
    skewed: (limit) => Math.floor(limit * next() ** 3),
  };
}
