import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** The Glue data catalog of a Region: one policy for all its databases and tables (rule K10). */
export const glueCatalog = resourceType({
  type: 'AWS::Glue::Catalog',
  service: 'glue',
  policy: true,
  fields: z.looseObject({
    catalogId: text.optional(),
    encryptionAtRest: z
      .looseObject({ catalogEncryptionMode: text, sseAwsKmsKeyId: text.nullable().optional() })
      .nullable()
      .optional(),
  }),
  deciding: [],
});
