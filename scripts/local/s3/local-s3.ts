/**
 * S3 on one machine, for what the product uses: PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2,
 * HeadBucket and uploads in parts. A bucket is a folder that mirrors its keys; what else is known of the objects lies in
 * a folder of its own.
 *
 * Enforced: checksums of the SDK (CRC32, CRC32C, SHA-1, SHA-256, also as trailers of aws-chunked bodies), Content-MD5;
 * If-None-Match: * and If-Match on writes; If-Match and If-None-Match on reads; pages of 1,000 by UTF-8 order; sizes,
 * order and digests of parts; the KMS key's state on write and read, where a KMS is given. Writes are atomic and seen
 * by every later read. Unknown operations, parameters and `x-amz-` headers fail with their names.
 *
 * NOT enforced: signatures, policies and TLS (a gate may decide by access key); encryption itself (headers are stored
 * and returned, bytes lie in the clear); versions, lifecycle, object lock, tags, ACLs, copies, DeleteObjects, CRC64NVME;
 * ConditionalRequestConflict of two writers at once; request rates; keys that no file can mirror (`a//b`, `..`, or `a`
 * beside `a/b`) are refused here and legal there.
 */
import type { Gates } from '../http/gate.ts';
import {
  accessKeyIdOf,
  Gatekeeper,
  type HttpAnswer,
  type HttpRequest,
  type Listener,
  listen,
} from '../http/listener.ts';
import { verifyChecksums } from './checksum.ts';
import { S3Error } from './errors.ts';
import { etagOf } from './etag.ts';
import { listObjects } from './list-objects.ts';
import { Uploads } from './multipart.ts';
import { readRequest, type S3Request } from './request.ts';
import { BucketStore, type ObjectFacts } from './store.ts';
import { document, element, textsOf } from './xml.ts';

export interface LocalS3Options {
  /** Folder of each bucket: it is the mirror, nothing else is written there. */
  readonly buckets: Readonly<Record<string, string>>;
  /** Folder for everything else, on the same file system. */
  readonly stateFolder: string;
  readonly now?: () => number;
  /** Throws an error with `code` where the key cannot be used: `DisabledException`, … */
  readonly checkKmsKey?: (keyId: string) => void;
  /** May the caller list the bucket? Who may not is told 403 for a key that is not there. Default: everybody may. */
  readonly mayList?: (accessKeyId: string | null, bucket: string) => boolean;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** Stored with an object and returned with it. */
const KEPT =
  /^(content-type|content-encoding|content-disposition|content-language|cache-control|expires|x-amz-meta-.+|x-amz-server-side-encryption(-aws-kms-key-id|-bucket-key-enabled)?)$/;
const KMS_KEY = 'x-amz-server-side-encryption-aws-kms-key-id';

export class LocalS3 {
  private readonly options: LocalS3Options;
  private readonly stores = new Map<string, BucketStore>();
  private readonly uploads: Uploads;

  constructor(options: LocalS3Options) {
    this.options = options;
    for (const [name, folder] of Object.entries(options.buckets)) {
      this.stores.set(name, new BucketStore(folder, options.stateFolder, name));
    }
    this.uploads = new Uploads(options.stateFolder);
  }

  /** Serves the buckets to `@aws-sdk/client-s3` (path style, which the SDK chooses for an IP address). */
  listen(gates?: Gates): Promise<Listener> {
    const keeper = new Gatekeeper('s3', gates);
    return listen((request) => this.answer(keeper, request));
  }

  /** The text of an object, for ItemReader; throws where it is not there. */
  async readObject(bucket: string, key: string): Promise<string> {
    this.factsOf(bucket, key);
    return this.storeOf(bucket).read(key).toString('utf8');
  }

