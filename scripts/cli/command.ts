/** What every command of `nightjar` looks like: `scripts/nightjar.mjs` finds it by name in `commands.ts`. */
export interface Command {
  /** As typed, e.g. `who-can`. */
  readonly name: string;
  /** One line for `nightjar --help`. */
  readonly summary: string;
  /** Arguments and options, one per line, for `nightjar NAME --help`. */
  readonly usage: string;
  /** A command line that a test runs. */
  readonly example: string;
  /** Resolves to the exit code: 0 done, 1 the answer is "no"; wrong usage and unreadable input are thrown as `InputError`. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The streams of a command: data goes to `out`, words for people to `err`. */
export interface Terminal {
  readonly in: AsyncIterable<Uint8Array>;
  out(text: string): void | Promise<void>;
  err(text: string): void;
  /** True where `err` is a terminal: only then a progress bar is drawn. */
  readonly interactive: boolean;
}

/** Wrong usage or unreadable input: one line that names file, place, expected and found; exit 2, never a stack trace. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
