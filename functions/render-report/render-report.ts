import type { RenderedFile, RenderedList } from '../../shared/contract/analysis-plan.ts';
import { RUN_FILES } from '../../shared/contract/object-keys.ts';
import type { RenderReportEvent, RenderReportResult } from '../../shared/contract/payloads.ts';
import { renderedListKey } from '../../shared/contract/work-keys.ts';
import { lineFile } from '../../shared/report/run-file.ts';
import { renew } from '../lease/lease.ts';
import type { Analysis, ShardInput } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { TenantTable } from '../ports/rows.ts';
import type { Vault } from '../ports/vault.ts';
import { customerOf, loadInput, loadPlan } from '../snapshot/load-plan.ts';
import { keepFile, readShard, shardFiles } from '../snapshot/shard-store.ts';

export interface RenderReportPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly analysis: Analysis;
  readonly clock: Clock;
}

/**
 * Makes the files of one format from the shards and keeps each under its hash; nothing is in its place yet. The run's
 * format holds the shards' own files and the manifest too.
 */
export async function renderReport(event: RenderReportEvent, ports: RenderReportPorts): Promise<RenderReportResult> {
  const { run, lease, format } = event;
  const { bucket } = ports;
  const rows = ports.tenants.rowsOf(run.customerId);
  await renew(rows, run.accountId, lease, ports.clock);
  const plan = await loadPlan(run, event.plan, bucket);
  const { keyId } = await customerOf(rows);
  const analysis = ports.analysis.open(await loadInput(plan, { ...ports, rows }));

  const shards: ShardInput[] = [];
  const files: RenderedFile[] = [];
  for (const { shard } of plan.shards) {
    const place = { run, plan: event.plan, shard, bucket };
    shards.push(await readShard(place));
    if (format === 'run') files.push(...(await shardFiles(place)));
  }
  const rendering = analysis.render(format, shards);
  for (const { content, key, latestKey } of rendering.files) {
    const file = await keepFile(run, content, bucket, keyId);
    files.push({ ...file, ...(key === undefined ? {} : { key }), ...(latestKey === undefined ? {} : { latestKey }) });
  }
  const manifest = rendering.manifest(files.map(({ name, rows, bytes, sha256 }) => ({ name, rows, bytes, sha256 })));
  const list: RenderedList = { files };
  if (manifest !== null) {
    list.manifest = await keepFile(run, lineFile(RUN_FILES.manifest, [manifest.text]), bucket, keyId);
    list.status = manifest.status;
  }
  await bucket.put(
    renderedListKey(run.customerId, run.accountId, run.runId, event.plan, format),
    new TextEncoder().encode(JSON.stringify(list)),
    { keyId, contentType: 'application/json' },
  );
  return { format, files: files.length, bytes: files.reduce((total, file) => total + file.bytes, 0) };
}
