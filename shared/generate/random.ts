/**
 * Numbers that look random and are the same for the same seed, on every machine: xoshiro128** 1.1 (Blackman and
 * Vigna, public domain, prng.di.unimi.it), whose 128 bits of state are filled by splitmix32 from a hash (FNV-1a) of
 * seed and label. `fork` gives a stream of its own, so that one part of a world may draw more without moving another.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number | string) {
    this.#seed = String(seed);
    let state = fnv1a(this.#seed);
    const word = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.#a = word();
    this.#b = word();
    this.#c = word();
    // INVARIANT: the state is never all zero, of which the generator would not get away.
    this.#d = word() | 1;
  }

  /** A stream that depends on the seed and the label alone, not on what was drawn here. */
  fork(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** A whole number of 32 bits, unsigned. */
  word(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result >>> 0;
  }

  /** At least 0, less than 1. */
  next(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number, at least 0, less than `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T {
    // INVARIANT: `below` is less than the length, and callers hand in lists of at least one element.
    return list[this.below(list.length)] as T;
  }

  /** Some of the list, each at most once, in the list's order. */
  some<T>(list: readonly T[], count: number): readonly T[] {
    const places = new Set<number>();
    const wanted = Math.min(count, list.length);
    while (places.size < wanted) places.add(this.below(list.length));
    return [...places].sort((x, y) => x - y).map((place) => list[place] as T); // a place of the list
  }

  /** A text of that many characters of the alphabet. */
  text(alphabet: string, length: number): string {
    let made = '';
    for (let i = 0; i < length; i++) made += alphabet.charAt(this.below(alphabet.length));
    return made;
  }

  hex(length: number): string {
    return this.text('0123456789abcdef', length);
  }

  /** Hexadecimal as in the id of a KMS key. */
  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash;
}
