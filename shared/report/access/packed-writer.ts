import type { AccessAnalysis, CallerBlock, JudgedResource } from '../../access/analyze.ts';
import type { PrincipalType } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';
import { jsonLine } from '../canonical-json.ts';
import { lineFile, type RunFileContent } from '../run-file.ts';
import { packedName, type RowSet, withoutResource } from '../view/packed-access.ts';
import { PlacesText } from '../view/places.ts';
import type { Reach, ShardSummary } from './shard-summary.ts';

/** A shard's files, to be read one after another, each to its end; then its summary. */
export interface PackedShard {
  readonly files: Iterable<RunFileContent>;
  summary(): ShardSummary;
}

/** What counting needs to know of a set, so that no row is looked at twice. */
interface SetFacts {
  readonly number: number;
  readonly rows: number;
  readonly conditional: number;
  readonly terms: number;
  readonly capabilities: readonly Capability[];
  /** How the resource itself lets a principal of another account in; null where only through a role. */
  readonly direct: { readonly capability: Capability; readonly conditional: boolean } | null;
}

/** Writes the access of a contiguous range of sorted principals. */
export function writePackedShard(
  access: AccessAnalysis,
  range: { readonly shard: number; readonly from: number; readonly to: number },
  shards: number,
): PackedShard {
  return new Writer(access, range, shards);
}

class Writer implements PackedShard {
  readonly #access: AccessAnalysis;
  readonly #range: { readonly shard: number; readonly from: number; readonly to: number };
  readonly #shards: number;
  readonly #setsByEntries = new Map<object, SetFacts>();
  readonly #setsByText = new Map<string, SetFacts>();
  readonly #setLines: string[] = [];
  readonly #principals: string[] = [];
  /** By principal: the set at each resource plus one; 0: never. */
  readonly #matrix: Int32Array[] = [];
  readonly #lengths = { access: [] as number[], byResource: [] as number[] };
  readonly #principalRows: number[] = [];
  readonly #resourceRows: number[] = [];
  readonly #sets: SetFacts[] = [];
  readonly #byCapability: Partial<Record<Capability, number>> = {};
  readonly #outsiders = new Map<string, PrincipalType>();
  readonly #reached: Reach[] = [];
  #rows = 0;
  #conditional = 0;
  #terms = 0;

  constructor(
    access: AccessAnalysis,
    range: { readonly shard: number; readonly from: number; readonly to: number },
    shards: number,
  ) {
    this.#access = access;
    this.#range = range;
    this.#shards = shards;
  }

  get files(): Iterable<RunFileContent> {
    return this.#files();
  }

