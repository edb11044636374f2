/**
 * Runs bundled functions as Lambda would: each in its own process, kept warm, with the template's environment only.
 *
 * Enforced: no variable but the given ones and Lambda's reserved ones; files outside the bundle and the function's own
 * temporary folder can be neither read nor written (so there is no node_modules); memory as the size of V8's heap; the
 * time-out, by killing the process; one invocation per process at a time; payloads of 6 MB; names and shapes of errors.
 *
 * NOT enforced: memory outside V8's heap; CPU as a share of memory; freezing between invocations (timers go on
 * running); the literal path `/tmp` (only `TMPDIR` is writable) and its size; the limits on environment variables' and
 * packages' size (checked on the templates); the init phase's own 10 s limit (loading counts into the time-out);
 * network isolation; the execution role (the stand-ins that are called check credentials); asynchronous invocation,
 * retries and destinations of Lambda's own; layers, extensions, tracing; recycling of warm processes.
 *
 * As on AWS, a caller who stops waiting does not stop the function: it runs on to its end or its time-out.
 */
import { createWriteStream, mkdirSync, mkdtempSync, realpathSync, rmSync, type WriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { entryFile, splitHandler } from './entry-file.ts';
import { FunctionError, InvokeError } from './errors.ts';
import { Worker } from './worker.ts';

export interface LocalFunction {
  /** The folder that would be the function's zip. */
  bundleFolder: string;
  /** As in the template: `index.handler`; the file is `index.mjs`, `index.js` or `index.cjs`, in this order. */
  handler: string;
  /** The template's variables. */
  environment: Readonly<Record<string, string>>;
  memoryMb: number;
  timeoutSeconds: number;
  /** Reserved concurrency: one more invocation at the same time is refused as TooManyRequestsException. */
  reservedConcurrency?: number;
}

export interface LocalLambdaOptions {
  functions: Readonly<Record<string, LocalFunction>>;
  /** What AWS itself adds to a function's environment: region, credentials, and here the stand-ins' endpoints. */
  runtimeEnvironment?: Readonly<Record<string, string>> | ((functionName: string) => Readonly<Record<string, string>>);
  /** Where given, functions see this clock's date; time-outs are always by the machine's time. */
  clock?: Clock;
  /** Processes per function; further invocations wait for one. Default 2. */
  maxWorkers?: number;
  /** Folder for `<function>.log`, appended; without it output is dropped. */
  logFolder?: string;
  onLog?: (functionName: string, line: string) => void;
  /** Keeps compiled code from one night to the next, which loads bundles faster. Default: for this instance only. */
  compileCacheFolder?: string;
  /** Default: the Node that runs this. */
  nodePath?: string;
  region?: string;
  accountId?: string;
}

const PAYLOAD_LIMIT = 6 * 1024 * 1024;

interface Pool {
  idle: Worker[];
  all: Set<Worker>;
  running: number;
  waiting: (() => void)[];
  log: WriteStream | undefined;
}

export class LocalLambda {
  private readonly options: LocalLambdaOptions;
  private readonly compileCacheFolder: string;
  private readonly pools = new Map<string, Pool>();
  private readonly scratch = mkdtempSync(join(realpathSync(tmpdir()), 'nightjar-lambda-'));
  private readonly running = new Set<Promise<unknown>>();
  private invocations = 0;
  private closed = false;

  constructor(options: LocalLambdaOptions) {
    this.options = options;
    this.compileCacheFolder = resolve(options.compileCacheFolder ?? join(this.scratch, 'compiled'));
    if (options.logFolder) mkdirSync(options.logFolder, { recursive: true });
  }

  /**
   * Calls a function and returns its parsed answer. `name` is a name or an ARN, with or without a qualifier. Throws
   * FunctionError where the function failed, InvokeError where the service refused; after `signal` aborts, the signal's
   * reason, while the function runs on.
   */
  async invoke(name: string, payload: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    const plain = functionName(name);
    const declared = this.options.functions[plain];
    if (this.closed) throw new InvokeError('ServiceException', 'the local functions are closed');
    if (!declared) throw new InvokeError('ResourceNotFoundException', `Function not found: \`${name}\``);
    const text = JSON.stringify(payload ?? null);
    const size = Buffer.byteLength(text);
    if (size > PAYLOAD_LIMIT) {
      throw new InvokeError(
        'RequestTooLargeException',
        `${size} byte payload is too large for the RequestResponse type`,
      );
    }
    options.signal?.throwIfAborted();
    const work = this.run(plain, declared, text);
    this.running.add(work);
    work.catch(() => {}).finally(() => this.running.delete(work));
    return JSON.parse(await abandonable(work, options.signal));
  }

  /** Ends a function's processes at once, or all of them: what runs in them fails as `Runtime.ExitError`. */
  killWorkers(name?: string): void {
    for (const [key, pool] of this.pools) {
      if (name === undefined || functionName(name) === key) for (const worker of pool.all) worker.kill();
    }
  }

  /** Waits for invocations that nobody waits for any more (their callers gave up). */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /** Ends every process, closes the logs and removes the temporary folders. */
  async close(): Promise<void> {
    this.closed = true;
    this.killWorkers();
    await Promise.all([...this.pools.values()].flatMap((pool) => [...pool.all].map((worker) => worker.exited)));
    await this.idle();
    for (const { log } of this.pools.values()) {
      if (log) await new Promise<void>((resolve) => log.end(resolve));
    }
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private async run(name: string, declared: LocalFunction, payload: string): Promise<string> {
    const pool = this.pool(name);
    if (declared.reservedConcurrency !== undefined && pool.running >= declared.reservedConcurrency) {
      throw new InvokeError('TooManyRequestsException', 'Rate Exceeded.');
    }
    pool.running += 1;
    try {
      while (pool.idle.length === 0 && pool.all.size >= (this.options.maxWorkers ?? 2)) {
        await new Promise<void>((resolve) => pool.waiting.push(resolve));
      }
      if (this.closed) throw new InvokeError('ServiceException', 'the local functions are closed');
      const worker = pool.idle.pop() ?? this.start(name, declared, pool);
      return await this.runIn(worker, pool, name, declared, payload);
    } finally {
      pool.running -= 1;
      pool.waiting.shift()?.();
    }
  }

  private async runIn(worker: Worker, pool: Pool, name: string, declared: LocalFunction, payload: string) {
    const id = requestId(++this.invocations);
    const limit = declared.timeoutSeconds * 1000;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      worker.kill();
    }, limit);
    try {
      const now = Date.now();
      const result = await worker.run({
        id,
        payload,
        deadline: now + limit,
        offset: this.options.clock ? this.options.clock.now() - now : 0,
        context: {
          awsRequestId: id,
          functionName: name,
          functionVersion: '$LATEST',
          invokedFunctionArn: this.arn(name),
          memoryLimitInMB: String(declared.memoryMb),
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: 'local',
        },
      });
      const size = Buffer.byteLength(result);
      if (size > PAYLOAD_LIMIT) {
        const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${PAYLOAD_LIMIT} bytes).`;
        throw new FunctionError({ errorType: 'Function.ResponseSizeTooLarge', errorMessage });
      }
      return result;
    } catch (error) {
      if (!timedOut) throw withRequestId(error, id);
      const errorMessage = `RequestId: ${id} Error: Task timed out after ${declared.timeoutSeconds.toFixed(2)} seconds`;
      throw new FunctionError({ errorType: 'Sandbox.Timedout', errorMessage });
    } finally {
      clearTimeout(timer);
      if (worker.usable && !timedOut) pool.idle.push(worker);
      else pool.all.delete(worker);
    }
  }

  private start(name: string, declared: LocalFunction, pool: Pool): Worker {
    const [file, exportName] = splitHandler(declared.handler);
    const bundleFolder = realpathSync(declared.bundleFolder);
    const temporaryFolder = join(this.scratch, name, String(this.invocations), String(pool.all.size));
    const worker = new Worker({
      nodePath: this.options.nodePath ?? process.execPath,
      bundleFolder,
      file: entryFile(bundleFolder, file),
      exportName,
      memoryMb: declared.memoryMb,
      temporaryFolder,
      compileCacheFolder: this.compileCacheFolder,
      environment: this.environment(name, declared, bundleFolder, temporaryFolder),
      onLine: (line) => {
        pool.log?.write(`${line}\n`);
        this.options.onLog?.(name, line);
      },
    });
    pool.all.add(worker);
    worker.exited.then(() => {
      pool.all.delete(worker);
      const at = pool.idle.indexOf(worker);
      if (at >= 0) pool.idle.splice(at, 1);
      pool.waiting.shift()?.();
    });
    return worker;
  }

  private environment(name: string, declared: LocalFunction, taskRoot: string, temporaryFolder: string) {
    const runtime = this.options.runtimeEnvironment ?? {};
    return {
      ...(typeof runtime === 'function' ? runtime(name) : runtime),
      ...declared.environment,
      AWS_REGION: this.region(),
      AWS_DEFAULT_REGION: this.region(),
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declared.memoryMb),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      _HANDLER: declared.handler,
      LAMBDA_TASK_ROOT: taskRoot,
      TMPDIR: temporaryFolder,
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
    };
  }

  private pool(name: string): Pool {
    const known = this.pools.get(name);
    if (known) return known;
    const { logFolder } = this.options;
    const log = logFolder ? createWriteStream(join(logFolder, `${name}.log`), { flags: 'a' }) : undefined;
    const pool: Pool = { idle: [], all: new Set(), running: 0, waiting: [], log };
    this.pools.set(name, pool);
    return pool;
  }

  private region(): string {
    return this.options.region ?? 'us-east-1';
  }

  private arn(name: string): string {
    return `arn:aws:lambda:${this.region()}:${this.options.accountId ?? '000000000000'}:function:${name}`;
  }
}

/** The plain name in a function reference: a name, `name:qualifier`, or an ARN with or without a qualifier. */
export function functionName(reference: string): string {
  const parts = reference.split(':');
  return parts[0] === 'arn' ? (parts[6] ?? reference) : (parts[0] ?? reference);
}

/** A request id that is unique within one run and the same in the next. */
function requestId(count: number): string {
  return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
}

/** AWS prefixes the message of a process's end with the request. */
function withRequestId(error: unknown, id: string): unknown {
  if (!(error instanceof FunctionError) || error.payload.errorType !== 'Runtime.ExitError') return error;
  return new FunctionError({ ...error.payload, errorMessage: `RequestId: ${id} ${error.payload.errorMessage}` });
}

/** Waits for the work until the signal aborts; the work itself goes on. */
function abandonable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}
