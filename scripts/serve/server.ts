import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import type { ServedData } from './data.ts';

/** What a browser may load: nothing but this origin. Cloudscape sets inline styles for layout. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const JSON_TYPE = 'application/json; charset=utf-8';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': JSON_TYPE,
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The dashboard over local runs: the bundle, the customers' objects, and every other path the single page.
 * Listens on the loopback address alone. `session.json` says which customers there are, as sign-in will.
 */
export async function serveDashboard(
  data: ServedData,
  bundle: string,
  port: number,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => answer(request, response, data, bundle));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  const address = server.address();
  const actual = address !== null && typeof address === 'object' ? address.port : port;
  return { url: `http://127.0.0.1:${actual}/`, server };
}

function answer(request: IncomingMessage, response: ServerResponse, data: ServedData, bundle: string): void {
  const path = decodePath(request.url ?? '/');
  if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405, 'text/plain', 'method not allowed');
  else if (path === null) send(response, 400, 'text/plain', 'bad request');
  else if (path === '/session.json') send(response, 200, JSON_TYPE, JSON.stringify({ customers: data.customers }));
  else if (path.startsWith('/customers/')) sendObject(request, response, data, path.slice(1));
  else sendPage(response, bundle, path);
}

function sendObject(request: IncomingMessage, response: ServerResponse, data: ServedData, key: string): void {
  const object = data.object(key);
  if (object === null) send(response, 404, 'text/plain', 'not found');
  else if ('text' in object) send(response, 200, JSON_TYPE, object.text);
  else sendFile(response, object.path, request.headers.range);
}

/** A file of the bundle, or the single page for every address of the dashboard. */
function sendPage(response: ServerResponse, bundle: string, path: string): void {
  const file = resolve(bundle, `.${path}`);
  if (path !== '/' && file.startsWith(bundle + sep) && existsSync(file) && statSync(file).isFile())
    sendFile(response, file);
  else if (path.startsWith('/assets/')) send(response, 404, 'text/plain', 'not found');
  else sendFile(response, resolve(bundle, 'index.html'));
}

function decodePath(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

function sendFile(response: ServerResponse, path: string, range?: string): void {
  const { size } = statSync(path);
  const headers = {
    ...HEADERS,
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
  };
  const span = spanOf(range, size);
  if (span === null) {
    response.writeHead(200, { ...headers, 'content-length': size });
    createReadStream(path).pipe(response);
    return;
  }
  const { start, end } = span;
  response.writeHead(206, {
    ...headers,
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${size}`,
  });
  createReadStream(path, { start, end }).pipe(response);
}

/** One range with both ends, inside the file; anything else is answered with the whole (RFC 9110, 14.2). */
function spanOf(range: string | undefined, size: number): { readonly start: number; readonly end: number } | null {
  const match = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
  if (match === null) return null;
  const start = Number(match[1]);
  const end = Math.min(Number(match[2]), size - 1);
  return start <= end ? { start, end } : null;
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type });
  response.end(text);
}
