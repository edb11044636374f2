import type { HttpRequest } from '../http/listener.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { notSupported, S3Error } from './errors.ts';

/** A request taken apart: which operation on what. */
export interface S3Request {
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Parameters of the query that an operation may have. */
const QUERY: Readonly<Record<string, readonly string[]>> = {
  ListObjectsV2: ['list-type', 'prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type'],
  CreateMultipartUpload: ['uploads'],
  UploadPart: ['partNumber', 'uploadId'],
  CompleteMultipartUpload: ['uploadId'],
  AbortMultipartUpload: ['uploadId'],
};

/** `x-amz-…` headers that are honoured or bear on nothing here; another one fails with its name. */
const HEADERS =
  /^x-amz-(content-sha256|date|security-token|user-agent|trailer|decoded-content-length|sdk-checksum-algorithm|expected-bucket-owner|checksum-[a-z0-9]+|meta-.+|server-side-encryption(-aws-kms-key-id|-context|-bucket-key-enabled)?|mp-object-size)$/;

export function readRequest(request: HttpRequest): S3Request {
  const [bucket = '', ...rest] = request.path.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const operation = operationOf(request, bucket, key);
  for (const name of request.query.keys()) {
    if (name !== 'x-id' && !QUERY[operation]?.includes(name)) throw notSupported(`${operation} with \`${name}\``);
  }
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-amz-') && !HEADERS.test(name)) throw notSupported(`${operation} with header \`${name}\``);
  }
  const chunked = (request.headers['content-encoding'] ?? '').split(',').map((part) => part.trim());
  if (!chunked.includes('aws-chunked')) {
    return { operation, bucket, key, query: request.query, headers: request.headers, body: request.body };
  }
  const { body, trailers } = decodeAwsChunked(request.body, request.headers);
  const encoding = chunked.filter((part) => part !== 'aws-chunked').join(',');
  const { 'content-encoding': _encoding, ...headers } = { ...request.headers, ...trailers };
  const kept = encoding === '' ? headers : { ...headers, 'content-encoding': encoding };
  return { operation, bucket, key, query: request.query, headers: kept, body };
}

function operationOf({ method, query, headers }: HttpRequest, bucket: string, key: string): string {
  const asked = `${method}${[...query.keys()].map((name) => ` ${name}`).join('')}`;
  if (bucket === '') throw notSupported(`operation \`${asked}\` without a bucket`);
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
    if (method === 'HEAD') return 'HeadBucket';
    throw notSupported(`operation \`${query.get('x-id') ?? asked}\` on a bucket`);
  }
  if (Buffer.byteLength(key) > 1024) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload';
  if (query.has('uploadId')) {
    if (method === 'PUT' && query.has('partNumber') && !headers['x-amz-copy-source']) return 'UploadPart';
    if (method === 'POST') return 'CompleteMultipartUpload';
    if (method === 'DELETE') return 'AbortMultipartUpload';
  }
  const known: Record<string, string> = {
    PUT: 'PutObject',
    GET: 'GetObject',
    HEAD: 'HeadObject',
    DELETE: 'DeleteObject',
  };
  const operation = headers['x-amz-copy-source'] ? 'CopyObject' : known[method];
  if (!operation || operation === 'CopyObject') throw notSupported(`operation \`${operation ?? asked}\``);
  return operation;
}
