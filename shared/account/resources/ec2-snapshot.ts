import { z } from 'zod';
import { accountId, arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An EBS snapshot, shared by attribute, not by policy (rule K03). */
export const ec2Snapshot = resourceType({
  type: 'AWS::EC2::Snapshot',
  service: 'ec2',
  policy: false,
  fields: z.looseObject({
    snapshotId: text.optional(),
    volumeId: text.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    startTime: time.optional(),
    /** `group: all` is public. */
    createVolumePermissions: z
      .array(z.looseObject({ userId: accountId.optional(), group: text.optional() }))
      .nullable()
      .optional(),
  }),
  deciding: ['createVolumePermissions', 'encrypted'],
});
