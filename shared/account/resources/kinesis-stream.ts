import { z } from 'zod';
import { arn, policyDocument, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Kinesis data stream; each consumer has a policy of its own. */
export const kinesisStream = resourceType({
  type: 'AWS::Kinesis::Stream',
  service: 'kinesis',
  policy: true,
  fields: z.looseObject({
    streamStatus: text.optional(),
    /** `NONE` or `KMS`. */
    encryptionType: text.optional(),
    keyId: text.nullable().optional(),
    consumers: z
      .array(z.looseObject({ consumerArn: arn, consumerName: text, policy: policyDocument.nullable().optional() }))
      .nullable()
      .optional(),
  }),
  deciding: ['encryptionType', 'keyId'],
  parts: (fields) =>
    (fields.consumers ?? []).map((consumer, index) => ({
      arn: consumer.consumerArn,
      where: `/consumers/${index}/policy`,
      name: 'consumer policy',
      policy: consumer.policy,
    })),
});
