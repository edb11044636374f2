import { type Json, type JsonObject, OUTSIDE_ACCOUNTS, type Profile, REGIONS, tagsOf } from './profile.ts';
import type { Random } from './random.ts';

export interface MadeResource {
  readonly arn: string;
  readonly type: string;
  readonly line: JsonObject;
}

/** How many of a hundred resources are of each kind. */
const MIX: readonly (readonly [kind: Kind, share: number])[] = [
  ['bucket', 40],
  ['queue', 12],
  ['topic', 10],
  ['table', 12],
  ['function', 12],
  ['secret', 8],
  ['parameter', 3],
  ['key', 3],
];
type Kind = 'bucket' | 'queue' | 'topic' | 'table' | 'function' | 'secret' | 'parameter' | 'key';

/** Resources of one account, spread over kinds, teams and Regions. `roles`: ARNs that policies may name. */
export function makeResources(
  random: Random,
  profile: Profile,
  accountId: string,
  count: number,
  roles: readonly string[],
): readonly MadeResource[] {
  const out: MadeResource[] = [];
  const keys: string[] = [];
  // Keys first, so that others can lie under them.
  const kinds = Array.from({ length: count }, (_, i) => kindOf(i)).sort(
    (a, b) => Number(b === 'key') - Number(a === 'key'),
  );
  kinds.forEach((kind, index) => {
    const made = makeOne(random, profile, accountId, kind, index, roles, keys);
    if (kind === 'key') keys.push(made.arn);
    out.push(made);
  });
  return out;
}

function kindOf(index: number): Kind {
  let place = (index * 37) % 100;
  for (const [kind, share] of MIX) {
    if (place < share) return kind;
    place -= share;
  }
  return 'bucket';
}

function makeOne(
  random: Random,
  profile: Profile,
  accountId: string,
  kind: Kind,
  index: number,
  roles: readonly string[],
  keys: readonly string[],
): MadeResource {
  const tags = tagsOf(random.skewed(24));
  const region = random.pick(REGIONS);
  const name = `${tags.team}-${kind}-${accountId.slice(-2)}${String(index).padStart(5, '0')}`;
  const place = `${region}:${accountId}`;
  const key = keys.length > 0 && random.chance(0.1) ? (keys[random.below(keys.length)] ?? null) : null;
  const arn = {
    bucket: `arn:aws:s3:::${name}`,
    queue: `arn:aws:sqs:${place}:${name}`,
    topic: `arn:aws:sns:${place}:${name}`,
    table: `arn:aws:dynamodb:${place}:table/${name}`,
    function: `arn:aws:lambda:${place}:function:${name}`,
    secret: `arn:aws:secretsmanager:${place}:secret:${name}-AbCdEf`,
    parameter: `arn:aws:ssm:${place}:parameter/${tags.team}/${name}`,
    key: `arn:aws:kms:${place}:key/${uuid(random)}`,
  }[kind];
  const type = {
    bucket: 'AWS::S3::Bucket',
    queue: 'AWS::SQS::Queue',
    topic: 'AWS::SNS::Topic',
    table: 'AWS::DynamoDB::Table',
    function: 'AWS::Lambda::Function',
    secret: 'AWS::SecretsManager::Secret',
    parameter: 'AWS::SSM::Parameter',
    key: 'AWS::KMS::Key',
  }[kind];
  const own: JsonObject = {
    bucket: {
      publicAccessBlock: block(!random.chance(0.04)),
      objectOwnership: 'BucketOwnerEnforced',
      acl: null,
      encryption: { sseAlgorithm: key === null ? 'AES256' : 'aws:kms', kmsMasterKeyID: key, bucketKeyEnabled: true },
    },
    queue: { kmsMasterKeyId: key },
    topic: { kmsMasterKeyId: key },
    table: { sseDescription: key === null ? null : { status: 'ENABLED', sseType: 'KMS', kmsMasterKeyArn: key } },
    function: {
      role: roles[random.below(Math.max(1, roles.length))] ?? null,
      kmsKeyArn: null,
      versions: [],
      aliases: [],
    },
    secret: { kmsKeyId: key },
    parameter: { parameterType: key === null ? 'String' : 'SecureString', keyId: key },
    key: { keyManager: 'CUSTOMER', keyState: 'Enabled', grants: [], aliases: [] },
  }[kind] as JsonObject; // a table of objects
  const policy = policyOf(random, profile, accountId, kind, arn, index, roles);
  const line: JsonObject = { arn, type, region: kind === 'bucket' ? region : region, name, tags, policy, ...own };
  return { arn, type, line };
}

