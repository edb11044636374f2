import type { Gap, GapCode } from './model.ts';

/** Collects what is missing or does not join, in the order found, each code and subject once. */
export class GapList {
  readonly #gaps = new Map<string, Gap>();

  /** A gap of the input's own; `action` is the AWS action that would have told. */
  add(code: GapCode, subject: string, meaning: string, action: string | null = null): void {
    this.put({ code, subject, action, meaning, cause: 'input' });
  }

  put(gap: Gap): void {
    const key = JSON.stringify([gap.code, gap.subject, gap.action]);
    if (!this.#gaps.has(key)) this.#gaps.set(key, gap);
  }

  /** Sorted by code, subject and action, so that the order of reading leaves no trace. */
  sorted(): readonly Gap[] {
    return [...this.#gaps.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gap]) => gap);
  }
}

/** Some of many, in words: the first three and how many more. */
export function someOf(names: readonly string[]): string {
  const sorted = [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const shown = sorted.slice(0, 3).join(', ');
  return sorted.length > 3 ? `${shown} and ${sorted.length - 3} more` : shown;
}
