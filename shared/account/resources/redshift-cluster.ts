import { z } from 'zod';
import { arn, flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Redshift cluster; database grants decide behind the API (rules K11, M27). */
export const redshiftCluster = resourceType({
  type: 'AWS::Redshift::Cluster',
  service: 'redshift',
  policy: false,
  fields: z.looseObject({
    clusterIdentifier: text.optional(),
    encrypted: flag.optional(),
    kmsKeyId: arn.nullable().optional(),
    publiclyAccessible: flag.optional(),
    iamRoles: z
      .array(z.looseObject({ iamRoleArn: arn }))
      .nullable()
      .optional(),
    masterPasswordSecretArn: arn.nullable().optional(),
  }),
  deciding: ['encrypted', 'iamRoles'],
});
