import { runtimeError } from './errors.ts';
import type { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';

/** One event, in the shape of GetExecutionHistory; `details` stands under the API's own member name. */
export interface HistoryEvent {
  readonly id: number;
  readonly timestamp: number;
  readonly type: string;
  readonly details: { readonly member: string; readonly body: JsonObject } | null;
}

/** The events of one execution, at most 25,000 of them, the last of which says how it ended. */
export class History {
  readonly events: HistoryEvent[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Adds an event; throws `States.Runtime` where only the place of the closing event is left. */
  add(type: string, member?: string, body?: JsonObject): void {
    if (this.events.length >= LIMITS.historyEvents - 1) {
      throw runtimeError(`The execution reached the maximum number of history events (${LIMITS.historyEvents}).`);
    }
    this.append(type, member, body);
  }

  /** The closing event, for which there is always room. */
  close(type: string, member: string, body: JsonObject): void {
    this.append(type, member, body);
  }

  private append(type: string, member?: string, body?: JsonObject): void {
    const details = member && body ? { member, body } : null;
    this.events.push({ id: this.events.length + 1, timestamp: this.now(), type, details });
  }
}
