import { document, granting } from '../document.ts';
import { COMPANY } from '../words.ts';
import { denyOthers, publicRead, resourcePolicy, trailWrites } from './policies.ts';
import { keyOf, line, nameOf, principalArns, type ResourceText, type Slot } from './stock.ts';

const CLOSED = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const OPEN = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** A bucket: some shared between teams by prefix, some with access points, few of them public. */
export function bucket(slot: Slot): ResourceText {
  const { random, number, serial, team, app, purpose, stock } = slot;
  const shared = serial % 9 === 4;
  const name = shared ? `${COMPANY}-shared-${purpose}-${number}` : `${COMPANY}-${team}-${app}-${purpose}-${number}`;
  const arn = `arn:aws:s3:::${name}`;
  const everything = [arn, `${arn}/*`];
  const oddity = serial % 40;
  const base = resourcePolicy(slot, {
    read: ['s3:GetObject'],
    write: ['s3:PutObject', 's3:DeleteObject'],
    all: 's3:*',
    resources: random.chance(0.3) ? [`${arn}/${random.chance(0.5) ? team : purpose}/*`] : everything.slice(1),
  });
  const statements = [
    ...(base?.Statement ?? []),
    ...(oddity === 1 ? [denyOthers(slot, 's3:PutObject', [`${arn}/sealed/*`])] : []),
    ...(oddity === 3 ? [publicRead([`${arn}/public/*`])] : []),
    ...(oddity === 5 ? trailWrites(slot, arn) : []),
  ];
  const points = oddity % 8 === 2 ? [accessPoint(slot, arn)] : [];
  if (points.length > 0) {
    statements.push(
      granting('Allow', { AWS: '*' }, ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], everything, {
        StringEquals: { 's3:DataAccessPointAccount': stock.ground.place.accountId },
      }),
    );
  }
  const key = random.chance(0.4) ? keyOf(slot) : null;
  const legacyAcl = oddity === 7;
  return {
    ...line(slot, 'AWS::S3::Bucket', arn, {}),
    name,
    policy: statements.length === 0 ? null : document(...statements),
    creationDate: slot.createdAt,
    publicAccessBlock: oddity === 3 || legacyAcl ? OPEN : random.chance(0.9) ? CLOSED : null,
    objectOwnership: legacyAcl ? 'ObjectWriter' : random.chance(0.9) ? 'BucketOwnerEnforced' : 'BucketOwnerPreferred',
    acl: {
      owner: { id: stock.ground.place.accountId.padStart(64, 'a') },
      grants: legacyAcl
        ? [
            {
              grantee: { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' },
              permission: 'READ',
            },
          ]
        : [],
    },
    accessPoints: points,
    accessGrants: [],
    encryption:
      key === null
        ? { sseAlgorithm: 'AES256', kmsMasterKeyID: null }
        : { sseAlgorithm: 'aws:kms', kmsMasterKeyID: key, bucketKeyEnabled: random.chance(0.5) },
    versioning: { status: random.chance(0.6) ? 'Enabled' : null, mfaDelete: null },
  };
}

function accessPoint(slot: Slot, bucketArn: string): Readonly<Record<string, unknown>> {
  const { stock, region, number, team } = slot;
  const { accountId } = stock.ground.place;
  const name = `${team}-point-${number}`;
  const arn = `arn:aws:s3:${region}:${accountId}:accesspoint/${name}`;
  const readers = principalArns(slot, ['workload', 'stamped', 'reader'], 2);
  return {
    name,
    accessPointArn: arn,
    alias: `${name}-s3alias`,
    networkOrigin: number % 2 === 0 ? 'VPC' : 'Internet',
    vpcConfiguration: number % 2 === 0 ? { vpcId: 'vpc-0c1d2e3f4a5b6c7d8' } : null,
    publicAccessBlockConfiguration: CLOSED,
    bucketAccountId: accountId,
    policy: document(
      granting(
        'Allow',
        { AWS: readers.length === 0 ? accountId : readers },
        ['s3:GetObject', 's3:PutObject'],
        `${arn}/object/${team}/*`,
      ),
      granting('Deny', '*', 's3:*', [arn, `${arn}/object/*`], { Bool: { 'aws:SecureTransport': 'false' } }),
    ),
    bucket: bucketArn.slice(bucketArn.lastIndexOf(':') + 1),
  };
}

export function fileSystem(slot: Slot): ResourceText {
  const { random } = slot;
  const id = `fs-${random.hex(17)}`;
  const arn = `arn:aws:elasticfilesystem:${slot.region}:${slot.stock.ground.place.accountId}:file-system/${id}`;
  return line(slot, 'AWS::EFS::FileSystem', arn, {
    policy: resourcePolicy(slot, {
      read: ['elasticfilesystem:ClientMount'],
      write: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      all: 'elasticfilesystem:ClientRootAccess',
      resources: [arn],
    }),
    fileSystemId: id,
    encrypted: true,
    kmsKeyId: keyOf(slot),
    accessPoints: [],
  });
}

export function repository(slot: Slot): ResourceText {
  const { stock, region, random } = slot;
  const name = `${slot.team}/${slot.app}-${slot.number}`;
  return line(
    slot,
    'AWS::ECR::Repository',
    `arn:aws:ecr:${region}:${stock.ground.place.accountId}:repository/${name}`,
    {
      name: nameOf(slot),
      policy: withoutResource(
        resourcePolicy(slot, {
          read: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
          write: ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload'],
          all: 'ecr:*',
          resources: ['*'],
        }),
      ),
      repositoryUri: `${stock.ground.place.accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
      encryptionConfiguration: { encryptionType: random.chance(0.5) ? 'KMS' : 'AES256', kmsKey: null },
      imageTagMutability: 'IMMUTABLE',
    },
  );
}

/** Policies of a repository name no resource. */
function withoutResource(policy: ReturnType<typeof resourcePolicy>) {
  if (policy === null) return null;
  return { ...policy, Statement: policy.Statement.map(({ Resource: _, ...rest }) => rest) };
}
