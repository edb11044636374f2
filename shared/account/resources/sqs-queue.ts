import { z } from 'zod';
import { flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An SQS queue (rule K08). */
export const sqsQueue = resourceType({
  type: 'AWS::SQS::Queue',
  service: 'sqs',
  policy: true,
  fields: z.looseObject({
    queueUrl: text.optional(),
    kmsMasterKeyId: text.nullable().optional(),
    sqsManagedSseEnabled: flag.optional(),
    fifoQueue: flag.optional(),
    redrivePolicy: z.looseObject({ deadLetterTargetArn: text }).nullable().optional(),
  }),
  deciding: ['kmsMasterKeyId'],
});
