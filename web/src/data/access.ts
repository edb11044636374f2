import type { AccessLine } from '../../../shared/report/view/index.ts';
import {
  linesOf,
  type PackedIndex,
  type PackedResource,
  type PrincipalLine,
  packedFileOf,
  packedName,
  type ResourceLine,
  type RowSet,
} from '../../../shared/report/view/packed-access.ts';
import { linesOfPrincipal, readLines } from '../../../shared/report/view/packed-run.ts';
import { readPlaces } from '../../../shared/report/view/places.ts';
import type { RunAddress } from '../paths.ts';
import { fetchRange } from './fetch.ts';
import { loadManifest, loadPrincipals, once, runFolder } from './runs.ts';

/** One shard of a run's access: where its lines lie. */
interface Shard {
  readonly path: (file: Parameters<typeof packedName>[0]) => string;
  readonly number: number;
  readonly single: boolean;
  readonly index: PackedIndex;
}

/** Rows by principal and by resource, for the lists. */
export interface RowCounts {
  readonly byPrincipal: ReadonlyMap<string, number>;
  readonly byResource: ReadonlyMap<string, number>;
}

export async function loadRowCounts(run: RunAddress): Promise<RowCounts> {
  const byPrincipal = new Map<string, number>();
  const byResource = new Map<string, number>();
  for (const shard of await loadShards(run)) {
    shard.index.principals.forEach((arn, place) => {
      byPrincipal.set(arn, shard.index.principalRows[place] ?? 0);
    });
    const resources = await loadJudged(shard);
    shard.index.resourceRows.forEach((rows, place) => {
      const arn = resources[place]?.arn;
      if (arn !== undefined) byResource.set(arn, (byResource.get(arn) ?? 0) + rows);
    });
  }
  return { byPrincipal, byResource };
}

/** What one principal reaches: its line, and the sets that the line names. */
export async function loadReachOf(run: RunAddress, principalArn: string): Promise<readonly AccessLine[]> {
  for (const shard of await loadShards(run)) {
    const place = shard.index.principals.indexOf(principalArn);
    if (place < 0) continue;
    const text = await fetchRange(shard.path('access'), spanOf(shard.index.access, place));
    const line = JSON.parse(text) as PrincipalLine;
    const sets = await loadSets(shard, [...Object.values(line.services), ...Object.keys(line.resources)]);
    return linesOfPrincipal(line, sets, await loadJudged(shard));
  }
  return [];
}

/** Who reaches one resource, in the order of principals. */
export async function loadReachersOf(run: RunAddress, resourceArn: string): Promise<readonly AccessLine[]> {
  const lines: AccessLine[] = [];
  for (const shard of await loadShards(run)) {
    const place = (await loadJudged(shard)).findIndex(({ arn }) => arn === resourceArn);
    if (place < 0) continue;
    const text = await fetchRange(shard.path('byResource'), spanOf(shard.index.byResource, place));
    const line = JSON.parse(text) as ResourceLine;
    const sets = await loadSets(shard, Object.keys(line.principals));
    const found: { readonly place: number; readonly lines: readonly AccessLine[] }[] = [];
    const types = await loadTypes(run);
    for (const [id, places] of Object.entries(line.principals)) {
      readPlaces(places, (at) => {
        const set = sets.get(id);
        const principalArn = shard.index.principals[at];
        if (set === undefined || principalArn === undefined) return;
        const who = { principalArn, principalType: types.get(principalArn) ?? 'account' } as const;
        found.push({ place: at, lines: linesOf(who, resourceArn, set) });
      });
    }
    lines.push(...found.sort((a, b) => a.place - b.place).flatMap((pair) => pair.lines));
  }
  return lines;
}

async function loadTypes(run: RunAddress): Promise<ReadonlyMap<string, AccessLine['principalType']>> {
  return new Map((await loadPrincipals(run)).map(({ arn, type }) => [arn, type]));
}

async function loadShards(run: RunAddress): Promise<readonly Shard[]> {
  const { files } = await loadManifest(run);
  const numbers = files.flatMap(({ name }) => {
    const packed = packedFileOf(name);
    return packed?.file === 'index' ? [packed.shard] : [];
  });
  return Promise.all(
    numbers
      .sort((a, b) => a - b)
      .map(async (number) => {
        const path: Shard['path'] = (file) => runFolder(run) + packedName(file, number, numbers.length);
        const index = await once(path('index'), (text) => JSON.parse(text) as PackedIndex);
        return { path, number, single: numbers.length === 1, index };
      }),
  );
}

function loadJudged(shard: Shard): Promise<readonly PackedResource[]> {
  return once(shard.path('resources'), (text) => readLines<PackedResource>(text));
}

/** More sets than this are not worth a request each: the whole file is loaded once. */
const MOST_RANGES = 12;

async function loadSets(shard: Shard, ids: readonly string[]): Promise<ReadonlyMap<string, RowSet>> {
  const wanted = [...new Set(ids)];
  const total = shard.index.terms.reduce((sum, length) => sum + length, 0);
  if (wanted.length > MOST_RANGES || total < 200_000) {
    return once(shard.path('terms'), (text) => new Map(readLines<RowSet>(text).map((set) => [set.id, set])));
  }
  const sets = await Promise.all(
    wanted.map(async (id) => {
      // `t17`, or `t3.17` in shard 3: the number is the line.
      const line = Number(shard.single ? id.slice(1) : id.slice(id.indexOf('.') + 1));
      return JSON.parse(await fetchRange(shard.path('terms'), spanOf(shard.index.terms, line))) as RowSet;
    }),
  );
  return new Map(sets.map((set) => [set.id, set]));
}

/** The first and the last byte of a line. */
function spanOf(lengths: readonly number[], line: number): { readonly first: number; readonly last: number } {
  let first = 0;
  for (let at = 0; at < line; at++) first += lengths[at] ?? 0;
  return { first, last: first + (lengths[line] ?? 1) - 1 };
}
