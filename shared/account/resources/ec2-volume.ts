import { z } from 'zod';
import { arn, flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An EBS volume. */
export const ec2Volume = resourceType({
  type: 'AWS::EC2::Volume',
  service: 'ec2',
  policy: false,
  fields: z.looseObject({
    volumeId: text.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    attachments: z
      .array(z.looseObject({ instanceId: text }))
      .nullable()
      .optional(),
  }),
  deciding: ['encrypted'],
});
