import { S3Error } from './errors.ts';
import type { BucketStore } from './store.ts';
import { document, element } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const PAGE = 1000;

/** ListObjectsV2: at most 1,000 keys and common prefixes a page, by UTF-8 bytes. */
export function listObjects(bucket: string, store: BucketStore, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const size = pageSize(query.get('max-keys'));
  const after = startOf(query);
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  const contents: string[] = [];
  const prefixes = new Set<string>();
  let last = '';
  let truncated = false;
  for (const key of store.keys()) {
    if (!key.startsWith(prefix) || !isAfter(key, after)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? null : key.slice(0, cut + delimiter.length);
    // A page that ended with a group has shown all of it.
    if (group !== null && (prefixes.has(group) || group === after)) continue;
    if (contents.length + prefixes.size >= size) {
      truncated = true;
      break;
    }
    last = group ?? key;
    if (group === null) contents.push(contentOf(store, key, encode));
    else prefixes.add(group);
  }
  return document('ListBucketResult', NAMESPACE, [
    element('Name', bucket),
    element('Prefix', encode(prefix)),
    delimiter === '' ? '' : element('Delimiter', encode(delimiter)),
    element('MaxKeys', size),
    element('KeyCount', contents.length + prefixes.size),
    element('IsTruncated', truncated),
    element('ContinuationToken', query.get('continuation-token') ?? undefined),
    truncated ? element('NextContinuationToken', Buffer.from(last).toString('base64url')) : '',
    ...contents,
    ...[...prefixes].map((group) => element('CommonPrefixes', [element('Prefix', encode(group))])),
  ]);
}

function contentOf(store: BucketStore, key: string, encode: (text: string) => string): string {
  const facts = store.facts(key);
  return element('Contents', [
    element('Key', encode(key)),
    element('LastModified', new Date(facts?.lastModified ?? 0).toISOString()),
    element('ETag', facts?.etag),
    element('Size', facts?.size),
    element('StorageClass', 'STANDARD'),
  ]);
}

function pageSize(asked: string | null): number {
  if (asked === null) return PAGE;
  const size = Number(asked);
  if (!Number.isInteger(size) || size < 0) throw new S3Error(400, 'InvalidArgument', `max-keys: found \`${asked}\``);
  return Math.min(size, PAGE);
}

function startOf(query: URLSearchParams): string {
  const token = query.get('continuation-token');
  if (token === null) return query.get('start-after') ?? '';
  const after = Buffer.from(token, 'base64url').toString('utf8');
  if (after === '' || Buffer.from(after).toString('base64url') !== token) {
    throw new S3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  }
  return after;
}

function isAfter(key: string, after: string): boolean {
  return after === '' || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
}
