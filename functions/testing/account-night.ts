import type { AccountRun, Lease, PlanAnalysisResult, PublishReportResult } from '../../shared/contract/payloads.ts';
import { VERSIONS } from '../../shared/contract/versions.ts';
import { acquireLease } from '../acquire-lease/acquire-lease.ts';
import { analyseShard } from '../analyse-shard/analyse-shard.ts';
import { claimDueAccounts } from '../claim-due-accounts/claim-due-accounts.ts';
import { collectItem } from '../collect-item/collect-item.ts';
import { planAnalysis } from '../plan-analysis/plan-analysis.ts';
import { planCollection } from '../plan-collection/plan-collection.ts';
import type { Analysis } from '../ports/analysis.ts';
import { publishIndex } from '../publish-index/publish-index.ts';
import { publishReport } from '../publish-report/publish-report.ts';
import { renderReport } from '../render-report/render-report.ts';
import type { World } from './world.ts';

/** The steps of an account's execution as its machine calls them, one by one, over the ports of a world. */
export class AccountNight {
  readonly #world: World;
  readonly #analysis: Analysis;
  readonly run: AccountRun;
  readonly holder: string;
  readonly #perShard: number;

  constructor(world: World, analysis: Analysis, run: AccountRun, options: { holder?: string; perShard?: number } = {}) {
    this.#world = world;
    this.#analysis = analysis;
    this.run = run;
    this.holder = options.holder ?? `execution of attempt ${run.attempt}`;
    this.#perShard = options.perShard ?? 1000;
  }

  acquire(): Promise<Lease> {
    return acquireLease({ run: this.run, holder: this.holder }, this.#world);
  }

  async collect(lease: Lease): Promise<number> {
    const { items } = await planCollection({ run: this.run, lease }, this.#world);
    let written = 0;
    for (const item of items) written += (await collectItem({ run: this.run, lease, item }, this.#world)).written;
    return written;
  }

  plan(lease: Lease, alone = false): Promise<PlanAnalysisResult> {
    const ports = { ...this.#ports(), directory: this.#world.directory, principalsPerShard: this.#perShard };
    return planAnalysis({ run: this.run, lease, alone }, ports);
  }

  async report(lease: Lease, planned: PlanAnalysisResult): Promise<PublishReportResult> {
    const { run } = this;
    const { plan, shards, formats } = planned;
    const ports = this.#ports();
    await Promise.all(shards.map((shard) => analyseShard({ run, lease, plan, shard }, ports)));
    await Promise.all(formats.map((format) => renderReport({ run, lease, plan, format }, ports)));
    return publishReport({ run, lease, plan }, this.#world);
  }

  index() {
    return publishIndex(this.run, this.#world);
  }

  /** All of it. */
  async play(): Promise<PublishReportResult> {
    const lease = await this.acquire();
    await this.collect(lease);
    const result = await this.report(lease, await this.plan(lease));
    await this.index();
    return result;
  }

  #ports() {
    const { tenants, bucket, vault, clock } = this.#world;
    return { tenants, bucket, vault, clock, analysis: this.#analysis };
  }
}

/** A sweep at the world's time: the claims it made. */
export async function sweep(world: World, openRunsLimit = 100): Promise<AccountRun[]> {
  const result = await claimDueAccounts({ scheduledTime: world.clock.now() }, { ...world.ports(), openRunsLimit });
  if (result.count === 0) return [];
  return JSON.parse(world.bucket.text(result.key)) as AccountRun[]; // written by the step just called
}

/** A run as a claim names it. */
export function runOf(customerId: string, accountId: string, runId: string, attempt = 1): AccountRun {
  return { customerId, accountId, runId, attempt, versions: { ...VERSIONS } };
}
