import { matchPattern, type Pattern } from '../../policy/pattern.ts';
import type { NotEvaluated } from '../decision.ts';
import { unknownIn } from '../not-evaluated.ts';
import type { ActionText } from './action-text.ts';
import type { Entry } from './entry.ts';

/** The entries that an action reaches. */
export class Reached {
  /** A set of bits by place in the list of entries. */
  readonly places: Uint32Array;
  readonly #entries: readonly Entry[];
  #unknown: readonly NotEvaluated[] | null = null;

  constructor(entries: readonly Entry[], places: Uint32Array) {
    this.#entries = entries;
    this.places = places;
  }

  /** What they hold that nobody knows, and that takes nothing away. */
  get unknown(): readonly NotEvaluated[] {
    this.#unknown ??= unknownIn(
      this.#entries.filter((_, place) => ((this.places[place >> 5]! >> (place & 31)) & 1) === 1), // a bit for each place
    );
    return this.#unknown;
  }
}

/**
 * Which entries' Action elements reach an action, as a set of bits by place in the list of entries. Built when a world
 * is asked often enough to repay it; the first requests look at every entry.
 *
 * It knows actions alone, nothing of principals, resources and conditions, and holds no answers.
 */
export class ActionIndex {
  readonly #entries: readonly Entry[];
  /** Actions that were asked for already. */
  readonly #known = new Map<ActionText, Reached>();
  /** The set that is being made. */
  #found: Uint32Array = new Uint32Array(0);
  #requests = 0;
  #built = false;
  /** Entries that reach every action. */
  readonly #always: number[] = [];
  /** Entries that must be asked each time: NotAction. */
  readonly #asked: number[] = [];
  /** Patterns with inner wildcards, by service; `*` for those whose literal beginning does not tell one. */
  readonly #patterns = new Map<string, PlacedPattern[]>();
  readonly #exact = new Map<string, number[]>();
  readonly #beginning = new Map<string, number[]>();
  /** Lengths of the beginnings, ascending. */
  #lengths: readonly number[] = [];

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  reachedBy(action: ActionText): Reached {
    const known = this.#known.get(action);
    if (known !== undefined) return known;
    if (!this.#built && ++this.#requests > BUILD_AFTER) this.#build();
    this.#found = new Uint32Array((this.#entries.length + 31) >> 5);
    const reached = new Reached(this.#entries, this.#built ? this.#lookUp(action) : this.#scan(action.folded));
    if (this.#known.size >= MOST_ACTIONS) this.#known.clear();
    this.#known.set(action, reached);
    return reached;
  }

  #lookUp(action: ActionText): Uint32Array {
    const found = this.#found;
    this.#mark(this.#always);
    const exact = this.#exact.get(action.folded);
    if (exact !== undefined) this.#mark(exact);
    const lengths = this.#lengths;
    for (let i = 0; i < lengths.length; i++) {
      const length = lengths[i]!; // i < length
      if (length > action.folded.length) break;
      const places = this.#beginning.get(action.beginning(length));
      if (places !== undefined) this.#mark(places);
    }
    this.#match(this.#patterns.get(action.service), action.folded);
    this.#match(this.#patterns.get(ANY_SERVICE), action.folded);
    const asked = this.#asked;
    for (let i = 0; i < asked.length; i++) {
      const place = asked[i]!; // i < length
      if (this.#entries[place]!.reaches(action.folded)) found[place >> 5]! |= 1 << (place & 31); // a place of the list
    }
    return found;
  }

  #scan(folded: string): Uint32Array {
    const entries = this.#entries;
    for (let i = 0; i < entries.length; i++) {
      if (entries[i]!.reaches(folded)) this.#found[i >> 5]! |= 1 << (i & 31); // i < length
    }
    return this.#found;
  }

  #mark(places: readonly number[]): void {
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!; // i < length
      this.#found[place >> 5]! |= 1 << (place & 31); // a place of the list
    }
  }

  #match(patterns: readonly PlacedPattern[] | undefined, folded: string): void {
    if (patterns === undefined) return;
    for (let i = 0; i < patterns.length; i++) {
      const { pattern, place } = patterns[i]!; // i < length
      if (matchPattern(pattern, folded)) this.#found[place >> 5]! |= 1 << (place & 31); // a place of the list
    }
  }

  #build(): void {
    this.#built = true;
    const lengths = new Set<number>();
    this.#entries.forEach(({ compiled }, place) => {
      const actions = compiled === null || compiled.actionOpen ? null : compiled.actions;
      if (actions === null || actions.coversEverything) this.#always.push(place);
      else if (actions.negated) this.#asked.push(place);
      else {
        for (const text of actions.exact) put(this.#exact, text, place);
        for (const text of actions.beginnings) {
          put(this.#beginning, text, place);
          lengths.add(text.length);
        }
        for (const pattern of actions.others) {
          const colon = pattern.literal.indexOf(':');
          const service = colon < 0 ? ANY_SERVICE : pattern.literal.slice(0, colon);
          const placed = this.#patterns.get(service);
          if (placed === undefined) this.#patterns.set(service, [{ pattern, place }]);
          else placed.push({ pattern, place });
        }
      }
    });
    this.#lengths = [...lengths].sort((a, b) => a - b);
  }
}

/** So many actions are remembered before one starts anew. */
const MOST_ACTIONS = 4096;

/** So many actions are looked for in every entry before the index is built: a world of a stream may never come again. */
const BUILD_AFTER = 8;

const ANY_SERVICE = '*';

interface PlacedPattern {
  readonly pattern: Pattern;
  readonly place: number;
}

function put(map: Map<string, number[]>, text: string, place: number): void {
  const places = map.get(text);
  if (places === undefined) map.set(text, [place]);
  else if (places.at(-1) !== place) places.push(place);
}
