import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * The SDK's clients, one of each per execution environment. Endpoints and credentials come from the environment under
 * AWS's own names (`AWS_ENDPOINT_URL_S3` and so on), which is all that differs on one machine. Retries inside the
 * SDK are few: the state machine's Retry is the level that waits.
 */
const RETRIES = { maxAttempts: 3, retryMode: 'standard' } as const;

export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(RETRIES), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

export function s3Client(): S3Client {
  // A stand-in answers under one host name, where a bucket cannot be part of it.
  return new S3Client({ ...RETRIES, forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined });
}

export function kmsClient(): KMSClient {
  return new KMSClient(RETRIES);
}

export function sfnClient(): SFNClient {
  return new SFNClient(RETRIES);
}

export function stsClient(): STSClient {
  return new STSClient(RETRIES);
}
