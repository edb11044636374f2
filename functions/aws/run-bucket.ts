import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { PutOptions, RunBucket, StoredObject } from '../ports/bucket.ts';

/** The run bucket. Objects of a customer are encrypted under that customer's key, with a bucket key. */
export function runBucket(client: S3Client, bucket: string): RunBucket {
  return {
    async get(key): Promise<StoredObject | null> {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined || ETag === undefined) return null;
        return { body: await Body.transformToByteArray(), etag: ETag };
      } catch (error) {
        return nothingIfAbsent(error);
      }
    },

    async head(key): Promise<string | null> {
      try {
        const { ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return ETag ?? null;
      } catch (error) {
        return nothingIfAbsent(error);
      }
    },

    async put(key, body, options): Promise<boolean> {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: options.contentType,
            ...encryption(options),
            ...precondition(options),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && CONDITION_FAILED.has(error.name)) return false;
        throw error;
      }
    },
  };
}

/**
 * 412: the condition did not hold; 409: another conditional write to the key was under way and won; 404: If-Match for
 * an object that is gone.
 */
const CONDITION_FAILED = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);

function encryption(options: PutOptions) {
  if (options.keyId === null) return {};
  return { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: options.keyId, BucketKeyEnabled: true };
}

function precondition(options: PutOptions) {
  if (options.when === undefined) return {};
  return options.when.kind === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: options.when.etag };
}

/**
 * Sessions may not list, so S3 answers 403 for a key that is not there. A denial that is really one shows at the next
 * write, or as the input that the caller then misses.
 */
function nothingIfAbsent(error: unknown): null {
  if (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0)) return null;
  throw error;
}
