import type { AccessLine, PrincipalType } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';
import { jsonLine } from '../canonical-json.ts';
import { lineFile, type RunFileContent } from '../run-file.ts';
import { TermDictionary } from './dictionary.ts';

/** What the rest of the run needs to know of one shard of access lines: small, whatever the shard's size. */
export interface ShardSummary {
  readonly shard: number;
  readonly rows: number;
  readonly byCapability: Readonly<Partial<Record<Capability, number>>>;
  readonly conditional: number;
  readonly terms: number;
  /** Principals that have a row on a resource beyond their own account, or are no user or role. */
  readonly outsiders: readonly { readonly arn: string; readonly type: PrincipalType }[];
  /** For each resource that someone beyond its account reaches: the widest reach, by type and account. */
  readonly reached: readonly Reach[];
}

/** One principal beyond the resource's own account that the resource itself lets in; one per resource and principal. */
export interface Reach {
  readonly resourceArn: string;
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  readonly capability: Capability;
  readonly conditional: boolean;
}

/** Names of a shard's two files. */
export function shardFiles(shard: number, shards: number): { readonly access: string; readonly terms: string } {
  if (shards === 1) return { access: 'access.jsonl', terms: 'access-terms.jsonl' };
  const part = String(shard).padStart(4, '0');
  return { access: `access-${part}.jsonl`, terms: `access-terms-${part}.jsonl` };
}

/** The two files of one shard; the dictionary is complete, and the summary valid, once the access file is read. */
export interface ShardWriter {
  readonly access: RunFileContent;
  terms(): RunFileContent;
  summary(): ShardSummary;
}

/** Writes the lines of a contiguous range of sorted principals. */
export function writeShard(
  lines: Iterable<AccessLine>,
  shard: number,
  shards: number,
  ownerOf: (resourceArn: string) => string | null,
): ShardWriter {
  const names = shardFiles(shard, shards);
  const dictionary = new TermDictionary(shards === 1 ? 't' : `t${shard}.`);
  const byCapability: Partial<Record<Capability, number>> = {};
  const outsiders = new Map<string, PrincipalType>();
  const reached = new Map<string, Reach>();
  let rows = 0;
  let conditional = 0;
  let terms = 0;
  function* stored(): Generator<string> {
    for (const line of lines) {
      rows += 1;
      terms += line.terms.length + line.moreTerms;
      byCapability[line.capability] = (byCapability[line.capability] ?? 0) + 1;
      if (line.verdict === 'conditional') conditional += 1;
      const owner = line.resourceArn === null ? null : ownerOf(line.resourceArn);
      const ofOwner = owner !== null && accountOf(line.principalArn) === owner;
      if ((line.principalType !== 'user' && line.principalType !== 'role') || !ofOwner)
        outsiders.set(line.principalArn, line.principalType);
      if (!ofOwner) note(reached, line);
      yield jsonLine(dictionary.store(line));
    }
  }
  return {
    access: lineFile(names.access, stored()),
    terms: () => lineFile(names.terms, dictionary.lines()),
    summary: () => ({
      shard,
      rows,
      byCapability,
      conditional,
      terms,
      outsiders: [...outsiders].map(([arn, type]) => ({ arn, type })),
      reached: [...reached.values()],
    }),
  };
}

/**
 * Keeps the strongest reach per resource and principal: unconditional before conditional, first seen before later. What
 * is reached through a role is that role's openness, not the resource's.
 */
function note(reached: Map<string, Reach>, line: AccessLine): void {
  const direct = line.terms.filter(({ path }) => path.length === 0);
  if (line.resourceArn === null || line.principalType === 'service' || direct.length === 0) return;
  const conditional = direct.every(({ conditions }) => conditions.length > 0);
  const key = `${line.resourceArn} ${line.principalArn}`;
  const known = reached.get(key);
  if (known !== undefined && (!known.conditional || conditional)) return;
  const { resourceArn, principalArn, principalType, capability } = line;
  reached.set(key, { resourceArn, principalArn, principalType, capability, conditional });
}

function accountOf(arn: string): string | null {
  return arn.startsWith('arn:') ? (arn.split(':')[4] ?? null) : null;
}
