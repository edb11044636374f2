import type { AccessLine } from '../../access/verdict.ts';
import {
  linesOf,
  type PackedFile,
  type PackedResource,
  type PrincipalLine,
  packedFileOf,
  type ResourceLine,
  type RowSet,
} from '../view/packed-access.ts';
import { linesOfPrincipal, readLines } from '../view/packed-run.ts';
import { readPlaces } from '../view/places.ts';

/** Access of one principal or one resource out of a run's packed files: only the lines that speak of it are read. */
export class PackedLookup {
  readonly #shards: readonly Shard[];

  constructor(files: Iterable<{ readonly name: string; readonly text: string }>) {
    const shards = new Map<number, Partial<Record<PackedFile, string>>>();
    for (const { name, text } of files) {
      const packed = packedFileOf(name);
      if (packed === null) continue;
      const texts = shards.get(packed.shard) ?? {};
      texts[packed.file] = text;
      shards.set(packed.shard, texts);
    }
    this.#shards = [...shards].sort(([a], [b]) => a - b).map(([, texts]) => new Shard(texts));
  }

  /** The lines of one principal, in the order of the run. */
  linesOf(principalArn: string): readonly AccessLine[] {
    return this.#shards.flatMap((shard) => shard.linesOf(principalArn));
  }

  /** The lines on one resource, or for null the service-level ones, in the order of the run. */
  *linesOn(resourceArn: string | null): Generator<AccessLine> {
    for (const shard of this.#shards) yield* resourceArn === null ? shard.serviceLines() : shard.linesOn(resourceArn);
  }
}

class Shard {
  readonly #access: LineTexts;
  readonly #byResource: string;
  readonly #resources: string;
  readonly #sets: SetsOnDemand;

  constructor(texts: Partial<Record<PackedFile, string>>) {
    this.#access = new LineTexts(texts.access ?? '');
    this.#byResource = texts.byResource ?? '';
    this.#resources = texts.resources ?? '';
    this.#sets = new SetsOnDemand(new LineTexts(texts.terms ?? ''));
  }

  linesOf(principalArn: string): readonly AccessLine[] {
    for (let place = 0; place < this.#access.length; place++) {
      const text = this.#access.at(place);
      if (!text.startsWith(`{"principalArn":${JSON.stringify(principalArn)},`)) continue;
      const line = JSON.parse(text) as PrincipalLine; // written by this product
      return linesOfPrincipal(line, this.#sets, readLines<PackedResource>(this.#resources));
    }
    return [];
  }

  *linesOn(resourceArn: string): Generator<AccessLine> {
    const end = this.#byResource.indexOf(`"resourceArn":${JSON.stringify(resourceArn)}}\n`);
    if (end < 0) return;
    const start = this.#byResource.lastIndexOf('\n', end) + 1;
    const line = JSON.parse(this.#byResource.slice(start, this.#byResource.indexOf('\n', end))) as ResourceLine; // written by this product
    const pairs: { readonly place: number; readonly set: string }[] = [];
    for (const [set, places] of Object.entries(line.principals))
      readPlaces(places, (place) => pairs.push({ place, set }));
    pairs.sort((a, b) => a.place - b.place);
    for (const { place, set } of pairs) yield* linesOf(this.#principal(place), resourceArn, this.#sets.get(set));
  }

  *serviceLines(): Generator<AccessLine> {
    for (let place = 0; place < this.#access.length; place++) {
      const line = this.#principal(place);
      for (const service of Object.keys(line.services).sort())
        yield* linesOf(line, null, this.#sets.get(line.services[service] ?? ''));
    }
  }

  #principal(place: number): PrincipalLine {
    return JSON.parse(this.#access.at(place)) as PrincipalLine; // written by this product
  }
}

/** Sets by id, each parsed when it is first asked for. */
class SetsOnDemand {
  readonly #lines: LineTexts;
  readonly #places = new Map<string, number>();
  readonly #sets = new Map<string, RowSet>();

  constructor(lines: LineTexts) {
    this.#lines = lines;
    for (let place = 0; place < lines.length; place++) this.#places.set(lines.idAt(place), place);
  }

  get(id: string): RowSet {
    const known = this.#sets.get(id);
    if (known !== undefined) return known;
    const place = this.#places.get(id);
    // A run whose sets lack an entry was cut; leaving the rows out would hide access.
    if (place === undefined) throw new Error(`access refers to the unknown set ${id}`);
    const set = JSON.parse(this.#lines.at(place)) as RowSet; // written by this product
    this.#sets.set(id, set);
    return set;
  }
}

/** Where each line of a text begins. */
class LineTexts {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts: number[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      starts.push(from);
      from = end + 1;
    }
    this.#starts = starts;
  }

  get length(): number {
    return this.#starts.length;
  }

  at(place: number): string {
    const start = this.#starts[place] ?? this.#text.length;
    return this.#text.slice(start, this.#text.indexOf('\n', start));
  }

  /** The id with which the line begins, as canonical JSON has it. */
  idAt(place: number): string {
    const start = (this.#starts[place] ?? 0) + ID_AT;
    return this.#text.slice(start, this.#text.indexOf('"', start));
  }
}

const ID_AT = '{"id":"'.length;
