import type { Account } from '../../shared/account/model.ts';
import { problemLine } from '../../shared/account/problem.ts';
import { readSnapshot } from '../../shared/account/snapshot.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { type KeptShard, openAnalysis, type RunAnalysis, type ShardDigest } from '../../shared/report/analysis.ts';
import { canonicalJson } from '../../shared/report/canonical-json.ts';
import type { Analysis, AnalysisInput, OpenAnalysis, Rendering, ShardInput, SnapshotText } from '../ports/analysis.ts';
import { StepError } from '../ports/step-error.ts';
import { sha256 } from '../snapshot/keyed-hash.ts';

/** The product's own engine behind the port: pure arithmetic over what was collected. */
export const accountAnalysis: Analysis = {
  open(input: AnalysisInput): OpenAnalysis {
    const [subject, ...companions] = input.snapshots.map(read);
    if (subject === undefined) throw new StepError(ERRORS.missingInput, 'analysis: expected a snapshot, found none');
    if (subject.accountId !== input.accountId) {
      throw new StepError(ERRORS.accountMismatch, 'snapshot: expected the account of the run, found another');
    }
    const { customerId, runId, analysisTime } = input;
    const analysis = openAnalysis({
      customerId,
      runId,
      analysisTime,
      accounts: [subject, ...companions],
      hash: sha256,
    });
    return {
      principals: analysis.principals,
      shard: (range, shards) => {
        const { files, digest } = analysis.shard(range, shards);
        return { files, summary: digest };
      },
      render: (format, shards) => rendering(analysis, format, shards.map(kept)),
    };
  },
};

function read(snapshot: SnapshotText): Account {
  const files = Object.fromEntries(snapshot.files);
  const hashes = Object.fromEntries([...snapshot.files].map(([name, text]) => [name, sha256(text)]));
  const outcome = readSnapshot(files, hashes);
  if ('account' in outcome) return outcome.account;
  const { file, place } = outcome.problem;
  // The problem's own line quotes what was found, which is the customer's: the error says where alone.
  throw new StepError(ERRORS.invalidSnapshot, `snapshot: \`${file}\` cannot be read at \`${place}\``, {
    cause: new Error(problemLine(outcome.problem)),
  });
}

function rendering(analysis: RunAnalysis, format: 'run' | 'tables', shards: readonly KeptShard[]): Rendering {
  if (format === 'tables') {
    const files = analysis.tables(shards).map(({ content, key, latestKey }) => ({ content, key, latestKey }));
    return { files, manifest: () => null };
  }
  return {
    files: map(analysis.runFiles(shards), (content) => ({ content })),
    manifest: (written) => {
      const manifest = analysis.manifest(shards, written);
      return { text: `${canonicalJson(manifest)}\n`, status: manifest.status };
    },
  };
}

function kept(shard: ShardInput): KeptShard {
  return {
    // Written by `shard` above, under the same plan and by the same version.
    digest: shard.summary as ShardDigest,
    texts: new Map(shard.files.map(({ name, text }) => [name, text])),
  };
}

function* map<T, U>(values: Iterable<T>, change: (value: T) => U): Generator<U> {
  for (const value of values) yield change(value);
}
