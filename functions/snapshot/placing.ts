import type { RenderedFile } from '../../shared/contract/analysis-plan.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { runPrefix } from '../../shared/contract/object-keys.ts';
import type { AccountRun } from '../../shared/contract/payloads.ts';
import type { RunFileContent } from '../../shared/report/run-file.ts';
import { type HeldLease, hasTimeLeft, renew } from '../lease/lease.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { TenantRows } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import { writeFile } from './write-file.ts';

export interface PlacingPorts {
  readonly run: AccountRun;
  readonly rows: TenantRows;
  readonly keyId: string;
  readonly bucket: RunBucket;
  readonly clock: Clock;
}

/**
 * Puts files of a run in their place before anybody can see them: readers follow the pointer, which has not flipped.
 * What lies there already was left by another call or by an attempt that died: the same bytes stay, others are
 * replaced under the lease, and only as they were read, so that a writer that was frozen cannot undo a later one's.
 */
export class Placing {
  readonly #ports: PlacingPorts;
  #held: HeldLease;

  constructor(ports: PlacingPorts, held: HeldLease) {
    this.#ports = ports;
    this.#held = held;
  }

  /** Places a file under a key, or under its name in the run folder. Reads its chunks to the end. */
  async place(content: RunFileContent, places: { key?: string; latestKey?: string } = {}): Promise<RenderedFile> {
    const { run } = this.#ports;
    const { bytes, written } = writeFile(content);
    const key = places.key ?? `${runPrefix(run.customerId, run.accountId, run.runId)}${content.name}`;
    await this.#put(key, bytes);
    return { ...written, key, ...(places.latestKey === undefined ? {} : { latestKey: places.latestKey }) };
  }

  async #put(key: string, bytes: Uint8Array): Promise<void> {
    const { bucket, keyId } = this.#ports;
    const options = { keyId, contentType: contentTypeOf(key) };
    await this.#stillOurs();
    if (await bucket.put(key, bytes, { ...options, when: { kind: 'absent' } })) return;
    const left = await bucket.get(key);
    if (left !== null && Buffer.compare(left.body, bytes) === 0) return;
    await this.#stillOurs('now');
    const when = left === null ? ({ kind: 'absent' } as const) : ({ kind: 'unchanged', etag: left.etag } as const);
    if (await bucket.put(key, bytes, { ...options, when })) return;
    throw new StepError(ERRORS.unavailable, 'report: expected a file to stay as it was read, found it changed');
  }

  async #stillOurs(always?: 'now'): Promise<void> {
    const { rows, run, clock } = this.#ports;
    if (always === 'now' || !hasTimeLeft(this.#held, clock)) {
      this.#held = await renew(rows, run.accountId, this.#held, clock);
    }
  }
}

function contentTypeOf(key: string): string {
  if (key.endsWith('.json')) return 'application/json';
  if (key.endsWith('.jsonl')) return 'application/x-ndjson';
  return key.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/octet-stream';
}
