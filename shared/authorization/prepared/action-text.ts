import { findAction } from '../../catalog/catalog.ts';

/** An action as indexes ask for it: in lower case, with its service and its beginnings cut once. */
export class ActionText {
  /** In lower case (E14). */
  readonly folded: string;
  /** The prefix; empty where the action has none. */
  readonly service: string;
  readonly #beginnings: string[] = [];
  #isKnown: boolean | null = null;

  constructor(action: string) {
    this.folded = action.toLowerCase();
    this.service = this.folded.slice(0, Math.max(0, this.folded.indexOf(':')));
  }

  /** Whether the catalogue knows the action. */
  get isKnown(): boolean {
    this.#isKnown ??= findAction(this.folded) !== null;
    return this.#isKnown;
  }

  /** The first `length` characters; the same text each time, so that maps need not hash it again. */
  beginning(length: number): string {
    let text = this.#beginnings[length];
    if (text === undefined) {
      text = this.folded.slice(0, length);
      this.#beginnings[length] = text;
    }
    return text;
  }
}

/** AWS has some twenty thousand actions; whoever asks for more pays for starting anew. */
const MOST = 32_768;

const known = new Map<string, ActionText>();

/** The action as asked, in any case. */
export function actionText(action: string): ActionText {
  let text = known.get(action);
  if (text === undefined) {
    if (known.size >= MOST) known.clear();
    text = new ActionText(action);
    known.set(action, text);
  }
  return text;
}
