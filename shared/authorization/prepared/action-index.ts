import type { Entry } from './entry.ts';

/** The statements that an action reaches, and the action as the layers ask for it. */
export interface ReachedByAction {
  /** In lower case (E14). */
  readonly folded: string;
  /** The prefix, in lower case; empty where the action has none. */
  readonly service: string;
  /** Places in the list of entries, ascending. */
  readonly entries: readonly Entry[];
}

/** How many actions one index remembers before it starts anew: a bound for callers that ask without end. */
const MOST_ACTIONS = 4096;

/**
 * Which statements' Action elements reach an action: narrowed by service first, then by action, each found once. It
 * says nothing of principals, resources or conditions, and holds no answers.
 */
export class ActionIndex {
  readonly #entries: readonly Entry[];
  readonly #services = new Map<string, readonly Entry[]>();
  readonly #actions = new Map<string, ReachedByAction>();

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  reachedBy(action: string): ReachedByAction {
    const known = this.#actions.get(action);
    if (known !== undefined) return known;
    const folded = action.toLowerCase();
    const service = folded.slice(0, Math.max(0, folded.indexOf(':')));
    const entries = this.#ofService(service).filter(({ compiled }) => compiled === null || compiled.reaches(folded));
    const reached = { folded, service, entries };
    if (this.#actions.size >= MOST_ACTIONS) this.#actions.clear();
    this.#actions.set(action, reached);
    return reached;
  }

  #ofService(service: string): readonly Entry[] {
    let entries = this.#services.get(service);
    if (entries === undefined) {
      entries = this.#entries.filter(({ compiled }) => compiled === null || compiled.mayReach(service));
      if (this.#services.size >= MOST_ACTIONS) this.#services.clear();
      this.#services.set(service, entries);
    }
    return entries;
  }
}
