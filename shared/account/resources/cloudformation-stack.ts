import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A CloudFormation stack: with a role, whoever updates it acts as that role (rule J07). */
export const cloudFormationStack = resourceType({
  type: 'AWS::CloudFormation::Stack',
  service: 'cloudformation',
  policy: false,
  fields: z.looseObject({
    /** Null: it acts with its caller’s rights. */
    roleARN: arn.nullable().optional(),
    stackStatus: text.optional(),
  }),
  deciding: ['roleARN'],
});
