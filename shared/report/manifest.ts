import type { Account, Gap } from '../account/model.ts';
import { ENGINE_VERSION } from '../authorization/engine-version.ts';
import { catalogueVersion } from '../catalog/catalog.ts';
import { type Finding, SEVERITIES, type Severity } from '../findings/finding.ts';
import type { ShardSummary } from './access/shard-summary.ts';
import { byCodeUnits, canonicalJson } from './canonical-json.ts';
import type { WrittenFile } from './run-file.ts';

/** Version of the run folder's shape. */
export const RUN_SCHEMA_VERSION = 1;

/** `complete`: all IAM pages read and every pair judged or named; `partial`: a gap of our making. */
export type RunStatus = 'complete' | 'partial' | 'failed';

/** manifest.json: what the run is, what it is made of, and what is missing from it. */
export interface Manifest {
  readonly schemaVersion: number;
  readonly engineVersion: string;
  readonly catalogueVersion: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly accountAlias: string | null;
  readonly runId: string;
  /** ISO 8601 UTC: the "now" of ages. */
  readonly analysisTime: string;
  /** Every account that was read together, the run's own first. */
  readonly snapshots: readonly {
    readonly accountId: string;
    readonly collectedAt: string | null;
    readonly sha256: Readonly<Record<string, string>>;
  }[];
  readonly status: RunStatus;
  readonly counts: RunCounts;
  readonly completeness: Completeness;
  readonly witnesses: WitnessCounts;
  /** Bytes of the access files by row; null where there is no row. */
  readonly bytesPerAccessRow: number | null;
  readonly files: readonly WrittenFile[];
}

export interface RunCounts {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly principals: number;
  readonly resources: number;
  readonly accessRows: number;
  readonly conditionalRows: number;
  readonly terms: number;
  readonly byCapability: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** What the reader must know before trusting a silence. */
export interface Completeness {
  readonly notCollected: readonly Gap[];
  readonly notEvaluated: readonly NotJudged[];
}

/** Something that was read and not judged, or judged in part. */
export interface NotJudged {
  readonly code: string;
  /** A service, an ARN, a policy and statement. */
  readonly subject: string;
  readonly meaning: string;
}

export interface WitnessCounts {
  readonly made: number;
  /** Confirmed by the engine that decides single requests. */
  readonly confirmed: number;
  /** Put to the second evaluator. */
  readonly sampled: number;
  readonly failed: number;
}

export interface ManifestInput {
  readonly customerId: string;
  readonly runId: string;
  readonly analysisTime: string;
  readonly accounts: readonly Account[];
  readonly subject: Account;
  readonly shards: readonly ShardSummary[];
  /** Lines of principals.jsonl. */
  readonly principals: number;
  /** Lines of resources.jsonl. */
  readonly resources: number;
  readonly notEvaluated: readonly NotJudged[];
  readonly findings: readonly Finding[];
  readonly witnesses: WitnessCounts;
  readonly files: readonly WrittenFile[];
}

/** The text of manifest.json. */
export function manifestText(manifest: Manifest): string {
  return `${canonicalJson(manifest)}\n`;
}

/** Sums up what was written. */
export function manifestOf(input: ManifestInput): Manifest {
  const { subject, shards } = input;
  const gaps = [...subject.gaps].sort((a, b) => byCodeUnits(a.code + a.subject, b.code + b.subject));
  const accessRows = sum(shards.map((shard) => shard.rows));
  const accessBytes = sum(input.files.filter((file) => file.name.startsWith('access')).map((file) => file.bytes));
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    engineVersion: ENGINE_VERSION,
    catalogueVersion,
    customerId: input.customerId,
    accountId: subject.accountId,
    accountAlias: subject.alias,
    runId: input.runId,
    analysisTime: input.analysisTime,
    snapshots: [subject, ...input.accounts.filter((account) => account !== subject).sort(byAccountId)].map(
      (account) => ({
        accountId: account.accountId,
        collectedAt: account.collectedAt,
        sha256: account.sourceHashes,
      }),
    ),
    status: gaps.some((gap) => gap.cause === 'ours') || input.witnesses.failed > 0 ? 'partial' : 'complete',
    counts: {
      users: subject.users.length,
      groups: subject.groups.length,
      roles: subject.roles.length,
      principals: input.principals,
      resources: input.resources,
      accessRows,
      conditionalRows: sum(shards.map((shard) => shard.conditional)),
      terms: sum(shards.map((shard) => shard.terms)),
      byCapability: sumByKey(shards.map((shard) => shard.byCapability)),
      findings: bySeverity(input.findings),
    },
    completeness: { notCollected: gaps, notEvaluated: input.notEvaluated },
    witnesses: input.witnesses,
    bytesPerAccessRow: accessRows === 0 ? null : Math.round((accessBytes / accessRows) * 10) / 10,
    files: [...input.files].sort((a, b) => byCodeUnits(a.name, b.name)),
  };
}

function byAccountId(a: Account, b: Account): number {
  return byCodeUnits(a.accountId, b.accountId);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function sumByKey(records: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) total[key] = (total[key] ?? 0) + value;
  }
  return total;
}

function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const severity of SEVERITIES)
    counts[severity] = findings.filter((finding) => finding.severity === severity).length;
  return counts;
}
