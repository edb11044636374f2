import { z } from 'zod';
import { arn, flag, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Secrets Manager secret (rule K09). */
export const secretsManagerSecret = resourceType({
  type: 'AWS::SecretsManager::Secret',
  service: 'secretsmanager',
  policy: true,
  fields: z.looseObject({
    description: text.optional(),
    /** Null: the AWS managed key `aws/secretsmanager`. */
    kmsKeyId: text.nullable().optional(),
    rotationEnabled: flag.optional(),
    rotationLambdaARN: arn.nullable().optional(),
    createdDate: time.optional(),
    lastChangedDate: time.nullable().optional(),
    lastAccessedDate: time.nullable().optional(),
    owningService: text.nullable().optional(),
    replicationStatus: z
      .array(z.looseObject({ region: text }))
      .nullable()
      .optional(),
  }),
  deciding: ['kmsKeyId'],
});
