import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, Gates, Refusal } from './gate.ts';

/** A request, read to its end. */
export interface HttpRequest {
  readonly method: string;
  /** As sent: still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A stand-in that listens. */
export interface Listener {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Answers over HTTP on 127.0.0.1, on a port that the system chooses. An answer with status 0 cuts the connection. */
export async function listen(answer: (request: HttpRequest) => Promise<HttpAnswer>): Promise<Listener> {
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, answer).catch((error: unknown) => {
      // A bug of the stand-in must not look like one of the caller's, nor be retried as a fault of the service.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      outgoing.writeHead(418, { 'content-type': 'text/plain' }).end(`stand-in failed: ${message}`);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Safe: a server listening on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const { status, headers, body } = await answer({
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: headersOf(incoming),
    body: Buffer.concat(chunks),
  });
  if (status === 0) {
    incoming.socket.destroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
  // An answer to HEAD names the length of the body that it does not carry.
  outgoing.writeHead(status, { 'content-length': String(bytes.length), ...headers });
  outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const entries = Object.entries(incoming.headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
}

/** The access key in a Signature Version 4 header, unchecked. */
export function accessKeyIdOf(headers: Readonly<Record<string, string>>): string | null {
  return /Credential=([^/,\s]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? null;
}

/** Counts calls per operation and puts each to the gates; the work is done between the two. */
export class Gatekeeper {
  private readonly service: string;
  private readonly gates: Gates;
  private readonly counts = new Map<string, number>();

  constructor(service: string, gates: Gates = {}) {
    this.service = service;
    this.gates = gates;
  }

  async pass<T>(
    operation: string,
    input: unknown,
    headers: Readonly<Record<string, string>>,
    work: () => Promise<T> | T,
  ): Promise<{ readonly value: T } | { readonly refusal: Refusal }> {
    const count = (this.counts.get(operation) ?? 0) + 1;
    this.counts.set(operation, count);
    const call: Call = {
      service: this.service,
      operation,
      input,
      accessKeyId: accessKeyIdOf(headers),
      sessionToken: headers['x-amz-security-token'] ?? null,
      count,
    };
    const refused = await this.gates.before?.(call);
    if (refused) return { refusal: refused };
    const value = await work();
    const lost = await this.gates.after?.(call);
    return lost ? { refusal: lost } : { value };
  }
}
