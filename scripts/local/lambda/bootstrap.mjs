/**
 * What runs inside a worker process, in place of AWS's own Node runtime: imports the bundle once, then answers one
 * invocation at a time over the channel to its parent. Plain JavaScript, so that a worker starts without stripping
 * types. Ends by itself when the parent is gone.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';

const file = process.argv[2];
const exportName = process.argv[3];
const compileCache = process.argv[4];
const RealDate = Date;
let clockOffset = 0;

/** Shifts the process's calendar to the caller's clock; timers keep running at their own speed. */
function shiftDate() {
  globalThis.Date = class ShiftedDate extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + clockOffset);
      else super(...args);
    }
    static now() {
      return RealDate.now() + clockOffset;
    }
  };
}

/** The shape in which Lambda's Node runtime reports an error: its name, its message, its stack in lines. */
function describe(error, errorType) {
  if (error instanceof Error || (error !== null && typeof error === 'object' && 'message' in error)) {
    return {
      errorType: errorType ?? String(error.name ?? 'Error'),
      errorMessage: String(error.message ?? ''),
      trace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
    };
  }
  return { errorType: errorType ?? typeof error, errorMessage: String(error), trace: [] };
}

/** Sends the last word and ends: a runtime that met an error outside an invocation is not used again. */
function dieWith(error) {
  process.send({ type: 'fatal', error }, () => process.exit(1));
}

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => dieWith(describe(error)));
process.on('unhandledRejection', (reason) => dieWith(describe(reason, 'Runtime.UnhandledPromiseRejection')));

async function load() {
  let module;
  if (compileCache) enableCompileCache(compileCache);
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const missing = error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'ERR_ACCESS_DENIED';
    return dieWith(describe(error, missing ? 'Runtime.ImportModuleError' : undefined));
  }
  const handler = module[exportName];
  if (typeof handler !== 'function') {
    const message = `${file}: export \`${exportName}\` is not a function`;
    return dieWith({ errorType: 'Runtime.HandlerNotFound', errorMessage: message, trace: [] });
  }
  process.on('message', (message) => run(handler, message));
  // Written now: a worker is ended from outside and would never come to write it.
  if (compileCache) flushCompileCache();
  process.send({ type: 'ready' });
}

async function run(handler, { id, payload, context, deadline, offset }) {
  clockOffset = offset;
  if (offset !== 0 && globalThis.Date === RealDate) shiftDate();
  try {
    const result = await handler(JSON.parse(payload), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
    });
    let text;
    try {
      text = JSON.stringify(result === undefined ? null : result) ?? 'null';
    } catch (error) {
      return process.send({ type: 'error', id, error: describe(error, 'Runtime.MarshalError') });
    }
    process.send({ type: 'result', id, payload: text });
  } catch (error) {
    process.send({ type: 'error', id, error: describe(error) });
  }
}

await load();
