import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { FunctionError, InvokeError } from './errors.ts';
import { functionName, type LocalFunction, LocalLambda } from './local-lambda.ts';

let root: string;
let lambda: LocalLambda;

const BUNDLES: Record<string, string> = {
  echo: `let calls = 0; export const handler = async (event, context) => ({ event, calls: ++calls, pid: process.pid,
    name: context.functionName, left: context.getRemainingTimeInMillis() > 0, memory: context.memoryLimitInMB })`,
  environment: `export const handler = async () => process.env`,
  date: `export const handler = async () => ({ now: Date.now(), made: new Date().getTime(), fixed: new Date(0).toISOString() })`,
  nothing: `export const handler = async () => {}`,
  throws: `export const handler = async ({ name }) => { const e = new Error('no'); e.name = name; throw e }`,
  throwsText: `export const handler = async () => { throw 'text' }`,
  cyclic: `export const handler = async () => { const a = {}; a.a = a; return a }`,
  sleeps: `export const handler = async ({ ms }) => new Promise((r) => setTimeout(() => r('woke'), ms))`,
  writes: `import { writeFileSync, readFileSync } from 'node:fs'; import { tmpdir } from 'node:os';
    const tried = (f) => { try { f(); return 'done' } catch (e) { return e.code } };
    export const handler = async ({ outside }) => ({ here: tried(() => writeFileSync('x', '')), outside: tried(() =>
      writeFileSync(outside, '')), tmp: tried(() => writeFileSync(tmpdir() + '/x', '')), etc: tried(() => readFileSync('/etc/hostname')) })`,
  imports: `import 'zod'; export const handler = async () => 1`,
  noHandler: `export const other = 1`,
  exits: `export const handler = async () => process.exit(3)`,
  heap: `export const handler = async () => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }`,
  rejects: `export const handler = () => { Promise.reject(new Error('lost')); return new Promise(() => {}) }`,
  big: `export const handler = async () => 'x'.repeat(7 * 1024 * 1024)`,
  logs: `export const handler = async () => { console.log(JSON.stringify({ level: 'INFO', message: 'hello' })); return 1 }`,
};

const SPECIAL: Record<string, Partial<LocalFunction>> = {
  sleeps: { timeoutSeconds: 0.5, reservedConcurrency: 1 },
  heap: { memoryMb: 64, timeoutSeconds: 60 },
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lambda-test-'));
  const functions: Record<string, LocalFunction> = {};
  for (const [name, code] of Object.entries(BUNDLES)) {
    const bundleFolder = join(root, name);
    mkdirSync(bundleFolder);
    writeFileSync(join(bundleFolder, 'index.mjs'), code);
    const environment = { STAGE: 'local' };
    functions[name] = {
      bundleFolder,
      handler: 'index.handler',
      environment,
      memoryMb: 128,
      timeoutSeconds: 20,
      ...SPECIAL[name],
    };
  }
  lambda = new LocalLambda({
    functions,
    runtimeEnvironment: (name) => ({ AWS_ACCESS_KEY_ID: `key-of-${name}` }),
    logFolder: join(root, 'logs'),
    maxWorkers: 1,
  });
});

afterAll(async () => {
  await lambda.close();
  rmSync(root, { recursive: true });
});

const failure = async (name: string, payload: unknown = {}) => {
  const error: unknown = await lambda.invoke(name, payload).catch((thrown: unknown) => thrown);
  if (!(error instanceof FunctionError)) throw new Error(`expected a FunctionError, found \`${String(error)}\``);
  return error.payload;
};

test('a function gets its event and context, and its process stays warm', async () => {
  const first = await lambda.invoke('echo', { a: 1 });
  expect(first).toMatchObject({ event: { a: 1 }, calls: 1, name: 'echo', left: true, memory: '128' });
  const pid = (first as { pid: number }).pid;
  expect(await lambda.invoke('arn:aws:lambda:us-east-1:1:function:echo:7', null)).toMatchObject({
    event: null,
    calls: 2,
    pid,
  });
});

test('only the template, the runtime and the reserved names are in the environment', async () => {
  process.env['NIGHTJAR_TEST_LEAK'] = 'leak';
  const environment = (await lambda.invoke('environment', {})) as Record<string, string>;
  delete process.env['NIGHTJAR_TEST_LEAK'];
  expect(environment).toMatchObject({
    STAGE: 'local',
    AWS_ACCESS_KEY_ID: 'key-of-environment',
    AWS_REGION: 'us-east-1',
  });
  const others = Object.keys(environment).filter(
    (name) => !/^(STAGE|AWS_.*|_HANDLER|LAMBDA_TASK_ROOT|TMPDIR|LANG|TZ)$/.test(name),
  );
  expect(others).toEqual([]);
});

test('nothing but the temporary folder can be written, nothing outside the bundle read', async () => {
  const result = await lambda.invoke('writes', { outside: join(root, 'outside') });
  expect(result).toEqual({
    here: 'ERR_ACCESS_DENIED',
    outside: 'ERR_ACCESS_DENIED',
    tmp: 'done',
    etc: 'ERR_ACCESS_DENIED',
  });
});

test('an answer of nothing is null', async () => {
  expect(await lambda.invoke('nothing', {})).toBeNull();
});

