import type { PatternList } from '../../policy/model.ts';
import { compileFoldedPattern, matchPattern, type Pattern } from '../../policy/pattern.ts';

/** `Action` or `NotAction`, made ready (E14 to E16). Actions are compared in lower case. */
export class CompiledActions {
  readonly negated: boolean;
  /** The actions written out. */
  readonly exact: ReadonlySet<string>;
  /** Patterns that end in their only wildcard, without it: `s3:get`. */
  readonly beginnings: readonly string[];
  readonly #listsEverything: boolean;
  readonly #others: readonly Pattern[];

  constructor({ negated, patterns }: PatternList) {
    const exact = new Set<string>();
    const beginnings: string[] = [];
    const others: Pattern[] = [];
    let everything = false;
    for (const text of patterns) {
      const pattern = compileFoldedPattern(text);
      if (pattern.shape === 'everything') everything = true;
      else if (pattern.shape === 'exact') exact.add(pattern.literal);
      else if (pattern.shape === 'prefix') beginnings.push(pattern.literal);
      else others.push(pattern);
    }
    this.negated = negated;
    this.exact = exact;
    this.beginnings = beginnings;
    this.#listsEverything = everything;
    this.#others = others;
  }

  /** True where no action is left out. */
  get coversEverything(): boolean {
    return this.#listsEverything && !this.negated;
  }

  /** Patterns with other wildcards. */
  get others(): readonly Pattern[] {
    return this.#others;
  }

  /** Whether the element covers the action, given in lower case. */
  covers(folded: string): boolean {
    return this.#lists(folded) !== this.negated;
  }

  #lists(folded: string): boolean {
    if (this.#listsEverything || this.exact.has(folded)) return true;
    for (let i = 0; i < this.beginnings.length; i++) if (folded.startsWith(this.beginnings[i]!)) return true; // i < length
    for (let i = 0; i < this.#others.length; i++) if (matchPattern(this.#others[i]!, folded)) return true; // i < length
    return false;
  }
}
