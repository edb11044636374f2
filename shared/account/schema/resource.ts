import { z } from 'zod';
import { accountId, arn, policyDocument, tags, text } from './scalars.ts';

/** What every line of `resources.jsonl` has; the fields of its type stand beside it in the same object. */
export const resourceLineSchema = z.looseObject({
  arn,
  /** CloudFormation type name, e.g. `AWS::S3::Bucket`. */
  type: z
    .string({ error: 'a CloudFormation type such as `AWS::S3::Bucket`' })
    .regex(/^[A-Za-z0-9]+(?:::[A-Za-z0-9]+)+$/, {
      error: 'a CloudFormation type such as `AWS::S3::Bucket`',
    }),
  /** Owner; where absent the snapshot's account. */
  accountId: accountId.optional(),
  /** Null for a resource of no Region. */
  region: text.nullable().optional(),
  name: text.optional(),
  tags: tags.nullable().optional(),
  /** Its resource-based policy. Null: AWS said there is none. Absent: not collected. */
  policy: policyDocument.nullable().optional(),
});
export type ResourceLine = z.infer<typeof resourceLineSchema>;
export const BASE_FIELDS: ReadonlySet<string> = new Set(Object.keys(resourceLineSchema.shape));
