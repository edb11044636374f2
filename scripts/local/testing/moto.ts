import { spawn, spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** `moto_server`, a second opinion on what AWS answers. */
export interface Moto {
  readonly endpoint: string;
  close(): Promise<void>;
}

export function motoIsPresent(): boolean {
  return spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a server listening on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server of our own and waits until it answers. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', detached: true });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  let gone = false;
  ended.then(() => {
    gone = true;
  });
  while (!gone) {
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (gone) throw new Error('moto_server ended before it answered');
  return {
    endpoint,
    close: async () => {
      // The whole group: the command may be a wrapper around the server's own process.
      if (child.pid !== undefined && !gone) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}
