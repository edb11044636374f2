import { z } from 'zod';
import { arn, count, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A CloudWatch log group; its ARN stands here without the trailing `:*`. */
export const logsLogGroup = resourceType({
  type: 'AWS::Logs::LogGroup',
  service: 'logs',
  policy: true,
  fields: z.looseObject({
    kmsKeyId: arn.nullable().optional(),
    retentionInDays: count.nullable().optional(),
    logGroupClass: text.optional(),
  }),
  deciding: ['kmsKeyId'],
});