  /** Writes text as ResultWriter does. */
  async writeObject(bucket: string, key: string, text: string): Promise<void> {
    const body = Buffer.from(text);
    this.storeOf(bucket).put(key, body, { etag: etagOf(body, false), lastModified: this.now(), headers: {} });
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  private async answer(keeper: Gatekeeper, http: HttpRequest): Promise<HttpAnswer> {
    try {
      const request = readRequest(http);
      const { operation, bucket, key } = request;
      const input = { bucket, key, query: Object.fromEntries(request.query), headers: request.headers };
      const passed = await keeper.pass(operation, input, request.headers, () => this.perform(request));
      if ('value' in passed) return passed.value;
      const { status, code, message } = passed.refusal;
      return errorAnswer(new S3Error(status, code, message));
    } catch (error) {
      if (error instanceof S3Error) return errorAnswer(error);
      throw error;
    }
  }

  private perform(request: S3Request): HttpAnswer {
    const store = this.storeOf(request.bucket);
    switch (request.operation) {
      case 'PutObject':
        return this.put(store, request);
      case 'GetObject':
      case 'HeadObject':
        return this.get(store, request);
      case 'DeleteObject':
        store.delete(request.key);
        return { status: 204 };
      case 'ListObjectsV2':
        return xml(listObjects(request.bucket, store, request.query));
      case 'HeadBucket':
        return { status: 200 };
      case 'CreateMultipartUpload':
        return this.createUpload(request);
      case 'UploadPart':
        return this.uploadPart(request);
      case 'CompleteMultipartUpload':
        return this.completeUpload(store, request);
      case 'AbortMultipartUpload':
        this.uploads.find(request.query.get('uploadId') ?? '', request.bucket, request.key);
        this.uploads.remove(request.query.get('uploadId') ?? '');
        return { status: 204 };
      default:
        // INVARIANT: readRequest names no other operation.
        throw new Error(`no answer for ${request.operation}`);
    }
  }

  private put(store: BucketStore, request: S3Request): HttpAnswer {
    const checksum = verifyChecksums(request.headers, request.body);
    checkWrite(store.facts(request.key), request.headers);
    const headers = this.keptHeaders(request.headers);
    if (checksum) headers[`x-amz-checksum-${checksum.algorithm}`] = checksum.value;
    const etag = etagOf(request.body, headers[KMS_KEY] !== undefined);
    store.put(request.key, request.body, { etag, lastModified: this.now(), headers });
    return { status: 200, headers: { etag, ...encryptionOf(headers), ...checksumsOf(headers) } };
  }

  private get(store: BucketStore, request: S3Request): HttpAnswer {
    if (!store.facts(request.key) && this.options.mayList?.(accessKeyIdOf(request.headers), request.bucket) === false) {
      throw new S3Error(403, 'AccessDenied', 'Access Denied');
    }
    const facts = this.factsOf(request.bucket, request.key);
    this.checkKey(facts.headers[KMS_KEY]);
    const { etag, size } = facts;
    const modified = new Date(facts.lastModified).toUTCString();
    const head = { ...withoutChecksums(facts.headers), etag, 'last-modified': modified, 'accept-ranges': 'bytes' };
    const wanted = request.headers['if-none-match'];
    if (wanted !== undefined && matchesEtag(wanted, etag)) return { status: 304, headers: { etag } };
    const needed = request.headers['if-match'];
    if (needed !== undefined && !matchesEtag(needed, etag)) throw preconditionFailed();
    const range = request.headers['range'] === undefined ? null : rangeOf(request.headers['range'], size);
    const checks = request.headers['x-amz-checksum-mode'] && !range ? checksumsOf(facts.headers) : {};
    const [first, last] = range ?? [0, size - 1];
    const headers = {
      'content-type': 'binary/octet-stream',
      ...head,
      ...checks,
      ...(range ? { 'content-range': `bytes ${first}-${last}/${size}` } : {}),
      'content-length': String(last - first + 1),
    };
    if (request.operation === 'HeadObject') return { status: range ? 206 : 200, headers };
    return { status: range ? 206 : 200, headers, body: store.read(request.key).subarray(first, last + 1) };
  }

  private createUpload({ bucket, key, headers }: S3Request): HttpAnswer {
    const id = this.uploads.create({ bucket, key, headers: this.keptHeaders(headers) });
    const children = [element('Bucket', bucket), element('Key', key), element('UploadId', id)];
    return xml(document('InitiateMultipartUploadResult', NAMESPACE, children));
  }

  private uploadPart(request: S3Request): HttpAnswer {
    const id = request.query.get('uploadId') ?? '';
    this.uploads.find(id, request.bucket, request.key);
    const checksum = verifyChecksums(request.headers, request.body);
    const etag = this.uploads.putPart(id, Number(request.query.get('partNumber')), request.body);
    const check = checksum ? { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value } : {};
    return { status: 200, headers: { etag, ...check } };
  }

  private completeUpload(store: BucketStore, { bucket, key, query, headers, body }: S3Request): HttpAnswer {
    const id = query.get('uploadId') ?? '';
    const upload = this.uploads.find(id, bucket, key);
    const text = body.toString('utf8');
    const etags = textsOf(text, 'ETag');
    const parts = textsOf(text, 'PartNumber').map((number, at) => ({ number: Number(number), etag: etags[at] ?? '' }));
    checkWrite(store.facts(key), headers);
    const whole = this.uploads.assemble(id, parts);
    store.put(key, whole.body, { etag: whole.etag, lastModified: this.now(), headers: upload.headers });
    this.uploads.remove(id);
    const children = [element('Bucket', bucket), element('Key', key), element('ETag', whole.etag)];
    return { ...xml(document('CompleteMultipartUploadResult', NAMESPACE, children)) };
  }

  private keptHeaders(sent: Readonly<Record<string, string>>): Record<string, string> {
    const kept = Object.fromEntries(Object.entries(sent).filter(([name]) => KEPT.test(name)));
    this.checkKey(kept[KMS_KEY]);
    kept['x-amz-server-side-encryption'] ??= 'AES256';
    return kept;
  }

  private checkKey(keyId: string | undefined): void {
    if (keyId === undefined || !this.options.checkKmsKey) return;
    try {
      this.options.checkKmsKey(keyId);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === undefined) throw error;
      throw new S3Error(400, `KMS.${code}`, message);
    }
  }

