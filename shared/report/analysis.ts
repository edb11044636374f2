import { administrators } from '../access/administrators.ts';
import { type AccessAnalysis, analyzeAccess } from '../access/analyze.ts';
import type { AccessLine } from '../access/verdict.ts';
import type { Account } from '../account/model.ts';
import { decide } from '../authorization/decide.ts';
import { latestTableKey, RUN_FILES, TABLES, type Table, tableKey } from '../contract/object-keys.ts';
import type { Finding } from '../findings/finding.ts';
import { findingsOf } from '../findings/findings-of.ts';
import { writePackedShard } from './access/packed-writer.ts';
import type { ShardSummary } from './access/shard-summary.ts';
import { byCodeUnits, jsonLine } from './canonical-json.ts';
import { type Manifest, manifestOf, type NotJudged, type WitnessCounts } from './manifest.ts';
import { principalRows } from './principal-rows.ts';
import { resourceRows } from './resource-rows.ts';
import { lineFile, type RunFileContent, type WrittenFile } from './run-file.ts';
import {
  principalAccessTable,
  principalsTable,
  resourceAccessTable,
  resourcesTable,
  type TablesInput,
} from './tables/tables.ts';
import { unpack } from './view/packed-run.ts';
import type { PrincipalRow, ResourceRow, StatementRow } from './view/rows.ts';
import { encodeWorld } from './world/codec.ts';

/** What a run is made from. */
export interface RunQuestion {
  readonly customerId: string;
  readonly runId: string;
  /** ISO 8601 UTC: the "now" of ages. */
  readonly analysisTime: string;
  /** Every account of the customer that was read; the run's own first. */
  readonly accounts: readonly [Account, ...Account[]];
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
}

/** A contiguous range of the sorted principals. */
export interface PrincipalRange {
  readonly shard: number;
  readonly from: number;
  readonly to: number;
}

/** A shard's files, to be read one after the other, each to its end; then its digest. */
export interface ShardFiles {
  readonly files: Iterable<RunFileContent>;
  digest(): ShardDigest;
}

/** What the run's other files need to know of a shard; plain JSON, small beside the shard. */
export interface ShardDigest {
  readonly summary: ShardSummary;
  readonly statements: readonly StatementRow[];
  readonly notEvaluated: readonly NotJudged[];
  readonly witnesses: WitnessCounts;
}

/** A shard's digest and the texts of its files, as they were kept. */
export interface KeptShard {
  readonly digest: ShardDigest;
  /** By file name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A table and where it lies in the bucket. */
export interface TableFile {
  readonly content: RunFileContent;
  readonly table: Table;
  readonly key: string;
  readonly latestKey: string;
}

/** One account's run in the making; pure, so that each step of the night may open it again. */
export interface RunAnalysis {
  /** How many principals there are to divide into shards. */
  readonly principals: number;
  shard(range: PrincipalRange, shards: number): ShardFiles;
  /** World, statements, principals, resources, findings: what is not in the shards. */
  runFiles(shards: readonly KeptShard[]): Iterable<RunFileContent>;
  tables(shards: readonly KeptShard[]): readonly TableFile[];
  /** What deserves attention, sorted by id. */
  findings(): readonly Finding[];
  manifest(shards: readonly KeptShard[], written: readonly WrittenFile[]): Manifest;
}

export function openAnalysis(question: RunQuestion): RunAnalysis {
  return new Analysis(question);
}

class Analysis implements RunAnalysis {
  readonly #question: RunQuestion;
  readonly #subject: Account;
  readonly #access: AccessAnalysis;
  #admins: ReadonlySet<string> | null = null;
  #findings: readonly Finding[] | null = null;

  constructor(question: RunQuestion) {
    const [subject, ...others] = question.accounts;
    // In one order, however they were read: where two claim the same ARN, the first has it.
    const accounts = [subject, ...others.sort((a, b) => byCodeUnits(a.accountId, b.accountId))] as const;
    this.#question = { ...question, accounts };
    this.#subject = subject;
    this.#access = analyzeAccess({ accounts, subject: this.#subject.accountId, decide });
  }

  get principals(): number {
    return this.#access.principals.length;
  }

