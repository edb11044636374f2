import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An EC2 instance: what runs on it holds the role of its instance profile (rule J09). */
export const ec2Instance = resourceType({
  type: 'AWS::EC2::Instance',
  service: 'ec2',
  policy: false,
  fields: z.looseObject({
    instanceId: text.optional(),
    state: text.optional(),
    /** Null: it runs without a role. */
    iamInstanceProfile: z.looseObject({ arn }).nullable().optional(),
    metadataOptions: z.looseObject({ httpTokens: text.optional() }).nullable().optional(),
    publicIpAddress: text.nullable().optional(),
    vpcId: text.nullable().optional(),
    subnetId: text.nullable().optional(),
  }),
  deciding: ['iamInstanceProfile'],
});
