import { z } from 'zod';
import { policyJson } from '../policy-text.ts';

/**
 * The single values that snapshot files are made of. Each carries in `error` what was expected, in words: an input
 * problem quotes it as it stands.
 */

export const accountId = z
  .string({ error: 'a 12-digit account id' })
  .regex(/^\d{12}$/, { error: 'a 12-digit account id' });

export const arn = z.string({ error: 'an ARN' }).regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s, {
  error: 'an ARN with six parts (`arn:partition:service:region:account:resource`)',
});

export const text = z.string({ error: 'text' });
export const flag = z.boolean({ error: 'true or false' });
export const count = z.number({ error: 'a number' });

/** A time with its date at least; without an offset it is UTC. */
export const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
export const time = z.string({ error: 'a time (ISO 8601)' }).regex(TIME, { error: 'a time (ISO 8601)' });

export const region = z
  .string({ error: 'a Region such as `eu-west-1`' })
  .regex(/^[a-z]{2,}(?:-[a-z]+)+-\d+$/, { error: 'a Region such as `eu-west-1`' });

const TAGS_WORDS = 'tags (an object of texts, or a list of `key` and `value`)';

/** Tags of a resource: by key, or as the list that many of AWS's responses have. */
export const tags = z.union([z.record(z.string(), text), z.array(z.looseObject({ key: text, value: text }))], {
  error: TAGS_WORDS,
});

const POLICY_WORDS = 'a policy document (an object, or its JSON text, plain or URL-encoded)';

/** A policy document: an object, its JSON text, or that text URL-encoded (rule L03). What is inside is `parsePolicy`'s to say. */
export const policyDocument = z.union(
  [
    z.record(z.string(), z.unknown()),
    z.string().refine((document) => policyJson(document) !== null, { error: POLICY_WORDS }),
  ],
  { error: POLICY_WORDS },
);

/** The four settings of S3's public-access block, on an account, a bucket or an access point. */
export const publicAccessBlock = z.looseObject(
  { blockPublicAcls: flag, ignorePublicAcls: flag, blockPublicPolicy: flag, restrictPublicBuckets: flag },
  { error: 'a public-access block (four settings, true or false)' },
);

/** Version of the snapshot's files that this reader knows. */
export const SCHEMA_VERSION = 1;
export const schemaVersion = z.literal(SCHEMA_VERSION, { error: `schema version ${SCHEMA_VERSION}` });
