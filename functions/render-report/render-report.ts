import type { RenderedFile, RenderedList } from '../../shared/contract/analysis-plan.ts';
import type { RenderReportEvent, RenderReportResult } from '../../shared/contract/payloads.ts';
import { renderedListKey } from '../../shared/contract/work-keys.ts';
import { renew } from '../lease/lease.ts';
import type { Analysis } from '../ports/analysis.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { TenantTable } from '../ports/rows.ts';
import type { Vault } from '../ports/vault.ts';
import { customerOf, loadInput, loadPlan } from '../snapshot/load-plan.ts';
import { Placing } from '../snapshot/placing.ts';
import { readShard } from '../snapshot/shard-store.ts';

export interface RenderReportPorts {
  readonly tenants: TenantTable;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly analysis: Analysis;
  readonly clock: Clock;
}

/**
 * Makes the files of one format from the shards and puts them in their place, where nobody looks before the run is
 * published. The run's format holds the shards' own files too, and its manifest, which stays apart: it is placed last.
 */
export async function renderReport(event: RenderReportEvent, ports: RenderReportPorts): Promise<RenderReportResult> {
  const { run, lease, format } = event;
  const { bucket, clock } = ports;
  const rows = ports.tenants.rowsOf(run.customerId);
  const held = await renew(rows, run.accountId, lease, clock);
  const plan = await loadPlan(run, event.plan, bucket);
  const { keyId } = await customerOf(rows);
  const analysis = ports.analysis.open(await loadInput(plan, { ...ports, rows }));
  const placing = new Placing({ run, rows, keyId, bucket, clock }, held);

  const shards = await Promise.all(
    plan.shards.map(({ shard }) =>
      readShard({ run, plan: event.plan, shard, bucket }, format === 'tables' ? 'with texts' : 'without texts'),
    ),
  );
  const files: RenderedFile[] = format === 'run' ? shards.flatMap((shard) => shard.placed) : [];
  const rendering = analysis.render(
    format,
    shards.map((shard) => shard.input),
  );
  for (const { content, ...places } of rendering.files) files.push(await placing.place(content, places));
  const manifest = rendering.manifest(files.map(({ name, rows, bytes, sha256 }) => ({ name, rows, bytes, sha256 })));
  const list: RenderedList = {
    files,
    ...(manifest === null ? {} : { manifest: manifest.text, status: manifest.status }),
  };
  await bucket.put(
    renderedListKey(run.customerId, run.accountId, run.runId, event.plan, format),
    new TextEncoder().encode(JSON.stringify(list)),
    { keyId, contentType: 'application/json' },
  );
  return { format, files: files.length, bytes: files.reduce((total, file) => total + file.bytes, 0) };
}
