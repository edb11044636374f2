import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Glue job: it runs as its role (rule J09). */
export const glueJob = resourceType({
  type: 'AWS::Glue::Job',
  service: 'glue',
  policy: false,
  fields: z.looseObject({
    /** ARN or name. */
    role: text.optional(),
    securityConfiguration: text.nullable().optional(),
  }),
  deciding: ['role'],
});
