import type { Terminal } from '../cli/command.ts';

const WIDTH = 24;

/** A bar of the night on a terminal; nothing at all where there is none. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #accounts: number;
  #label = '';
  #ended = 0;
  #calls = 0;
  #drawn = false;

  constructor(terminal: Terminal, accounts: number) {
    this.#terminal = terminal;
    this.#accounts = accounts;
  }

  begin(label: string): void {
    this.#label = label;
    this.#ended = 0;
    this.#calls = 0;
    this.#draw();
  }

  called(): void {
    this.#calls += 1;
    this.#draw();
  }

  accountEnded(): void {
    this.#ended += 1;
    this.#draw();
  }

  /** Takes the bar off the terminal. */
  clear(): void {
    if (this.#drawn) this.#terminal.err('\r\u001b[K');
    this.#drawn = false;
  }

  #draw(): void {
    if (!this.#terminal.interactive) return;
    const share = this.#accounts === 0 ? 1 : Math.min(1, this.#ended / this.#accounts);
    const full = Math.round(share * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    this.#terminal.err(
      `\r\u001b[K${this.#label} ${bar} ${this.#ended}/${this.#accounts} accounts, ${this.#calls} steps`,
    );
    this.#drawn = true;
  }
}
