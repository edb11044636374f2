import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A document of Systems Manager, shared by attribute, not by policy (rule K03). */
export const ssmDocument = resourceType({
  type: 'AWS::SSM::Document',
  service: 'ssm',
  policy: false,
  fields: z.looseObject({
    documentType: text.optional(),
    /** DescribeDocumentPermission: account ids, or `all`. */
    accountIds: z.array(text).nullable().optional(),
  }),
  deciding: ['accountIds'],
});