  summary(): ShardSummary {
    return {
      shard: this.#range.shard,
      rows: this.#rows,
      byCapability: this.#byCapability,
      conditional: this.#conditional,
      terms: this.#terms,
      outsiders: [...this.#outsiders].map(([arn, type]) => ({ arn, type })),
      reached: this.#reached,
    };
  }

  *#files(): Generator<RunFileContent> {
    const name = (file: Parameters<typeof packedName>[0]) => packedName(file, this.#range.shard, this.#shards);
    yield lineFile(name('access'), this.#principalLines());
    // INVARIANT: each file is read to its end before the next is asked for, so the matrix and the sets are complete.
    yield lineFile(name('byResource'), this.#resourceLines());
    yield lineFile(name('terms'), this.#setLines);
    yield lineFile(
      name('resources'),
      this.#access.resources.map(({ arn, type }) => jsonLine({ arn, type })),
    );
    yield lineFile(name('index'), [
      jsonLine({
        ...this.#lengths,
        terms: this.#setLines.map(byteLength),
        principals: this.#principals,
        principalRows: this.#principalRows,
        resourceRows: this.#resourceRows,
      }),
    ]);
  }

  *#principalLines(): Generator<string> {
    for (const block of this.#access.blocks(this.#range)) {
      const line = this.#principalLine(block);
      if (line === null) continue;
      this.#lengths.access.push(byteLength(line));
      yield line;
    }
  }

  #principalLine(block: CallerBlock): string | null {
    const { principalArn, principalType } = block;
    const rowsBefore = this.#rows;
    const services: Record<string, string> = {};
    for (const { resource, entries } of block.services) {
      const set = this.#setOf(entries, resource);
      this.#count(set, 1);
      services[resource.service] = this.#id(set.number);
    }
    const row = new Int32Array(this.#access.resources.length);
    const places = new Map<number, PlacesText>();
    const counts = new Map<SetFacts, number>();
    let outside = principalType !== 'user' && principalType !== 'role';
    block.pairs((place, entries) => {
      const resource = this.#access.resources[place] as JudgedResource; // a place of this very list
      const set = this.#setOf(entries, resource);
      row[place] = set.number + 1;
      let text = places.get(set.number);
      if (text === undefined) {
        text = new PlacesText();
        places.set(set.number, text);
      }
      text.add(place);
      counts.set(set, (counts.get(set) ?? 0) + 1);
      if (block.accountId !== resource.accountId) {
        outside = true;
        this.#note(block, resource, set);
      }
    });
    for (const [set, pairs] of counts) this.#count(set, pairs);
    if (places.size === 0 && block.services.length === 0) return null;
    if (outside) this.#outsiders.set(principalArn, principalType);
    this.#principals.push(principalArn);
    this.#principalRows.push(this.#rows - rowsBefore);
    this.#matrix.push(row);
    const resources = Object.fromEntries([...places].map(([set, text]) => [this.#id(set), text.text()]));
    return jsonLine({ principalArn, principalType, services, resources });
  }

  *#resourceLines(): Generator<string> {
    const { resources } = this.#access;
    for (let place = 0; place < resources.length; place++) {
      const principals = new Map<number, PlacesText>();
      let rows = 0;
      for (let principal = 0; principal < this.#matrix.length; principal++) {
        const set = (this.#matrix[principal] as Int32Array)[place] as number; // one row per principal, one cell per place
        if (set === 0) continue;
        rows += this.#sets[set - 1]?.rows ?? 0;
        let text = principals.get(set - 1);
        if (text === undefined) {
          text = new PlacesText();
          principals.set(set - 1, text);
        }
        text.add(principal);
      }
      const line = jsonLine({
        resourceArn: resources[place]?.arn,
        principals: Object.fromEntries([...principals].map(([set, text]) => [this.#id(set), text.text()])),
      });
      this.#lengths.byResource.push(byteLength(line));
      this.#resourceRows.push(rows);
      yield line;
    }
  }

  /** The set of a pair: equal entries of alike resources are one set without looking at their text. */
  #setOf(entries: CallerBlock['services'][number]['entries'], resource: JudgedResource): SetFacts {
    const shared = resource.alike && resource.arn !== null;
    const known = shared ? this.#setsByEntries.get(entries) : undefined;
    if (known !== undefined) return known;
    const rows = this.#access.written(entries, resource);
    const { arn } = resource;
    const set: Omit<RowSet, 'id'> = {
      service: resource.service,
      resourceType: resource.type,
      rows: arn === null ? rows : rows.map((row) => ({ ...row, terms: withoutResource(row.terms, arn) })),
    };
    const text = JSON.stringify(set);
    let facts = this.#setsByText.get(text);
    if (facts === undefined) {
      facts = factsOf(this.#setLines.length, rows);
      this.#setsByText.set(text, facts);
      this.#sets.push(facts);
      this.#setLines.push(jsonLine({ id: this.#id(facts.number), ...set }));
    }
    if (shared) this.#setsByEntries.set(entries, facts);
    return facts;
  }

  #id(number: number): string {
    return this.#shards === 1 ? `t${number}` : `t${this.#range.shard}.${number}`;
  }

  #count(set: SetFacts, pairs: number): void {
    this.#rows += pairs * set.rows;
    this.#conditional += pairs * set.conditional;
    this.#terms += pairs * set.terms;
    for (const capability of set.capabilities) {
      this.#byCapability[capability] = (this.#byCapability[capability] ?? 0) + pairs;
    }
  }

  /** What is reached through a role is that role's openness, not the resource's; services act for their owner. */
  #note(block: CallerBlock, resource: JudgedResource, { direct }: SetFacts): void {
    if (direct === null || resource.arn === null || block.principalType === 'service') return;
    const { principalArn, principalType } = block;
    this.#reached.push({ resourceArn: resource.arn, principalArn, principalType, ...direct });
  }
}

function factsOf(number: number, rows: RowSet['rows']): SetFacts {
  let direct: SetFacts['direct'] = null;
  for (const { capability, terms } of rows) {
    const own = terms.filter(({ path }) => path.length === 0);
    if (own.length === 0) continue;
    const conditional = own.every(({ conditions }) => conditions.length > 0);
    if (direct === null || (direct.conditional && !conditional)) direct = { capability, conditional };
  }
  return {
    number,
    rows: rows.length,
    conditional: rows.filter(({ verdict }) => verdict === 'conditional').length,
    terms: rows.reduce((total, { terms, moreTerms }) => total + terms.length + moreTerms, 0),
    capabilities: rows.map(({ capability }) => capability),
    direct,
  };
}

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return new TextEncoder().encode(text).length;
  }
  return text.length;
}
