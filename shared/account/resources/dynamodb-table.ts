import { z } from 'zod';
import { arn, flag, policyDocument, text, time } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A DynamoDB table; its policy covers its indexes, its stream has one of its own (rule K07). */
export const dynamodbTable = resourceType({
  type: 'AWS::DynamoDB::Table',
  service: 'dynamodb',
  policy: true,
  fields: z.looseObject({
    tableId: text.optional(),
    tableStatus: text.optional(),
    creationDateTime: time.optional(),
    /** DescribeTable SSEDescription; null: DynamoDB's own key. */
    sseDescription: z
      .looseObject({ status: text.optional(), sseType: text.optional(), kmsMasterKeyArn: arn.nullable().optional() })
      .nullable()
      .optional(),
    globalSecondaryIndexes: z
      .array(z.looseObject({ indexName: text }))
      .nullable()
      .optional(),
    localSecondaryIndexes: z
      .array(z.looseObject({ indexName: text }))
      .nullable()
      .optional(),
    replicas: z
      .array(z.looseObject({ regionName: text }))
      .nullable()
      .optional(),
    latestStreamArn: arn.nullable().optional(),
    streamPolicy: policyDocument.nullable().optional(),
    deletionProtectionEnabled: flag.optional(),
  }),
  deciding: ['sseDescription', 'latestStreamArn'],
  parts: (fields) =>
    fields.latestStreamArn === undefined || fields.latestStreamArn === null
      ? []
      : [{ arn: fields.latestStreamArn, where: '/streamPolicy', name: 'stream policy', policy: fields.streamPolicy }],
});
