import { z } from 'zod';
import { flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An OpenSearch domain; fine-grained access decides behind the API (rule M27). */
export const openSearchDomain = resourceType({
  type: 'AWS::OpenSearchService::Domain',
  service: 'es',
  policy: true,
  fields: z.looseObject({
    endpoint: text.nullable().optional(),
    encryptionAtRestOptions: z
      .looseObject({ enabled: flag, kmsKeyId: text.nullable().optional() })
      .nullable()
      .optional(),
    advancedSecurityOptions: z
      .looseObject({ enabled: flag, internalUserDatabaseEnabled: flag.optional() })
      .nullable()
      .optional(),
    /** Null: the endpoint is public. */
    vpcOptions: z.looseObject({ vpcId: text.optional() }).nullable().optional(),
  }),
  deciding: ['vpcOptions', 'advancedSecurityOptions'],
});
