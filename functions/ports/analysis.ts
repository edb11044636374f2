import type { Format, Shard } from '../../shared/contract/payloads.ts';
import type { RunResult } from '../../shared/contract/run-status.ts';
import type { RunFileContent, WrittenFile } from '../../shared/report/run-file.ts';

/** One account as it was collected: the text of each file of a snapshot folder. A file that is missing was not collected. */
export interface SnapshotText {
  readonly accountId: string;
  readonly files: ReadonlyMap<string, string>;
}

export interface AnalysisInput {
  readonly customerId: string;
  readonly accountId: string;
  readonly runId: string;
  /** ISO 8601 UTC: the "now" of ages. */
  readonly analysisTime: string;
  /** The account's own first, then its companions. */
  readonly snapshots: readonly SnapshotText[];
}

/** Who can reach what: pure arithmetic over what was collected. `open` throws `InvalidSnapshot`. */
export interface Analysis {
  open(input: AnalysisInput): OpenAnalysis;
}

export interface OpenAnalysis {
  /** How many principals there are to divide into shards. */
  readonly principals: number;
  /** The access of a contiguous range of the sorted principals. */
  shard(range: Shard, shards: number): ShardOutput;
  /** The files of a format, made from all shards. */
  render(format: Format, shards: readonly ShardInput[]): Rendering;
}

export interface ShardOutput {
  /** To be read one after the other, each to its end. */
  readonly files: Iterable<RunFileContent>;
  /** What the other files need to know of the shard, as JSON; valid once the files are read. */
  summary(): unknown;
}

/** A shard as it was kept. */
export interface ShardInput {
  readonly summary: unknown;
  readonly files: readonly (WrittenFile & { readonly text: string })[];
}

export interface Rendering {
  /** To be read one after the other, each to its end. */
  readonly files: Iterable<RenderedContent>;
  /** The run's manifest over everything that was written, the shards' files included; null for the tables. */
  manifest(written: readonly WrittenFile[]): { readonly text: string; readonly status: RunResult } | null;
}

/** A file and where it will lie: in the run folder, or under a key of its own with a newest copy. */
export interface RenderedContent {
  readonly content: RunFileContent;
  readonly key?: string;
  readonly latestKey?: string;
}
