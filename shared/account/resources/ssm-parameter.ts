import { z } from 'zod';
import { text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A parameter of Systems Manager. */
export const ssmParameter = resourceType({
  type: 'AWS::SSM::Parameter',
  service: 'ssm',
  policy: true,
  fields: z.looseObject({
    /** `String`, `StringList` or `SecureString`. */
    parameterType: text.optional(),
    keyId: text.nullable().optional(),
    tier: text.optional(),
    lastModifiedDate: time.optional(),
  }),
  deciding: ['parameterType', 'keyId'],
});
