import { listOf, numberOf, only, QueryError, type QueryRequest, type XmlValue } from './query-protocol.ts';
import type { SnapshotFolder } from './snapshot-folder.ts';

const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;
type List = (typeof LISTS)[number];
const FILTERS = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
type Filter = (typeof FILTERS)[number];
type Entity = Readonly<Record<string, unknown>>;

/** Fields that hold a policy document, which IAM returns URL-encoded (RFC 3986). */
const DOCUMENTS: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);
const STANDARD_PAGE = 100;

/** One page of GetAccountAuthorizationDetails: entities of the asked types, users first, at most MaxItems of them. */
export function authorizationDetails(request: QueryRequest, snapshot: SnapshotFolder, mostPerPage: number): XmlValue {
  only(request, ['Filter', 'MaxItems', 'Marker']);
  const filters = readFilters(listOf(request.parameters, 'Filter'));
  const asked = numberOf(request.parameters, 'MaxItems', 1, 1000) ?? STANDARD_PAGE;
  const entities = entitiesOf(snapshot, filters);
  const start = readMarker(request.parameters.get('Marker'), entities.length);
  // AWS may return fewer than asked for; whoever stops at a short page loses entities.
  const page = entities.slice(start, start + Math.min(asked, mostPerPage));
  const next = start + page.length;
  const lists = Object.fromEntries(
    LISTS.map((list) => [list, page.filter((entry) => entry.list === list).map((entry) => xmlValue(entry.entity))]),
  );
  const truncated = next < entities.length;
  return { IsTruncated: truncated, ...(truncated ? { Marker: markerOf(next) } : {}), ...lists };
}

function readFilters(given: readonly string[]): readonly Filter[] {
  if (given.length === 0) return FILTERS;
  return given.map((text) => {
    const filter = FILTERS.find((candidate) => candidate === text);
    if (filter) return filter;
    throw new QueryError(
      'ValidationError',
      `Value '[${text}]' at 'filter' failed to satisfy constraint: [${FILTERS.join(', ')}]`,
    );
  });
}

function entitiesOf(snapshot: SnapshotFolder, filters: readonly Filter[]): { list: List; entity: Entity }[] {
  const details = snapshot.json('authorization-details.json') as Partial<Record<List, Entity[]>> | null;
  const entities: { list: List; entity: Entity }[] = [];
  const add = (list: List, keep: (entity: Entity) => boolean = () => true) => {
    const all = details?.[list];
    // What the snapshot did not collect must not look like "none".
    if (!all) throw new QueryError('AccessDenied', `the snapshot did not collect ${list}`, 403);
    entities.push(...all.filter(keep).map((entity) => ({ list, entity })));
  };
  if (filters.includes('User')) add('UserDetailList');
  if (filters.includes('Group')) add('GroupDetailList');
  if (filters.includes('Role')) add('RoleDetailList');
  const local = filters.includes('LocalManagedPolicy');
  const aws = filters.includes('AWSManagedPolicy');
  if (local || aws) add('Policies', (policy) => (isAwsManaged(policy) ? aws : local));
  return entities;
}

function isAwsManaged(policy: Entity): boolean {
  return /^arn:aws[a-z-]*:iam::aws:/.test(String(policy['Arn']));
}

function markerOf(position: number): string {
  return Buffer.from(`page ${position}`).toString('base64url');
}

function readMarker(marker: string | null, most: number): number {
  if (marker === null) return 0;
  const position = Number(/^page (\d+)$/.exec(Buffer.from(marker, 'base64url').toString())?.[1] ?? Number.NaN);
  if (Number.isInteger(position) && position <= most) return position;
  throw new QueryError('ValidationError', `Invalid Marker: ${marker}`);
}

function xmlValue(value: unknown, name = ''): XmlValue {
  if (DOCUMENTS.has(name)) return encodeDocument(value);
  if (Array.isArray(value)) return value.map((item) => xmlValue(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([child, inner]) => [child, xmlValue(inner, child)]));
  }
  // Safe: what is left of JSON are scalars.
  return value as string | number | boolean | null;
}

/** A document as IAM sends it; one that lies encoded in the snapshot stays as it is. */
function encodeDocument(document: unknown): string {
  if (typeof document !== 'string') return encode(JSON.stringify(document));
  return /^\s*%7B/i.test(document) ? document : encode(document);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
