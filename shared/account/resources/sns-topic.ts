import { z } from 'zod';
import { flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An SNS topic (rules K08, M22). */
export const snsTopic = resourceType({
  type: 'AWS::SNS::Topic',
  service: 'sns',
  policy: true,
  fields: z.looseObject({
    owner: text.optional(),
    kmsMasterKeyId: text.nullable().optional(),
    fifoTopic: flag.optional(),
    subscriptions: z
      .array(z.looseObject({ subscriptionArn: text, protocol: text, endpoint: text, owner: text.optional() }))
      .nullable()
      .optional(),
  }),
  deciding: ['kmsMasterKeyId'],
});
