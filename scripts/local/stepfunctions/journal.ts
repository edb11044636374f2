import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history.ts';

/** What outlives the process: when an execution started and how it closed. */
export type JournalLine =
  | {
      readonly kind: 'started';
      readonly arn: string;
      readonly machine: string;
      readonly name: string;
      readonly input: string;
      readonly at: number;
    }
  | {
      readonly kind: 'closed';
      readonly arn: string;
      readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
      readonly at: number;
      readonly output?: string | undefined;
      readonly error?: string | undefined;
      readonly cause?: string | undefined;
    };

/**
 * Executions in a folder: `executions.jsonl`, appended as they start and close, and the history of each closed one in
 * `history/`. After a kill the last line may be cut; it is dropped, as what it said was acknowledged to nobody.
 */
export class Journal {
  private readonly file: string;
  private readonly historyFolder: string;

  constructor(folder: string) {
    this.file = join(folder, 'executions.jsonl');
    this.historyFolder = join(folder, 'history');
    mkdirSync(this.historyFolder, { recursive: true });
  }

  read(): JournalLine[] {
    if (!existsSync(this.file)) return [];
    const text = readFileSync(this.file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) writeFileSync(this.file, whole);
    // Safe: only `append` writes this file.
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalLine);
  }

  append(line: JournalLine): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  writeHistory(arn: string, events: readonly HistoryEvent[]): void {
    const name = arn.split(':').slice(6).join('_');
    writeFileSync(
      join(this.historyFolder, `${name}.jsonl`),
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
  }
}
