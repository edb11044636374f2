import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FunctionError, type FunctionErrorPayload } from './errors.ts';

const BOOTSTRAP = join(import.meta.dirname, 'bootstrap.mjs');

/** V8's old space as a share of the configured memory: the rest is left to buffers, code and stacks. */
const HEAP_SHARE = 0.9;

export interface WorkerPlan {
  nodePath: string;
  bundleFolder: string;
  file: string;
  exportName: string;
  environment: Readonly<Record<string, string>>;
  memoryMb: number;
  /** The function's own `/tmp`, the one place it may write to. */
  temporaryFolder: string;
  /** Where V8's compiled code is kept from one process to the next. */
  compileCacheFolder: string;
  /** Receives whole lines of standard output and standard error. */
  onLine(line: string): void;
}

export interface Invocation {
  id: string;
  payload: string;
  context: Record<string, unknown>;
  /** By the machine's time, as `getRemainingTimeInMillis` counts. */
  deadline: number;
  /** How far the caller's clock is ahead of the machine's. */
  offset: number;
}

type Message =
  | { type: 'ready' }
  | { type: 'result'; id: string; payload: string }
  | { type: 'error'; id: string; error: FunctionErrorPayload }
  | { type: 'fatal'; error: FunctionErrorPayload };

/** One process holding one loaded bundle: an execution environment. Runs one invocation at a time. */
export class Worker {
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private alive = true;
  private fatal: FunctionErrorPayload | undefined;
  private current: { settle: (outcome: string | FunctionErrorPayload) => void } | undefined;

  constructor(plan: WorkerPlan) {
    for (const folder of [plan.temporaryFolder, plan.compileCacheFolder]) mkdirSync(folder, { recursive: true });
    this.child = fork(BOOTSTRAP, [plan.file, plan.exportName, plan.compileCacheFolder], {
      execPath: plan.nodePath,
      execArgv: [
        `--max-old-space-size=${Math.max(16, Math.floor(plan.memoryMb * HEAP_SHARE))}`,
        '--permission',
        `--allow-fs-read=${BOOTSTRAP}`,
        `--allow-fs-read=${plan.bundleFolder}`,
        `--allow-fs-read=${plan.temporaryFolder}`,
        `--allow-fs-write=${plan.temporaryFolder}`,
        `--allow-fs-read=${plan.compileCacheFolder}`,
        `--allow-fs-write=${plan.compileCacheFolder}`,
      ],
      env: { ...plan.environment },
      cwd: plan.bundleFolder,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', plan.onLine);
    }
    let settleReady: (error?: FunctionErrorPayload) => void = () => {};
    this.ready = new Promise((resolve, reject) => {
      settleReady = (error) => (error ? reject(new FunctionError(error)) : resolve());
    });
    this.ready.catch(() => {});
    this.child.on('message', (message: Message) => {
      if (message.type === 'ready') settleReady();
      else if (message.type === 'result') this.current?.settle(message.payload);
      else if (message.type === 'error') this.current?.settle(message.error);
      else this.fatal = message.error;
    });
    this.exited = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        this.alive = false;
        const how = signal ? `signal: ${signal}` : `exit status ${code}`;
        const error = this.fatal ?? {
          errorType: 'Runtime.ExitError',
          errorMessage: `Error: Runtime exited with error: ${how}`,
        };
        settleReady(error);
        this.current?.settle(error);
        resolve();
      });
    });
    this.child.on('error', (error) => {
      this.fatal = { errorType: 'Runtime.ExitError', errorMessage: error.message };
    });
  }

  /** False once the process has ended, or has said that it will. */
  get usable(): boolean {
    return this.alive && this.fatal === undefined && this.child.connected;
  }

  /** The result's JSON text; throws FunctionError where the function, or its process, failed. */
  async run(invocation: Invocation): Promise<string> {
    await this.ready;
    const outcome = await new Promise<string | FunctionErrorPayload>((resolve) => {
      this.current = { settle: resolve };
      if (!this.usable)
        resolve(this.fatal ?? { errorType: 'Runtime.ExitError', errorMessage: 'the process has ended' });
      // A failed send means that the process has just ended: its `close` event carries the reason.
      else this.child.send(invocation, () => {});
    });
    this.current = undefined;
    if (typeof outcome === 'string') return outcome;
    throw new FunctionError(outcome);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
