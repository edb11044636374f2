import { z } from 'zod';
import { accountId, arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A machine image, shared by attribute, not by policy (rule K03). */
export const ec2Image = resourceType({
  type: 'AWS::EC2::Image',
  service: 'ec2',
  policy: false,
  fields: z.looseObject({
    imageId: text.optional(),
    creationDate: time.optional(),
    public: flag.optional(),
    launchPermissions: z
      .array(
        z.looseObject({
          userId: accountId.optional(),
          group: text.optional(),
          organizationArn: arn.optional(),
          organizationalUnitArn: arn.optional(),
        }),
      )
      .nullable()
      .optional(),
    blockDeviceMappings: z
      .array(z.looseObject({ ebs: z.looseObject({ snapshotId: text.optional() }).optional() }))
      .optional(),
  }),
  deciding: ['launchPermissions'],
});
