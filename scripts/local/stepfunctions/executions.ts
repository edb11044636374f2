import type { Clock } from '../clock.ts';
import type { Execution } from './execution.ts';
import { History } from './history.ts';
import { Journal, type JournalLine } from './journal.ts';
import { LIMITS } from './limits.ts';
import { closeHistory, type Outcome } from './perform.ts';

const DAY = 86_400_000;

/** All executions by ARN, and where a folder is given their journal. */
export class Executions {
  private readonly all = new Map<string, Execution>();
  private readonly journal: Journal | null;
  private readonly clock: Clock;

  /** Executions that a killed process left running count as aborted. */
  constructor(clock: Clock, journalFolder: string | undefined) {
    this.clock = clock;
    this.journal = journalFolder === undefined ? null : new Journal(journalFolder);
    for (const line of this.journal?.read() ?? []) this.replay(line);
    for (const execution of this.running()) {
      this.settle(execution, { status: 'ABORTED', cause: 'the process that ran the execution ended' });
    }
  }

  get(arn: string): Execution | undefined {
    return this.all.get(arn);
  }

  of(machine: string): Execution[] {
    return [...this.all.values()].filter((execution) => execution.machine === machine);
  }

  running(): Execution[] {
    return [...this.all.values()].filter((execution) => execution.status === 'RUNNING');
  }

  /** May the name be used again? Only long after the execution has closed. */
  isForgotten(execution: Execution): boolean {
    return execution.stoppedAt !== null && this.clock.now() - execution.stoppedAt > LIMITS.nameReuseDays * DAY;
  }

  open(arn: string, machine: string, name: string, input: string): Execution {
    const at = this.clock.now();
    const execution = this.fresh(arn, machine, name, input, at);
    this.all.set(arn, execution);
    this.journal?.append({ kind: 'started', arn, machine, name, input, at });
    return execution;
  }

  settle(execution: Execution, outcome: Outcome): void {
    const { output, error, cause, status } = outcome;
    const at = this.clock.now();
    close(execution, outcome, at);
    closeHistory(execution.history, outcome);
    this.journal?.writeHistory(execution.arn, execution.history.events);
    this.journal?.append({ kind: 'closed', arn: execution.arn, status, at, output, error, cause });
  }

  private fresh(arn: string, machine: string, name: string, input: string, startedAt: number): Execution {
    return {
      arn,
      machine,
      name,
      input,
      startedAt,
      status: 'RUNNING',
      stoppedAt: null,
      output: null,
      error: null,
      cause: null,
      history: new History(() => this.clock.now()),
      usage: { transitions: 0 },
      controller: new AbortController(),
    };
  }

  private replay(line: JournalLine): void {
    if (line.kind === 'started') {
      this.all.set(line.arn, this.fresh(line.arn, line.machine, line.name, line.input, line.at));
      return;
    }
    const execution = this.all.get(line.arn);
    if (!execution) throw new Error(`journal: \`${line.arn}\` closed but never started`);
    close(execution, line, line.at);
  }
}

function close(execution: Execution, { status, output, error, cause }: Outcome, at: number): void {
  execution.status = status;
  execution.stoppedAt = at;
  execution.output = output ?? null;
  execution.error = error ?? null;
  execution.cause = cause ?? null;
}
