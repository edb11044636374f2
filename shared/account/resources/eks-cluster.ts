import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An EKS cluster; access entries and RBAC decide behind the API (rules K11, M27). */
export const eksCluster = resourceType({
  type: 'AWS::EKS::Cluster',
  service: 'eks',
  policy: false,
  fields: z.looseObject({
    roleArn: arn.optional(),
    accessConfig: z.looseObject({ authenticationMode: text }).nullable().optional(),
    encryptionConfig: z
      .array(z.looseObject({ provider: z.looseObject({ keyArn: arn }) }))
      .nullable()
      .optional(),
  }),
  deciding: ['roleArn'],
});