  shard(range: PrincipalRange, shards: number): ShardFiles {
    const packed = writePackedShard(this.#access, range, shards);
    return {
      files: packed.files,
      digest: () => ({
        summary: packed.summary(),
        statements: this.#access.statements(),
        notEvaluated: this.#access
          .notEvaluated()
          .map(({ code, subject, reason }) => ({ code, subject, meaning: reason })),
        witnesses: { ...this.#access.witnesses(), sampled: 0 },
      }),
    };
  }

  *runFiles(shards: readonly KeptShard[]): Iterable<RunFileContent> {
    const { accounts, hash } = this.#question;
    yield lineFile(RUN_FILES.world, encodeWorld(accounts, hash));
    yield lineFile(
      RUN_FILES.statements,
      merged(
        shards.map((shard) => shard.digest.statements),
        (row) => row.id,
      ).map(jsonLine),
    );
    yield lineFile(RUN_FILES.principals, this.#principalRows(shards, this.#becoming()).map(jsonLine));
    yield lineFile(RUN_FILES.resources, this.#resourceRows(shards).map(jsonLine));
    yield lineFile(RUN_FILES.findings, this.findings().map(jsonLine));
  }

  findings(): readonly Finding[] {
    this.#findings ??= findingsOf({
      accounts: this.#question.accounts,
      subject: this.#subject.accountId,
      analysisTime: this.#question.analysisTime,
      administrators: this.#administrators(),
    });
    return this.#findings;
  }

  tables(shards: readonly KeptShard[]): readonly TableFile[] {
    const { customerId, analysisTime } = this.#question;
    const { accountId } = this.#subject;
    const input: TablesInput = {
      analysisTime,
      accountId,
      principals: this.#principalRows(shards),
      resources: this.#resourceRows(shards),
      accessLines: () => accessLinesOf(shards),
    };
    return TABLES.map((table) => {
      const key = tableKey(customerId, accountId, table, analysisTime);
      return {
        table,
        key,
        latestKey: latestTableKey(customerId, accountId, table),
        content: TABLE_WRITERS[table](key, input),
      };
    });
  }

  manifest(shards: readonly KeptShard[], written: readonly WrittenFile[]): Manifest {
    const digests = shards.map((shard) => shard.digest);
    return manifestOf({
      customerId: this.#question.customerId,
      runId: this.#question.runId,
      analysisTime: this.#question.analysisTime,
      accounts: this.#question.accounts,
      subject: this.#subject,
      shards: digests.map((digest) => digest.summary),
      principals: this.#principalRows(shards).length,
      resources: this.#resourceRows(shards).length,
      notEvaluated: merged(
        digests.map((digest) => digest.notEvaluated),
        (note) => `${note.code} ${note.subject} ${note.meaning}`,
      ),
      findings: this.findings(),
      witnesses: digests.reduce((total, { witnesses }) => addWitnesses(total, witnesses), NO_WITNESSES),
      files: written,
    });
  }

  /** `becoming`: the tables do without, and need not look for it. */
  #principalRows(
    shards: readonly KeptShard[],
    becoming: ReadonlyMap<string, PrincipalRow['canBecomeAdmin']> = new Map(),
  ): readonly PrincipalRow[] {
    const outsiders = shards.flatMap((shard) => shard.digest.summary.outsiders);
    const admins = this.#administrators();
    return principalRows(this.#question.accounts, this.#subject, outsiders, {
      isAdmin: (arn) => admins.has(arn),
      canBecomeAdmin: (arn) => becoming.get(arn) ?? null,
    });
  }

  /** The steps of those who can become administrators. */
  #becoming(): ReadonlyMap<string, NonNullable<PrincipalRow['canBecomeAdmin']>> {
    const found = this.findings().filter(({ type }) => type === 'can-become-administrator');
    return new Map(
      found.map(({ subject, path = [] }) => [
        subject,
        path.map(({ from, to, technique }) => ({ from, to, technique })),
      ]),
    );
  }

  #administrators(): ReadonlySet<string> {
    this.#admins ??= administrators(this.#question.accounts);
    return this.#admins;
  }

  #resourceRows(shards: readonly KeptShard[]): readonly ResourceRow[] {
    return resourceRows(
      this.#subject,
      shards.flatMap((shard) => shard.digest.summary.reached),
    );
  }
}

const TABLE_WRITERS: Readonly<Record<Table, (name: string, input: TablesInput) => RunFileContent>> = {
  principals: principalsTable,
  resources: resourcesTable,
  'principal-access-summaries': principalAccessTable,
  'resource-access-summaries': resourceAccessTable,
};

const NO_WITNESSES: WitnessCounts = { made: 0, confirmed: 0, sampled: 0, failed: 0 };

function addWitnesses(a: WitnessCounts, b: WitnessCounts): WitnessCounts {
  return {
    made: a.made + b.made,
    confirmed: a.confirmed + b.confirmed,
    sampled: a.sampled + b.sampled,
    failed: a.failed + b.failed,
  };
}

function* accessLinesOf(shards: readonly KeptShard[]): Generator<AccessLine> {
  for (const { texts } of shards) yield* unpack([...texts].map(([name, text]) => ({ name, text })));
}

/** The union of the shards' lists, each element once, sorted by its key. */
function merged<T>(lists: readonly (readonly T[])[], key: (element: T) => string): readonly T[] {
  const byKey = new Map<string, T>();
  for (const list of lists) for (const element of list) byKey.set(key(element), element);
  return [...byKey].sort(([a], [b]) => byCodeUnits(a, b)).map(([, element]) => element);
}
