import { createHash } from 'node:crypto';
import type { PutOptions, RunBucket, StoredObject } from '../ports/bucket.ts';

/** A bucket in memory with S3's conditional writes. */
export class MemoryBucket implements RunBucket {
  readonly objects = new Map<string, Uint8Array>();

  async get(key: string): Promise<StoredObject | null> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const body = this.objects.get(key);
    return body === undefined ? null : { body, etag: etagOf(body) };
  }

  async head(key: string): Promise<string | null> {
    return (await this.get(key))?.etag ?? null;
  }

  async put(key: string, body: Uint8Array, options: PutOptions): Promise<boolean> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const before = this.objects.get(key);
    if (options.when?.kind === 'absent' && before !== undefined) return false;
    if (options.when?.kind === 'unchanged' && (before === undefined || etagOf(before) !== options.when.etag))
      return false;
    this.objects.set(key, Uint8Array.from(body));
    return true;
  }

  text(key: string): string {
    const body = this.objects.get(key);
    if (body === undefined) throw new Error(`expected \`${key}\`, found ${[...this.objects.keys()].join(', ')}`);
    return new TextDecoder().decode(body);
  }
}

function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