function policyOf(
  random: Random,
  profile: Profile,
  accountId: string,
  kind: Kind,
  arn: string,
  index: number,
  roles: readonly string[],
): Json {
  const statements: JsonObject[] = [];
  if (kind === 'key') {
    statements.push({
      Sid: 'Account',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    });
  }
  if (kind === 'parameter') return null;
  const hard = profile === 'hard';
  const both: Json = kind === 'bucket' ? [arn, `${arn}/*`] : arn;
  const read = {
    bucket: 's3:GetObject',
    queue: 'sqs:ReceiveMessage',
    topic: 'sns:Subscribe',
    table: 'dynamodb:Query',
    function: 'lambda:InvokeFunction',
    secret: 'secretsmanager:GetSecretValue',
    key: 'kms:Decrypt',
  }[kind];
  const write = {
    bucket: 's3:PutObject',
    queue: 'sqs:SendMessage',
    topic: 'sns:Publish',
    table: 'dynamodb:PutItem',
    function: 'lambda:InvokeFunction',
    secret: 'secretsmanager:PutSecretValue',
    key: 'kms:GenerateDataKey',
  }[kind];
  const all = {
    bucket: 's3:*',
    queue: 'sqs:*',
    topic: 'sns:*',
    table: 'dynamodb:*',
    function: 'lambda:*',
    secret: 'secretsmanager:*',
    key: 'kms:*',
  }[kind];
  const one = kind === 'key' ? '*' : both;
  if (kind === 'bucket' && random.chance(0.25)) {
    statements.push({
      Sid: 'Tls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: both,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  }
  if (random.chance(0.04)) {
    statements.push({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${random.pick(OUTSIDE_ACCOUNTS)}:root` },
      Action: [read],
      Resource: one,
    });
  }
  if (random.chance(0.05) && (kind === 'queue' || kind === 'topic' || kind === 'function' || kind === 'bucket')) {
    statements.push({
      Effect: 'Allow',
      Principal: { Service: random.pick(['events.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com']) },
      Action: [write],
      Resource: one,
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    });
  }
  if (random.chance(hard ? 0.5 : 0.05) && roles.length > 0) {
    const role = roles[random.below(roles.length)] ?? '';
    statements.push({
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: [read, write],
      Resource: kind === 'bucket' ? `${arn}/${random.pick(['in', 'out', 'shared'])}/*` : one,
      ...(hard ? { Condition: uniqueCondition(random, index) } : {}),
    });
  }
  if (random.chance(hard ? 0.4 : 0.03)) {
    statements.push({
      Effect: 'Deny',
      Principal: '*',
      Action: hard ? [all] : [write],
      Resource: one,
      Condition: hard
        ? uniqueCondition(random, index + 500_000)
        : {
            ArnNotLike: {
              'aws:PrincipalArn': [
                `arn:aws:iam::${accountId}:role/platform-*`,
                `arn:aws:iam::${accountId}:role/admin/*`,
              ],
            },
          },
    });
  }
  if (random.chance(0.02)) {
    statements.push({
      Effect: 'Deny',
      NotPrincipal: { AWS: [`arn:aws:iam::${accountId}:root`, roles[0] ?? `arn:aws:iam::${accountId}:root`] },
      Action: write,
      Resource: one,
    });
  }
  if (random.chance(0.03)) {
    statements.push({
      Effect: 'Allow',
      Principal: '*',
      Action: read,
      Resource: one,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-generated1' } },
    });
  }
  if (statements.length === 0) return null;
  return { Version: index % 97 === 0 ? '2008-10-17' : '2012-10-17', Statement: statements };
}

/** A condition that few others share: nested networks, numbers, dates, sets, tags. */
export function uniqueCondition(random: Random, index: number): JsonObject {
  const network = `10.${index % 256}.${Math.floor(index / 256) % 256}.0/${16 + (index % 9)}`;
  switch (random.below(7)) {
    case 0:
      return { IpAddress: { 'aws:SourceIp': [network, '203.0.113.0/24'] } };
    case 1:
      return { NotIpAddress: { 'aws:SourceIp': network } };
    case 2:
      return {
        DateLessThan: {
          'aws:CurrentTime': `2027-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00Z`,
        },
      };
    case 3:
      return { StringLike: { 'aws:SourceVpce': `vpce-${(index % 4096).toString(16).padStart(8, '0')}*` } };
    case 4:
      return { NumericLessThan: { 'aws:MultiFactorAuthAge': String(300 + (index % 3600)) } };
    case 5:
      return { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage', `k${index % 500}`] } };
    default:
      return { StringEquals: { 'aws:UserAgent': `tool/${index % 2000}` }, Bool: { 'aws:SecureTransport': 'true' } };
  }
}

function block(on: boolean): JsonObject {
  return { blockPublicAcls: on, ignorePublicAcls: on, blockPublicPolicy: on, restrictPublicBuckets: on };
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
