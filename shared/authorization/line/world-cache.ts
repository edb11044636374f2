import type { NotEvaluated } from '../decision.ts';
import type { PreparedWorld } from '../prepared/prepared-world.ts';

/** A world made ready, and the fields of its line that nobody knows. */
export interface KnownWorld {
  readonly prepared: PreparedWorld;
  readonly unknownFields: readonly NotEvaluated[];
}

/** Characters of text that one generation remembers: some ten thousand lines of ordinary length. */
const GENERATION = 16_000_000;

/**
 * Worlds by the text they were written as. Two generations: when the younger is full, the older is forgotten, so that
 * memory is bounded and what comes again and again stays.
 */
export class WorldCache {
  #young = new Map<string, KnownWorld>();
  #old = new Map<string, KnownWorld>();
  #characters = 0;

  get(text: string): KnownWorld | undefined {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const old = this.#old.get(text);
    if (old !== undefined) this.#put(text, old);
    return old;
  }

  set(text: string, world: KnownWorld): void {
    this.#put(text, world);
  }

  #put(text: string, world: KnownWorld): void {
    if (this.#characters + text.length > GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    this.#characters += text.length;
    this.#young.set(text, world);
  }
}
