import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A container repository (rule K04). */
export const ecrRepository = resourceType({
  type: 'AWS::ECR::Repository',
  service: 'ecr',
  policy: true,
  fields: z.looseObject({
    repositoryUri: text.optional(),
    registryId: text.optional(),
    encryptionConfiguration: z
      .looseObject({ encryptionType: text, kmsKey: text.nullable().optional() })
      .nullable()
      .optional(),
    imageTagMutability: text.optional(),
  }),
  deciding: [],
});