test.each([
  ['throws', { name: 'LeaseLost' }, 'LeaseLost', 'no'],
  ['throwsText', {}, 'string', 'text'],
  ['cyclic', {}, 'Runtime.MarshalError', /circular/],
  ['imports', {}, 'Runtime.ImportModuleError', /zod/],
  ['noHandler', {}, 'Runtime.HandlerNotFound', /`handler`/],
  ['exits', {}, 'Runtime.ExitError', /RequestId: \S+ Error: Runtime exited with error: exit status 3/],
  ['heap', {}, 'Runtime.ExitError', /signal: SIG/],
  ['rejects', {}, 'Runtime.UnhandledPromiseRejection', 'lost'],
  ['big', {}, 'Function.ResponseSizeTooLarge', /7340034/],
  ['sleeps', { ms: 30_000 }, 'Sandbox.Timedout', /Task timed out after 0.50 seconds/],
])('error of %s', async (name, payload, errorType, message) => {
  const error = await failure(name, payload);
  expect(error.errorType).toBe(errorType);
  expect(error.errorMessage).toMatch(message);
});

test('after a time-out the next invocation gets a fresh process', async () => {
  await failure('sleeps', { ms: 30_000 });
  expect(await lambda.invoke('sleeps', { ms: 1 })).toBe('woke');
});

test.each([
  ['unknown function', 'absent', {}, 'ResourceNotFoundException'],
  ['payload over 6 MB', 'echo', 'x'.repeat(6 * 1024 * 1024), 'RequestTooLargeException'],
])('refused: %s', async (_title, name, payload, code) => {
  const error: unknown = await lambda.invoke(name, payload).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvokeError);
  expect(error).toMatchObject({ code });
});

test('reserved concurrency refuses one more invocation', async () => {
  const first = lambda.invoke('sleeps', { ms: 300 });
  await expect(lambda.invoke('sleeps', { ms: 1 })).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  expect(await first).toBe('woke');
});

test('more invocations than processes wait for their turn', async () => {
  const results = await Promise.all([1, 2, 3, 4].map((n) => lambda.invoke('echo', n)));
  expect(results.map((result) => (result as { event: number }).event)).toEqual([1, 2, 3, 4]);
});

test('a caller who gives up does not stop the function', async () => {
  const caller = new AbortController();
  const answer = lambda.invoke('sleeps', { ms: 200 }, { signal: caller.signal });
  caller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
  await lambda.idle();
  expect(await lambda.invoke('sleeps', { ms: 1 })).toBe('woke');
});

test('a killed process fails its invocation', async () => {
  const answer = failure('sleeps', { ms: 400 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  lambda.killWorkers('sleeps');
  expect(await answer).toMatchObject({ errorType: 'Runtime.ExitError' });
});

test('functions see the given clock', async () => {
  const at = Date.parse('2031-03-04T05:06:07Z');
  const shifted = new LocalLambda({
    functions: {
      date: {
        bundleFolder: join(root, 'date'),
        handler: 'index.handler',
        environment: {},
        memoryMb: 128,
        timeoutSeconds: 20,
      },
    },
    clock: { ...systemClock, now: () => at },
  });
  const { now, made, fixed } = (await shifted.invoke('date', {})) as { now: number; made: number; fixed: string };
  await shifted.close();
  expect(now - at).toBeLessThan(60_000);
  expect(made - at).toBeLessThan(60_000);
  expect(now).toBeGreaterThanOrEqual(at);
  expect(fixed).toBe('1970-01-01T00:00:00.000Z');
});

test.skipIf(process.platform !== 'linux')(
  'when the process that started them is killed, functions end too (by /proc)',
  async () => {
    const starter = join(root, 'starter.mjs');
    const options = {
      functions: {
        sleeps: {
          bundleFolder: join(root, 'sleeps'),
          handler: 'index.handler',
          environment: {},
          memoryMb: 128,
          timeoutSeconds: 60,
        },
      },
      logFolder: join(root, 'killed'),
    };
    const lines = [
      `import { LocalLambda } from ${JSON.stringify(join(import.meta.dirname, 'local-lambda.ts'))};`,
      `const lambda = new LocalLambda(${JSON.stringify(options)});`,
      `lambda.invoke('sleeps', { ms: 1 }).then(() => { lambda.invoke('sleeps', { ms: 60000 }); console.log(process.pid); });`,
    ];
    writeFileSync(starter, lines.join('\n'));
    const parent = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const children = childrenOf(parent.pid ?? 0);
    expect(children).toHaveLength(1);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    while (children.some(isRunning)) await new Promise((resolve) => setTimeout(resolve, 10));
  },
);

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('output goes to the log file', async () => {
  const logs = new LocalLambda({
    functions: {
      logs: {
        bundleFolder: join(root, 'logs-function'),
        handler: 'index.handler',
        environment: {},
        memoryMb: 128,
        timeoutSeconds: 20,
      },
    },
    logFolder: join(root, 'logs'),
  });
  mkdirSync(join(root, 'logs-function'));
  writeFileSync(join(root, 'logs-function', 'index.mjs'), BUNDLES['logs'] ?? '');
  await logs.invoke('logs', {});
  await logs.close();
  expect(readFileSync(join(root, 'logs', 'logs.log'), 'utf8')).toBe('{"level":"INFO","message":"hello"}\n');
});

test.each([
  ['name', 'f', 'f'],
  ['name and qualifier', 'f:1', 'f'],
  ['ARN', 'arn:aws:lambda:us-east-1:1:function:f', 'f'],
  ['ARN and qualifier', 'arn:aws:lambda:us-east-1:1:function:f:live', 'f'],
])('function name of %s', (_title, reference, expected) => {
  expect(functionName(reference)).toBe(expected);
});
