import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PRINCIPAL_TYPES } from '../../shared/access/verdict.ts';
import { CAPABILITIES } from '../../shared/catalog/capability.ts';
import { NIGHTS, type Night } from './authoring/account-source.ts';
import { ESTATE_FOLDER, HAND_WRITTEN } from './build.ts';

/**
 * What the demonstration estate's runs must say: written by hand from the rules (`expected.json`), before there was an
 * engine to ask (the rows on supplier-feeds in other accounts came after a trial run), and never regenerated from its
 * output. A row that turns out wrong is corrected with its reason.
 */

export { compareRows } from './compare-rows.ts';

const night = z.enum([...NIGHTS, 'both']);
const accountId = z.string().regex(/^\d{12}$/);
const customerId = z.string().regex(/^C\d{6}$/);
const rules = z.array(z.string().regex(/^[A-M]\d{2}$/)).min(1);
const why = z.string().min(10);
const actions = z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/)).min(1);
const capability = z.enum(CAPABILITIES);

/** Which run holds it: the run of `accountId` on that night. */
const placed = { night, customerId, accountId };

const rowSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  ...placed,
  /** An unread account as `arn:aws:iam::ID:root`; `service:NAME`, `federated:PROVIDER_ARN`, `anonymous`. */
  principalArn: z.string(),
  principalType: z.enum(PRINCIPAL_TYPES),
  /** null: the service-level line of `service`. */
  resourceArn: z.string().nullable(),
  service: z.string().optional(),
  capability,
  /**
   * `never`: no such line, or with `actions` or `path` no term with any of these actions, or with that path.
   * `present`: a line exists, and the rules leave open whether conditions that always hold are still shown.
   */
  verdict: z.enum(['allowed', 'conditional', 'present', 'never']),
  /** Stand in the line's terms, each in some term. */
  actions: actions.optional(),
  /** Stand in no term. */
  notActions: actions.optional(),
  /** The ARN patterns of the terms that hold `actions`: these and no others. */
  scope: z.strictObject({ include: z.array(z.string()).min(1), exclude: z.array(z.string()).optional() }).optional(),
  /** Stand in the conditions of every term that holds `actions`. */
  conditionKeys: z.array(z.string()).min(1).optional(),
  /** Only terms with exactly this path are looked at. [] : direct access. */
  path: z.array(z.string()).optional(),
  rules,
  why,
});
export type ExpectedRow = z.infer<typeof rowSchema>;

const heldBackSchema = z.strictObject({
  ...placed,
  principalArn: z.string(),
  resourceArn: z.string(),
  capability,
  missing: z.strictObject({ layer: z.string(), action: z.string(), resource: z.string() }),
  rules,
  why,
});
export type ExpectedHeldBack = z.infer<typeof heldBackSchema>;

const findingSchema = z.strictObject({
  ...placed,
  type: z.string(),
  subject: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  rules,
  why,
});
export type ExpectedFinding = z.infer<typeof findingSchema>;

const changeSchema = z.strictObject({
  customerId,
  accountId,
  kind: z.enum(['added', 'removed', 'changed']),
  of: z.enum(['access', 'principal', 'resource', 'finding']),
  subject: z.string(),
  /** Of an access change: the line's. */
  resourceArn: z.string().optional(),
  capability: capability.optional(),
  findingType: z.string().optional(),
  cause: z.strictObject({
    kind: z.enum(['resource-policy', 'identity-policy', 'tag', 'credential', 'principal', 'scp']),
    subject: z.string(),
  }),
  why,
});
export type ExpectedChange = z.infer<typeof changeSchema>;

const expectedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  rows: z.array(rowSchema),
  /** Among what only one missing key, deny or setting holds back; more may be found. */
  heldBack: z.array(heldBackSchema),
  /** What each type of finding means; `findings` is complete in these meanings. */
  findingTypes: z.record(z.string(), z.string()),
  findings: z.array(findingSchema),
  /** Between the first night and the second. Access changes are examples; the others are all there are. */
  changes: z.array(changeSchema),
  /** Accounts in which no principal, resource or finding changes; what they reach elsewhere may. */
  quietAccounts: z.array(accountId),
  /** What a complete run must name as not evaluated. */
  completeness: z.array(z.strictObject({ ...placed, code: z.string(), subject: z.string(), why })),
});
export type Expected = z.infer<typeof expectedSchema>;

/** Reads and checks `expected.json`; throws with zod's words where it is not of its shape. */
export function readExpected(): Expected {
  return expectedSchema.parse(JSON.parse(readFileSync(join(ESTATE_FOLDER, HAND_WRITTEN), 'utf8')));
}

/** What is expected of one run; `items` are rows, findings or the like. */
export function ofRun<T extends { night: string; customerId: string; accountId: string }>(
  items: readonly T[],
  run: { readonly night: Night; readonly customerId: string; readonly accountId: string },
): readonly T[] {
  return items.filter(
    (item) =>
      (item.night === 'both' || item.night === run.night) &&
      item.customerId === run.customerId &&
      item.accountId === run.accountId,
  );
}
