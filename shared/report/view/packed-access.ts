import type { AccessLine, PrincipalType, Term } from '../../access/verdict.ts';
import { readPlaces } from './places.ts';

/**
 * How access lies in a run folder. What like pairs of principal and resource share, all their rows with terms, is a
 * set, written once (access-terms). Per principal one line says which set holds at which resources (access), and the
 * same turned round per resource (access-by-resource); resources stand there by their line in access-resources. The
 * index says where each line begins, so that a page reads only what it shows. `nightjar export --expand` and every
 * reader give self-contained lines.
 */
export const PACKED_FILES = {
  access: 'access.jsonl',
  byResource: 'access-by-resource.jsonl',
  terms: 'access-terms.jsonl',
  resources: 'access-resources.jsonl',
  index: 'access-index.json',
} as const;
export type PackedFile = keyof typeof PACKED_FILES;

/** The name of a shard's file: of a single shard the plain one. */
export function packedName(file: PackedFile, shard: number, shards: number): string {
  const name = PACKED_FILES[file];
  if (shards === 1) return name;
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}.${String(shard).padStart(4, '0')}${name.slice(dot)}`;
}

/** Which of the packed files a name in the manifest is, and of which shard; null for any other file. */
export function packedFileOf(name: string): { readonly file: PackedFile; readonly shard: number } | null {
  const match = /^(access(?:-[a-z-]+)?)(?:\.(\d{4}))?\.(jsonl?)$/.exec(name);
  if (match === null) return null;
  for (const [file, plain] of Object.entries(PACKED_FILES)) {
    if (plain === `${match[1]}.${match[3]}`) return { file: file as PackedFile, shard: Number(match[2] ?? 0) };
  }
  return null;
}

/** Everything one principal can reach. */
export interface PrincipalLine {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  /** Service → set: service-level rows. */
  readonly services: Readonly<Record<string, string>>;
  /** Set → places of resources. */
  readonly resources: Readonly<Record<string, string>>;
}

/** Everyone who can reach one resource: set → places of principals in the shard's access file. */
export interface ResourceLine {
  readonly resourceArn: string;
  readonly principals: Readonly<Record<string, string>>;
}

/** The rows that like pairs share. */
export interface RowSet {
  readonly id: string;
  readonly service: string;
  readonly resourceType: string | null;
  readonly rows: readonly Pick<AccessLine, 'capability' | 'verdict' | 'terms' | 'moreTerms' | 'canGrantItself'>[];
}

export interface PackedResource {
  readonly arn: string;
  readonly type: string;
}

/** Length in bytes of each line of the shard's files, in order. */
export interface PackedIndex {
  readonly access: readonly number[];
  readonly byResource: readonly number[];
  readonly terms: readonly number[];
  /** Principals of the shard, in the order of their lines, and how many rows each has. */
  readonly principals: readonly string[];
  readonly principalRows: readonly number[];
  /** How many rows each resource has in the shard, in the order of access-resources. */
  readonly resourceRows: readonly number[];
}

/** Stands for the row's resource ARN inside a set. No ARN begins with a brace. */
const PLACEHOLDER = '{resource}';

/** Terms in which ARNs that begin with the resource's own begin with a placeholder instead. */
export function withoutResource(terms: readonly Term[], resourceArn: string): readonly Term[] {
  return mapArns(terms, (arn) => (arn.startsWith(resourceArn) ? PLACEHOLDER + arn.slice(resourceArn.length) : arn));
}

function withResource(terms: readonly Term[], resourceArn: string): readonly Term[] {
  return mapArns(terms, (arn) => (arn.startsWith(PLACEHOLDER) ? resourceArn + arn.slice(PLACEHOLDER.length) : arn));
}

function mapArns(terms: readonly Term[], map: (arn: string) => string): readonly Term[] {
  return terms.map((term) => ({
    ...term,
    scope: { include: term.scope.include.map(map), exclude: term.scope.exclude.map(map) },
    witness: { ...term.witness, resource: map(term.witness.resource) },
  }));
}

/** The self-contained lines of one pair, or of one service. */
export function linesOf(
  who: { readonly principalArn: string; readonly principalType: PrincipalType },
  resourceArn: string | null,
  set: RowSet,
): readonly AccessLine[] {
  return set.rows.map((row) => ({
    principalArn: who.principalArn,
    principalType: who.principalType,
    resourceArn,
    resourceType: resourceArn === null ? null : set.resourceType,
    service: set.service,
    ...row,
    terms: resourceArn === null ? row.terms : withResource(row.terms, resourceArn),
  }));
}

/** Visits a principal's pairs in the order of resources, service-level ones first: (place or null, set id). */
export function visitPrincipal(line: PrincipalLine, visit: (place: number | null, set: string) => void): void {
  for (const service of Object.keys(line.services).sort()) {
    const set = line.services[service];
    if (set !== undefined) visit(null, set);
  }
  const pairs: { readonly place: number; readonly set: string }[] = [];
  for (const [set, places] of Object.entries(line.resources)) readPlaces(places, (place) => pairs.push({ place, set }));
  pairs.sort((a, b) => a.place - b.place);
  for (const { place, set } of pairs) visit(place, set);
}
