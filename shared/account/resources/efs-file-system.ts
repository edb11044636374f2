import { z } from 'zod';
import { arn, flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An EFS file system: without a policy every client that reaches it may mount it (rule K05). */
export const efsFileSystem = resourceType({
  type: 'AWS::EFS::FileSystem',
  service: 'elasticfilesystem',
  policy: true,
  fields: z.looseObject({
    fileSystemId: text.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    accessPoints: z
      .array(z.looseObject({ accessPointArn: arn }))
      .nullable()
      .optional(),
  }),
  deciding: ['encrypted'],
});
