import { z } from 'zod';
import { accountId, arn, flag, policyDocument, publicAccessBlock, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

const aclSchema = z.looseObject({
  owner: z.looseObject({ id: text }).optional(),
  grants: z.array(
    z.looseObject({
      /** `id` of a canonical user, or `uri` of a predefined group such as AllUsers (rule I10). */
      grantee: z.looseObject({ type: text.optional(), id: text.optional(), uri: text.optional() }),
      permission: z.enum(['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'], {
        error: 'a permission of an ACL',
      }),
    }),
  ),
});

const accessPointSchema = z.looseObject({
  name: text,
  accessPointArn: arn,
  alias: text.nullable().optional(),
  networkOrigin: z.enum(['Internet', 'VPC'], { error: '`Internet` or `VPC`' }).optional(),
  vpcConfiguration: z.looseObject({ vpcId: text }).nullable().optional(),
  publicAccessBlockConfiguration: publicAccessBlock.nullable().optional(),
  /** Account of the bucket, where it is another one. */
  bucketAccountId: accountId.optional(),
  policy: policyDocument.nullable().optional(),
});

const accessGrantSchema = z.looseObject({
  accessGrantArn: arn,
  grantee: z.looseObject({ granteeType: text, granteeIdentifier: text }),
  permission: z.enum(['READ', 'WRITE', 'READWRITE'], { error: '`READ`, `WRITE` or `READWRITE`' }),
  grantScope: text,
  /** The role whose session the grantee gets (rule M16). */
  iamRoleArn: arn.optional(),
});

/** A general-purpose bucket (rules I01–I11). */
export const s3Bucket = resourceType({
  type: 'AWS::S3::Bucket',
  service: 's3',
  policy: true,
  fields: z.looseObject({
    creationDate: time.optional(),
    /** GetPublicAccessBlock; null: none is configured on the bucket. */
    publicAccessBlock: publicAccessBlock.nullable().optional(),
    /** GetBucketOwnershipControls; null: none, ACLs are on and objects belong to their writer. */
    objectOwnership: z
      .enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'], { error: 'an S3 object ownership' })
      .nullable()
      .optional(),
    acl: aclSchema.nullable().optional(),
    accessPoints: z.array(accessPointSchema).nullable().optional(),
    accessGrants: z.array(accessGrantSchema).nullable().optional(),
    /** Default encryption, first rule. `kmsMasterKeyID`: ARN, id or alias of the key; null: S3's own key. */
    encryption: z
      .looseObject({
        sseAlgorithm: text,
        kmsMasterKeyID: text.nullable().optional(),
        bucketKeyEnabled: flag.optional(),
      })
      .nullable()
      .optional(),
    versioning: z
      .looseObject({ status: text.nullable().optional(), mfaDelete: text.nullable().optional() })
      .nullable()
      .optional(),
    website: z.record(z.string(), z.unknown()).nullable().optional(),
    logging: z.looseObject({ targetBucket: text }).nullable().optional(),
  }),
  deciding: ['publicAccessBlock', 'objectOwnership', 'acl', 'accessPoints', 'accessGrants', 'encryption'],
  parts: (fields) =>
    (fields.accessPoints ?? []).map((point, index) => ({
      arn: point.accessPointArn,
      where: `/accessPoints/${index}/policy`,
      name: 'access point policy',
      policy: point.policy,
    })),
});
