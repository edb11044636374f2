import { z } from 'zod';

/**
 * The run folder as others may read it: one schema per file, each line of a `.jsonl` file its own value. The types of
 * the report are checked against these where the schemas are published.
 */
const capability = z.enum([
  'administer-resource',
  'read-config',
  'read-data',
  'write-data',
  'delete-data',
  'use-resource',
]);
const principalType = z.enum(['user', 'role', 'root', 'service', 'federated', 'account', 'anonymous']);
const tags = z.record(z.string(), z.string());
const time = z.string().describe('ISO 8601, UTC');
const contextValue = z.union([z.string(), z.array(z.string())]);

interface ConditionShape {
  operator?: string;
  key?: string;
  values?: string[];
  not?: ConditionShape[];
}

/** A policy's own operator, key and values; or the negation of a conjunction (a deny's condition). */
const condition: z.ZodType<ConditionShape> = z.lazy(() =>
  z.union([
    z.strictObject({ operator: z.string(), key: z.string(), values: z.array(z.string()) }),
    z.strictObject({ not: z.array(condition) }),
  ]),
);

const scope = z.strictObject({ include: z.array(z.string()), exclude: z.array(z.string()) });

const term = z.strictObject({
  actions: z.array(z.string()),
  scope,
  conditions: z.array(condition).describe('all must hold; empty: always'),
  path: z.array(z.string()).describe('ARNs of the roles on the way, first assumed first'),
  grants: z.array(z.string()).describe('ids of statements.jsonl'),
  witness: z.strictObject({
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), contextValue),
  }),
});

export const statementRowSchema = z.strictObject({
  id: z.string(),
  policy: z.string().describe('ARN of a managed policy, otherwise its name'),
  attachedTo: z.array(z.string()),
  layer: z.string(),
  level: z.number().int().nullable(),
  statement: z.number().int().nonnegative().describe('zero-based'),
  sid: z.string().nullable(),
});

/** A self-contained access line, as `nightjar export --expand` and `--json` print it. */
export const accessLineSchema = z.strictObject({
  principalArn: z.string(),
  principalType,
  resourceArn: z.string().nullable().describe('null: a service-level line'),
  resourceType: z.string().nullable(),
  service: z.string(),
  capability,
  verdict: z.enum(['allowed', 'conditional']),
  terms: z.array(term).max(5),
  moreTerms: z.number().int().nonnegative(),
  canGrantItself: z.array(capability),
  actions: z.array(z.string()).optional().describe('of all terms that are shown'),
  scope: scope.optional().describe('of all terms that are shown'),
  path: z.array(z.string()).optional().describe('the shortest of the terms that are shown'),
  statements: z
    .record(z.string(), statementRowSchema)
    .optional()
    .describe('what the grants stand for, by id; only `export --expand` gives it'),
});

export const principalRowSchema = z.looseObject({
  arn: z.string(),
  type: principalType,
  name: z.string(),
  accountId: z.string().nullable(),
  tags: tags.optional(),
  createdAt: time.nullable().optional(),
  lastUsedAt: time.nullable().optional(),
  credentials: z
    .strictObject({
      password: z
        .strictObject({ enabled: z.boolean(), lastUsedAt: time.nullable(), lastChangedAt: time.nullable() })
        .nullable(),
      mfa: z.boolean(),
      accessKeys: z.array(
        z.strictObject({ active: z.boolean(), lastRotatedAt: time.nullable(), lastUsedAt: time.nullable() }),
      ),
    })
    .optional(),
  groups: z.array(z.string()).optional(),
  permissionsBoundary: z.string().nullable().optional(),
  isAdmin: z.boolean(),
  canBecomeAdmin: z
    .array(z.strictObject({ from: z.string(), to: z.string(), technique: z.string() }))
    .nullable()
    .describe('the steps; null: it is one, or no way was found'),
});

export const resourceRowSchema = z.looseObject({
  arn: z.string(),
  type: z.string().describe('CloudFormation type name'),
  name: z.string(),
  accountId: z.string(),
  region: z.string().nullable(),
  tags: tags.optional(),
  classification: z.strictObject({
    confidentiality: z.string().nullable(),
    integrity: z.string().nullable(),
    availability: z.string().nullable(),
  }),
  encryptionKey: z.string().nullable().optional(),
  exposure: z.enum(['public', 'cross-account', 'organization', 'private']),
  exposedTo: z.strictObject({ principalArn: z.string(), capability, conditional: z.boolean() }).nullable(),
});

export const manifestSchema = z.looseObject({
  schemaVersion: z.number().int(),
  engineVersion: z.string(),
  catalogueVersion: z.string(),
  customerId: z.string(),
  accountId: z.string(),
  accountAlias: z.string().nullable(),
  runId: z.string(),
  analysisTime: time,
  snapshots: z.array(
    z.strictObject({
      accountId: z.string(),
      collectedAt: time.nullable(),
      sha256: z.record(z.string(), z.string()),
    }),
  ),
  status: z.enum(['complete', 'partial', 'failed']),
  counts: z.looseObject({ principals: z.number(), resources: z.number(), accessRows: z.number() }),
  completeness: z.strictObject({
    notCollected: z.array(
      z.strictObject({
        code: z.string(),
        subject: z.string(),
        action: z.string().nullable(),
        meaning: z.string(),
        cause: z.enum(['customer', 'ours', 'input']),
      }),
    ),
    notEvaluated: z.array(z.strictObject({ code: z.string(), subject: z.string(), meaning: z.string() })),
  }),
  witnesses: z.strictObject({
    made: z.number(),
    confirmed: z.number(),
    sampled: z.number(),
    failed: z.number(),
  }),
  bytesPerAccessRow: z.number().nullable(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.number(), bytes: z.number(), sha256: z.string() })),
});

const evidencedStatement = z.looseObject({ id: z.string(), policy: z.string(), attachedTo: z.string() });

export const findingSchema = z.looseObject({
  id: z.string().describe('type and subject: the same from night to night'),
  type: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  severityReason: z.string(),
  subject: z.string(),
  evidence: z.looseObject({
    statements: z.array(evidencedStatement),
    rows: z.array(z.looseObject({ principalArn: z.string(), resourceArn: z.string().nullable(), capability })),
    facts: z.record(z.string(), z.unknown()),
  }),
  path: z
    .array(z.looseObject({ from: z.string(), to: z.string(), technique: z.string(), words: z.string() }))
    .optional(),
  suggestedFix: z.looseObject({ words: z.string() }),
});
