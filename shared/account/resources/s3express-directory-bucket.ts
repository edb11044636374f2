import { z } from 'zod';
import { text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A directory bucket: `s3express:CreateSession` alone gives its objects (rule M17). */
export const s3ExpressDirectoryBucket = resourceType({
  type: 'AWS::S3Express::DirectoryBucket',
  service: 's3express',
  policy: true,
  fields: z.looseObject({
    encryption: z.looseObject({ sseAlgorithm: text, kmsMasterKeyID: text.nullable().optional() }).nullable().optional(),
    creationDate: time.optional(),
  }),
  deciding: ['encryption'],
});
