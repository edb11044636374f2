import { z } from 'zod';
import { accountId, policyDocument, schemaVersion, text, time } from './scalars.ts';

const policyId = z.string({ error: 'the id of a policy in `policies`' });

/**
 * Ids of the policies attached at a node, in any order. Absent: not collected; null (at the root): the policy type is
 * not enabled in this organization. The AWS-managed FullAWSAccess is
 * listed like any other: an SCP level without an allow allows nothing (rules D04, D06).
 */
const attached = z.array(policyId, { error: 'a list of policy ids' }).nullable().optional();

export const organizationAccountSchema = z.looseObject({
  id: accountId,
  name: text.optional(),
  status: text.optional(),
  serviceControlPolicies: attached,
  resourceControlPolicies: attached,
});

/** Root or organizational unit. */
export const organizationNodeSchema = z.looseObject({
  /** `r-…` or `ou-…`. */
  id: z.string({ error: 'the id of a root or organizational unit' }).regex(/^(?:r|ou)-[0-9a-z-]+$/, {
    error: 'the id of a root (`r-…`) or organizational unit (`ou-…`)',
  }),
  name: text.optional(),
  serviceControlPolicies: attached,
  resourceControlPolicies: attached,
  accounts: z.array(organizationAccountSchema).default([]),
  get organizationalUnits(): z.ZodDefault<z.ZodArray<typeof organizationNodeSchema>> {
    return z.array(organizationNodeSchema).default([]);
  },
});
export type OrganizationNode = z.infer<typeof organizationNodeSchema>;

export const organizationPolicySchema = z.looseObject({
  /** `p-…`. */
  id: policyId,
  name: text,
  type: z.enum(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'], {
    error: '`SERVICE_CONTROL_POLICY` or `RESOURCE_CONTROL_POLICY`',
  }),
  awsManaged: z.boolean().optional(),
  document: policyDocument,
});

/** `organization.json` of an account that is in no organization. */
export const noOrganizationSchema = z.looseObject({ schemaVersion, organizationId: z.null() });

/** `organization.json`: the tree root → OUs → accounts with the SCPs and RCPs attached at each node. */
export const organizationSchema = z.looseObject({
  schemaVersion,
  organizationId: z
    .string({ error: 'an organization id (`o-…`), or null for none' })
    .regex(/^o-[0-9a-z]+$/, { error: 'an organization id (`o-…`), or null for none' }),
  managementAccountId: accountId,
  collectedAt: time.optional(),
  /** `organization`: every account is in the tree. `account`: only the path to the snapshot's own account. */
  scope: z.enum(['organization', 'account'], { error: '`organization` or `account`' }).default('organization'),
  policies: z.array(organizationPolicySchema).default([]),
  root: organizationNodeSchema,
});
export type OrganizationFile = z.infer<typeof organizationSchema>;
