import { isAccountId, parseArn } from '../../policy/arn.ts';
import type { AclGrant, KmsFacts, KmsGrant, PublicAccessBlock, ResourceFacts, S3Facts } from '../request.ts';
import {
  booleanAt,
  type Fields,
  objectAt,
  optionalList,
  optionalObject,
  optionalText,
  textAt,
  wordAt,
} from './fields.ts';
import { BadLine } from './line-error.ts';
import type { ReadPolicy } from './read-world.ts';

/** Reads `facts`: what is no policy and yet decides (contract, `nightjar decide`). */
export function readFacts(input: unknown, readPolicy: ReadPolicy): ResourceFacts | null {
  const fields = optionalObject(input, '/facts');
  if (fields === null) return null;
  return { s3: readS3(fields['s3'], readPolicy), kms: readKms(fields['kms']) };
}

function readS3(input: unknown, readPolicy: ReadPolicy): S3Facts | null {
  const at = '/facts/s3';
  const fields = optionalObject(input, at);
  if (fields === null) return null;
  const ownership = fields['objectOwnership'] ?? null;
  const objectOwner = optionalText(fields['objectOwner'], `${at}/objectOwner`);
  if (objectOwner !== null && !isAccountId(objectOwner)) {
    throw new BadLine('unknown-value', `${at}/objectOwner`, 'an account id of twelve digits', objectOwner);
  }
  return {
    publicAccessBlock: readBlock(fields['publicAccessBlock'], `${at}/publicAccessBlock`),
    objectOwnership: ownership === null ? null : wordAt(ownership, `${at}/objectOwnership`, OWNERSHIP),
    bucketAcl: optionalList(fields['bucketAcl'], `${at}/bucketAcl`, readAclGrant),
    objectAcl: optionalList(fields['objectAcl'], `${at}/objectAcl`, readAclGrant),
    objectOwner,
    accessPoint: readAccessPoint(fields['accessPoint'], `${at}/accessPoint`, readPolicy),
  };
}

const OWNERSHIP = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
const PERMISSIONS = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;

function readBlock(input: unknown, where: string): PublicAccessBlock | null {
  const fields = optionalObject(input, where);
  if (fields === null) return null;
  const setting = (name: keyof PublicAccessBlock): boolean => booleanAt(fields[name], `${where}/${name}`);
  return {
    blockPublicAcls: setting('blockPublicAcls'),
    ignorePublicAcls: setting('ignorePublicAcls'),
    blockPublicPolicy: setting('blockPublicPolicy'),
    restrictPublicBuckets: setting('restrictPublicBuckets'),
  };
}

function readAclGrant(input: unknown, where: string): AclGrant {
  const fields = objectAt(input, where);
  return {
    grantee: textAt(fields['grantee'], `${where}/grantee`),
    permission: wordAt(fields['permission'], `${where}/permission`, PERMISSIONS),
  };
}

function readAccessPoint(input: unknown, where: string, readPolicy: ReadPolicy): S3Facts['accessPoint'] {
  const fields = optionalObject(input, where);
  if (fields === null) return null;
  const arn = textAt(fields['arn'], `${where}/arn`, 'the ARN of an access point');
  if (parseArn(arn)?.resource.startsWith('accesspoint') !== true) {
    throw new BadLine('unknown-value', `${where}/arn`, 'the ARN of an access point', arn);
  }
  const policy = fields['policy'] ?? null;
  return {
    arn,
    policy: policy === null ? null : readPolicy(policy, `${where}/policy`),
    publicAccessBlock: readBlock(fields['publicAccessBlock'], `${where}/publicAccessBlock`),
    vpcId: optionalText(fields['vpcId'], `${where}/vpcId`),
  };
}

function readKms(input: unknown): KmsFacts | null {
  const at = '/facts/kms';
  const fields = optionalObject(input, at);
  if (fields === null) return null;
  const manager = fields['keyManager'] ?? null;
  return {
    keyManager: manager === null ? null : wordAt(manager, `${at}/keyManager`, ['AWS', 'CUSTOMER']),
    state: optionalText(fields['state'], `${at}/state`),
    grants: optionalList(fields['grants'], `${at}/grants`, readKmsGrant),
  };
}

function readKmsGrant(input: unknown, where: string): KmsGrant {
  const fields = objectAt(input, where);
  const constraints = optionalObject(fields['constraints'], `${where}/constraints`);
  return {
    granteePrincipal: textAt(fields['granteePrincipal'], `${where}/granteePrincipal`),
    operations: optionalList(fields['operations'], `${where}/operations`, (one, at) => textAt(one, at)) ?? [],
    constraints:
      constraints === null
        ? null
        : {
            encryptionContextEquals: texts(constraints, 'encryptionContextEquals', `${where}/constraints`),
            encryptionContextSubset: texts(constraints, 'encryptionContextSubset', `${where}/constraints`),
          },
  };
}

function texts(fields: Fields, name: string, where: string): Readonly<Record<string, string>> | null {
  const values = optionalObject(fields[name], `${where}/${name}`);
  if (values === null) return null;
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([key, value]) => [key, textAt(value, `${where}/${name}/${key}`)]));
}
