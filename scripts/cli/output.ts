import type { Terminal } from './command.ts';

/** Characters gathered before they are written: one write for each line would cost more than making it. */
const BLOCK = 1 << 16;

/** Writes lines (each ended) as data, in blocks, at the reader's pace. */
export async function writeLines(terminal: Terminal, lines: Iterable<string>): Promise<void> {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < BLOCK) continue;
    await terminal.out(block);
    block = '';
  }
  if (block !== '') await terminal.out(block);
}
