/** A map from two whole numbers to one, for the innermost loops: open addressing over typed arrays, no strings. */
export class PairMap {
  #firsts: Int32Array;
  #seconds: Int32Array;
  #values: Int32Array;
  #mask: number;
  #size = 0;

  constructor(capacity = 1024) {
    this.#mask = capacity - 1;
    this.#firsts = new Int32Array(capacity).fill(-1);
    this.#seconds = new Int32Array(capacity);
    this.#values = new Int32Array(capacity);
  }

  /** The value, or -1. Keys are not negative. */
  get(first: number, second: number): number {
    const firsts = this.#firsts;
    for (let at = slotOf(first, second) & this.#mask; ; at = (at + 1) & this.#mask) {
      const key = firsts[at];
      if (key === -1) return -1;
      if (key === first && this.#seconds[at] === second) return this.#values[at] as number; // within the table
    }
  }

  set(first: number, second: number, value: number): void {
    if (this.#size * 2 > this.#mask) this.#grow();
    this.#put(first, second, value);
    this.#size++;
  }

  #put(first: number, second: number, value: number): void {
    let at = slotOf(first, second) & this.#mask;
    while (this.#firsts[at] !== -1) at = (at + 1) & this.#mask;
    this.#firsts[at] = first;
    this.#seconds[at] = second;
    this.#values[at] = value;
  }

  #grow(): void {
    const [firsts, seconds, values] = [this.#firsts, this.#seconds, this.#values];
    const capacity = (this.#mask + 1) * 2;
    this.#mask = capacity - 1;
    this.#firsts = new Int32Array(capacity).fill(-1);
    this.#seconds = new Int32Array(capacity);
    this.#values = new Int32Array(capacity);
    for (let i = 0; i < firsts.length; i++) {
      const first = firsts[i] as number; // i < length
      if (first !== -1) this.#put(first, seconds[i] as number, values[i] as number);
    }
  }
}

function slotOf(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 3;
}
