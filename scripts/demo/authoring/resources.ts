import type { ResourceSource, Tags } from './account-source.ts';
import type { PolicySource } from './policy.ts';
import { rootOf } from './policy.ts';
import { fixedHex, fixedText, fixedUuid } from './unique-id.ts';

/** Fields that a resource may set beside its defaults; see the schema of its type. */
type Details = Readonly<Record<string, unknown>>;
interface Given {
  readonly tags?: Tags;
  readonly policy?: PolicySource | null;
  readonly details?: Details;
}

export const BLOCK_ALL = publicAccessBlock(true);
export const BLOCK_NONE = publicAccessBlock(false);

function publicAccessBlock(on: boolean) {
  return { blockPublicAcls: on, ignorePublicAcls: on, blockPublicPolicy: on, restrictPublicBuckets: on };
}

/** Makers of resources in one account and Region, each with the everyday settings of its type. */
export function resourcesOf(accountId: string, region: string) {
  const here = { accountId, region };
  return {
    bucket: (name: string, given: Given = {}) => bucket(here, name, given),
    key: (name: string, given: Given = {}) => key(here, name, given),
    table: (name: string, given: Given = {}) => table(here, name, given),
    queue: (name: string, given: Given = {}) => queue(here, name, given),
    topic: (name: string, given: Given = {}) => topic(here, name, given),
    secret: (name: string, given: Given = {}) => secret(here, name, given),
    lambda: (name: string, roleArn: string, given: Given = {}) => lambda(here, name, roleArn, given),
  };
}

interface Place {
  readonly accountId: string;
  readonly region: string;
}

export function arnIn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The ARN that `key(name)` will have. */
export function keyArn(place: Place, name: string): string {
  return arnIn(place, 'kms', `key/${fixedUuid(`kms/${place.accountId}/${name}`)}`);
}

/** Secrets Manager adds six random characters to a secret's name. */
export function secretArn(place: Place, name: string): string {
  const suffix = fixedText(`secret/${place.accountId}/${name}`, 6, 'abcdefghijkmnpqrstuvwxyzABCDEFGH');
  return arnIn(place, 'secretsmanager', `secret:${name}-${suffix}`);
}

function made(place: Place, type: string, arn: string, name: string, given: Given, defaults: Details): ResourceSource {
  return {
    arn,
    type,
    region: place.region,
    name,
    tags: given.tags ?? {},
    policy: given.policy ?? null,
    ...defaults,
    ...given.details,
  };
}

function bucket(place: Place, name: string, given: Given): ResourceSource {
  return made(place, 'AWS::S3::Bucket', `arn:aws:s3:::${name}`, name, given, {
    publicAccessBlock: BLOCK_ALL,
    objectOwnership: 'BucketOwnerEnforced',
    acl: ownerAcl(place.accountId),
    accessPoints: [],
    accessGrants: [],
    encryption: { sseAlgorithm: 'AES256', kmsMasterKeyID: null, bucketKeyEnabled: false },
    versioning: { status: 'Enabled', mfaDelete: null },
    website: null,
    logging: null,
  });
}

/** The bucket's owner, who holds everything, and what else an ACL grants. */
export function ownerAcl(accountId: string, ...further: readonly object[]) {
  const id = fixedHex(`canonical/${accountId}`, 64);
  return {
    owner: { id },
    grants: [{ grantee: { type: 'CanonicalUser', id }, permission: 'FULL_CONTROL' }, ...further],
  };
}

/** SSE-KMS under a customer-managed key. */
export function encryptedWith(kmsMasterKeyID: string): Details {
  return { encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyID, bucketKeyEnabled: true } };
}

function key(place: Place, name: string, given: Given): ResourceSource {
  const arn = keyArn(place, name);
  return made(place, 'AWS::KMS::Key', arn, name, given, {
    keyId: arn.slice(arn.lastIndexOf('/') + 1),
    keyManager: 'CUSTOMER',
    keyState: 'Enabled',
    keyUsage: 'ENCRYPT_DECRYPT',
    keySpec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    description: name,
    creationDate: '2022-03-01T09:30:00Z',
    deletionDate: null,
    keyRotationEnabled: true,
    multiRegion: false,
    multiRegionConfiguration: null,
    aliases: [{ aliasName: `alias/${name}`, aliasArn: arnIn(place, 'kms', `alias/${name}`) }],
    grants: [],
    awsAccountId: place.accountId,
  });
}

/** The key policy that KMS writes for a new key: the account's IAM policies decide (rule H02). */
export function delegatingKeyPolicy(accountId: string): PolicySource['Statement'][number] {
  return {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootOf(accountId) },
    Action: 'kms:*',
    Resource: '*',
  };
}

function table(place: Place, name: string, given: Given): ResourceSource {
  const arn = arnIn(place, 'dynamodb', `table/${name}`);
  return made(place, 'AWS::DynamoDB::Table', arn, name, given, {
    tableId: fixedUuid(arn),
    tableStatus: 'ACTIVE',
    creationDateTime: '2023-02-06T09:30:00Z',
    sseDescription: null,
    globalSecondaryIndexes: [],
    localSecondaryIndexes: [],
    replicas: [],
    latestStreamArn: null,
    streamPolicy: null,
    deletionProtectionEnabled: true,
  });
}

/** A table encrypted under a customer-managed key. */
export function tableKey(kmsMasterKeyArn: string): Details {
  return { sseDescription: { status: 'ENABLED', sseType: 'KMS', kmsMasterKeyArn } };
}

function queue(place: Place, name: string, given: Given): ResourceSource {
  return made(place, 'AWS::SQS::Queue', arnIn(place, 'sqs', name), name, given, {
    queueUrl: `https://sqs.${place.region}.amazonaws.com/${place.accountId}/${name}`,
    kmsMasterKeyId: null,
    sqsManagedSseEnabled: true,
    fifoQueue: false,
    redrivePolicy: null,
  });
}

function topic(place: Place, name: string, given: Given): ResourceSource {
  return made(place, 'AWS::SNS::Topic', arnIn(place, 'sns', name), name, given, {
    owner: place.accountId,
    kmsMasterKeyId: null,
    fifoTopic: false,
    subscriptions: [],
  });
}

function secret(place: Place, name: string, given: Given): ResourceSource {
  return made(place, 'AWS::SecretsManager::Secret', secretArn(place, name), name, given, {
    kmsKeyId: null,
    rotationEnabled: false,
    rotationLambdaARN: null,
    createdDate: '2023-06-12T09:30:00Z',
    lastChangedDate: '2026-08-20T09:30:00Z',
    lastAccessedDate: '2026-11-17T00:00:00Z',
    owningService: null,
    replicationStatus: [],
  });
}

function lambda(place: Place, name: string, role: string, given: Given): ResourceSource {
  return made(place, 'AWS::Lambda::Function', arnIn(place, 'lambda', `function:${name}`), name, given, {
    runtime: 'nodejs24.x',
    lastModified: '2026-10-30T09:30:00.000+0000',
    role,
    kmsKeyArn: null,
    functionUrlConfigs: [],
    versions: [],
    aliases: [],
    layers: [],
  });
}
