import { z } from 'zod';
import { accountId, arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

const context = z.record(z.string(), text);

const grantSchema = z.looseObject({
  grantId: text,
  name: text.nullable().optional(),
  /** ARN of a principal, or the name of a service (rule H06). */
  granteePrincipal: text,
  retiringPrincipal: text.nullable().optional(),
  issuingAccount: text.nullable().optional(),
  operations: z.array(text),
  constraints: z
    .looseObject({
      encryptionContextEquals: context.nullable().optional(),
      encryptionContextSubset: context.nullable().optional(),
    })
    .nullable()
    .optional(),
  creationDate: time.optional(),
});

/** A KMS key (rules H01–H11). */
export const kmsKey = resourceType({
  type: 'AWS::KMS::Key',
  service: 'kms',
  policy: true,
  fields: z.looseObject({
    keyId: text.optional(),
    /** `AWS`: an AWS managed key, which no other account can use (rule M20). */
    keyManager: z.enum(['AWS', 'CUSTOMER'], { error: '`AWS` or `CUSTOMER`' }).optional(),
    /** `Enabled`, `Disabled`, `PendingDeletion`, … (rule M21). */
    keyState: text.optional(),
    keyUsage: text.optional(),
    keySpec: text.optional(),
    origin: text.optional(),
    description: text.optional(),
    creationDate: time.optional(),
    deletionDate: time.nullable().optional(),
    keyRotationEnabled: flag.nullable().optional(),
    multiRegion: flag.optional(),
    multiRegionConfiguration: z
      .looseObject({
        multiRegionKeyType: text,
        primaryKey: z.looseObject({ arn }),
        replicaKeys: z.array(z.looseObject({ arn })),
      })
      .nullable()
      .optional(),
    aliases: z
      .array(z.looseObject({ aliasName: text, aliasArn: arn }))
      .nullable()
      .optional(),
    grants: z.array(grantSchema).nullable().optional(),
    awsAccountId: accountId.optional(),
  }),
  deciding: ['keyManager', 'keyState', 'grants', 'aliases'],
});
