import type { AccessLine } from '../../access/verdict.ts';
import {
  linesOf,
  type PackedResource,
  type PrincipalLine,
  packedFileOf,
  type RowSet,
  visitPrincipal,
} from './packed-access.ts';

/** One shard's files as texts; what was not asked for stays null. */
interface ShardTexts {
  access: string;
  terms: string;
  resources: string;
}

/** The access lines of a run from the texts of its packed files, in the order of principals. */
export function* unpack(files: Iterable<{ readonly name: string; readonly text: string }>): Generator<AccessLine> {
  for (const shard of shardsOf(files)) {
    const sets = readSets(shard.terms);
    const resources = readLines<PackedResource>(shard.resources);
    for (const line of readLines<PrincipalLine>(shard.access)) yield* linesOfPrincipal(line, sets, resources);
  }
}

/** The self-contained lines of one principal. */
export function linesOfPrincipal(
  line: PrincipalLine,
  sets: Pick<ReadonlyMap<string, RowSet>, 'get'>,
  resources: readonly PackedResource[],
): readonly AccessLine[] {
  const lines: AccessLine[] = [];
  visitPrincipal(line, (place, id) => {
    const set = sets.get(id);
    // A run whose sets lack an entry was cut; leaving the rows out would hide access.
    if (set === undefined) throw new Error(`access refers to the unknown set ${id}`);
    const arn = place === null ? null : resources[place]?.arn;
    if (arn === undefined) throw new Error(`access refers to the unknown resource ${place}`);
    for (const row of linesOf(line, arn, set)) lines.push(row);
  });
  return lines;
}

/** Sets by id, from the text of an access-terms file. */
export function readSets(text: string): ReadonlyMap<string, RowSet> {
  return new Map(readLines<RowSet>(text).map((set) => [set.id, set]));
}

export function readLines<T>(text: string): readonly T[] {
  const lines: T[] = [];
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    if (end > from) lines.push(JSON.parse(text.slice(from, end)) as T); // written by this product
    from = end + 1;
  }
  return lines;
}

function shardsOf(files: Iterable<{ readonly name: string; readonly text: string }>): readonly ShardTexts[] {
  const shards = new Map<number, ShardTexts>();
  for (const { name, text } of files) {
    const packed = packedFileOf(name);
    if (packed === null) continue;
    const shard = shards.get(packed.shard) ?? { access: '', terms: '', resources: '' };
    if (packed.file === 'access' || packed.file === 'terms' || packed.file === 'resources') shard[packed.file] = text;
    shards.set(packed.shard, shard);
  }
  return [...shards].sort(([a], [b]) => a - b).map(([, shard]) => shard);
}
