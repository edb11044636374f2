import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Glue database; the policy that covers it is the catalog’s. */
export const glueDatabase = resourceType({
  type: 'AWS::Glue::Database',
  service: 'glue',
  policy: false,
  fields: z.looseObject({
    catalogId: text.optional(),
    locationUri: text.nullable().optional(),
    /** `IAM_ALLOWED_PRINCIPALS` here means that Lake Formation does not limit new tables (rule K10). */
    createTableDefaultPermissions: z
      .array(
        z.looseObject({ principal: z.looseObject({ dataLakePrincipalIdentifier: text }), permissions: z.array(text) }),
      )
      .nullable()
      .optional(),
  }),
  deciding: [],
});