  private storeOf(bucket: string): BucketStore {
    const store = this.stores.get(bucket);
    if (store) return store;
    throw new S3Error(404, 'NoSuchBucket', `The specified bucket does not exist: \`${bucket}\``);
  }

  private factsOf(bucket: string, key: string): ObjectFacts {
    const facts = this.storeOf(bucket).facts(key);
    if (facts) return facts;
    throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  }
}

function xml(body: string): HttpAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function errorAnswer({ status, code, message }: S3Error): HttpAnswer {
  const children = [element('Code', code), element('Message', message)].join('');
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${children}</Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function preconditionFailed(): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

function matchesEtag(wanted: string, etag: string): boolean {
  return wanted === '*' || wanted.replaceAll('"', '') === etag.replaceAll('"', '');
}

/** Conditional writes: `If-None-Match: *` for a key that must be new, `If-Match` for one that must not have changed. */
function checkWrite(existing: ObjectFacts | undefined, headers: Readonly<Record<string, string>>): void {
  const { 'if-none-match': absent, 'if-match': same } = headers;
  if (absent !== undefined && absent !== '*') {
    throw new S3Error(501, 'NotImplemented', 'If-None-Match on a write takes only `*`');
  }
  if (absent === '*' && existing) throw preconditionFailed();
  if (same === undefined) return;
  if (!existing) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  if (!matchesEtag(same, existing.etag)) throw preconditionFailed();
}

/** First and last byte of a single range; several ranges are read as none, as S3 does. */
function rangeOf(header: string, size: number): [first: number, last: number] | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!parts || (parts[1] === '' && parts[2] === '')) return null;
  const tail = parts[1] === '';
  const first = tail ? Math.max(0, size - Number(parts[2])) : Number(parts[1]);
  const last = tail || parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  if (first <= last && first < size) return [first, last];
  throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
}

function isChecksum(name: string): boolean {
  return name.startsWith('x-amz-checksum-');
}

function checksumsOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(headers).filter(([name]) => isChecksum(name));
  return found.length === 0 ? {} : { ...Object.fromEntries(found), 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function withoutChecksums(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isChecksum(name)));
}

function encryptionOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('x-amz-server-side-encryption')),
  );
}
