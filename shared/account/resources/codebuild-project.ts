import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A CodeBuild project: builds run as its service role (rule J09). */
export const codeBuildProject = resourceType({
  type: 'AWS::CodeBuild::Project',
  service: 'codebuild',
  policy: true,
  fields: z.looseObject({
    serviceRole: arn.optional(),
    encryptionKey: text.nullable().optional(),
  }),
  deciding: ['serviceRole'],
});
