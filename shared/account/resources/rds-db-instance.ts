import { z } from 'zod';
import { arn, flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An RDS database instance: rights inside the database are not IAM’s to say (rules K11, M27). */
export const rdsDbInstance = resourceType({
  type: 'AWS::RDS::DBInstance',
  service: 'rds',
  policy: false,
  fields: z.looseObject({
    dbInstanceIdentifier: text.optional(),
    /** What `rds-db:connect` names in its resource. */
    dbiResourceId: text.optional(),
    engine: text.optional(),
    storageEncrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    publiclyAccessible: flag.optional(),
    iamDatabaseAuthenticationEnabled: flag.optional(),
    masterUserSecret: z
      .looseObject({ secretArn: arn.optional(), kmsKeyId: text.nullable().optional() })
      .nullable()
      .optional(),
    associatedRoles: z
      .array(z.looseObject({ roleArn: arn, featureName: text.optional() }))
      .nullable()
      .optional(),
  }),
  deciding: ['storageEncrypted', 'iamDatabaseAuthenticationEnabled', 'associatedRoles'],
});
