import { z } from 'zod';
import { arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An Aurora snapshot, shared by attribute, not by policy (rule K03). */
export const rdsDbClusterSnapshot = resourceType({
  type: 'AWS::RDS::DBClusterSnapshot',
  service: 'rds',
  policy: false,
  fields: z.looseObject({
    dbClusterSnapshotIdentifier: text.optional(),
    snapshotType: text.optional(),
    snapshotCreateTime: time.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    /** Of the attribute `restore`: account ids, or `all`, which is public. */
    dbClusterSnapshotAttributes: z
      .array(z.looseObject({ attributeName: text, attributeValues: z.array(text) }))
      .nullable()
      .optional(),
  }),
  deciding: ['dbClusterSnapshotAttributes', 'encrypted'],
});
