import type { PatternList } from '../../policy/model.ts';
import { compileFoldedPattern, matchPattern, type Pattern } from '../../policy/pattern.ts';

/** `Action` or `NotAction`, made ready (E14 to E16). Actions are compared in lower case. */
export class CompiledActions {
  readonly #negated: boolean;
  readonly #everything: boolean;
  readonly #exact: ReadonlySet<string>;
  readonly #patterns: readonly Pattern[];

  constructor({ negated, patterns }: PatternList) {
    const exact = new Set<string>();
    const general: Pattern[] = [];
    let everything = false;
    for (const text of patterns) {
      const pattern = compileFoldedPattern(text);
      if (pattern.shape === 'everything') everything = true;
      else if (pattern.shape === 'exact') exact.add(pattern.literal);
      else general.push(pattern);
    }
    this.#negated = negated;
    this.#everything = everything;
    this.#exact = exact;
    this.#patterns = general;
  }

  /** Whether the element covers the action, given in lower case. */
  covers(folded: string): boolean {
    return this.#lists(folded) !== this.#negated;
  }

  /** False where no action of the service can be covered: what an index may leave out. */
  mayReach(service: string): boolean {
    if (this.#negated) return !this.#everything;
    if (this.#everything) return true;
    const prefix = `${service}:`;
    for (const pattern of this.#patterns) {
      if (pattern.literal.startsWith(prefix) || prefix.startsWith(pattern.literal)) return true;
    }
    for (const text of this.#exact) if (text.startsWith(prefix)) return true;
    return false;
  }

  #lists(folded: string): boolean {
    if (this.#everything || this.#exact.has(folded)) return true;
    const patterns = this.#patterns;
    for (let i = 0; i < patterns.length; i++) if (matchPattern(patterns[i]!, folded)) return true; // i < length
    return false;
  }
}
