import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Credentials } from './tenant-sessions.ts';

/**
 * The SDK's clients. Endpoints come from the environment under AWS's own names (`AWS_ENDPOINT_URL_S3` and so on),
 * which is all that differs on one machine; credentials from the function's role, unless a session's are given.
 * Retries inside the SDK are few: the state machine's Retry is the level that waits.
 */
export interface ClientOptions {
  readonly credentials?: () => Promise<Credentials>;
}

const RETRIES = { maxAttempts: 3, retryMode: 'standard' } as const;

export function documentClient(options: ClientOptions = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...RETRIES, ...options }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

export function s3Client(options: ClientOptions = {}): S3Client {
  // A stand-in answers under one host name, where a bucket cannot be part of it.
  const forcePathStyle = process.env['AWS_ENDPOINT_URL_S3'] !== undefined;
  return new S3Client({ ...RETRIES, ...options, forcePathStyle });
}

export function kmsClient(options: ClientOptions = {}): KMSClient {
  return new KMSClient({ ...RETRIES, ...options });
}

export function sfnClient(): SFNClient {
  return new SFNClient(RETRIES);
}

export function stsClient(options: ClientOptions = {}): STSClient {
  return new STSClient({ ...RETRIES, ...options });
}
