import { z } from 'zod';
import { arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An RDS snapshot, shared by attribute, not by policy (rule K03). */
export const rdsDbSnapshot = resourceType({
  type: 'AWS::RDS::DBSnapshot',
  service: 'rds',
  policy: false,
  fields: z.looseObject({
    dbSnapshotIdentifier: text.optional(),
    snapshotType: text.optional(),
    snapshotCreateTime: time.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    /** Of the attribute `restore`: account ids, or `all`, which is public. */
    dbSnapshotAttributes: z
      .array(z.looseObject({ attributeName: text, attributeValues: z.array(text) }))
      .nullable()
      .optional(),
  }),
  deciding: ['dbSnapshotAttributes', 'encrypted'],
});
