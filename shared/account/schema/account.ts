import { z } from 'zod';
import {
  accountId,
  arn,
  flag,
  policyDocument,
  publicAccessBlock,
  region,
  schemaVersion,
  text,
  time,
} from './scalars.ts';

/** Something the collector could not read, with AWS's own words. */
export const notCollectedSchema = z.looseObject({
  /** What would have been shown, e.g. `s3 bucket policies`. */
  feature: text,
  /** IAM prefix, e.g. `s3`. */
  service: text,
  region: text.nullable().optional(),
  /** The AWS action that was denied or failed, e.g. `s3:GetBucketPolicy`. */
  action: text.nullable().optional(),
  /** AWS's error code, e.g. `AccessDenied`. */
  code: text.nullable().optional(),
  message: text.nullable().optional(),
});

/** A VPC endpoint with its policy (rule K01). */
export const vpcEndpointSchema = z.looseObject({
  vpcEndpointId: text,
  vpcId: text,
  serviceName: text,
  region: region,
  policyDocument: policyDocument.nullable().optional(),
});

/** A RAM resource share (rule M24). */
export const resourceShareSchema = z.looseObject({
  resourceShareArn: arn,
  name: text,
  owningAccountId: accountId,
  allowExternalPrincipals: flag.optional(),
  status: text.optional(),
  resources: z.array(arn).optional(),
  principals: z.array(text).optional(),
});

/** Who an EKS cluster lets in (rule K11). */
export const eksAccessEntrySchema = z.looseObject({
  clusterArn: arn,
  principalArn: arn,
  type: text.optional(),
  kubernetesGroups: z.array(text).optional(),
  accessPolicies: z.array(z.looseObject({ policyArn: arn })).optional(),
});

/**
 * `account.json`: who the account is, and what holds for all of it. A field that is absent was not collected;
 * `null` means that AWS said there is none.
 */
export const accountSchema = z.looseObject({
  schemaVersion,
  partition: z.enum(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'], {
    error: 'a partition such as `aws`',
  }),
  accountId,
  alias: text.nullable().optional(),
  /** When the snapshot was taken: the default of an analysis time. */
  collectedAt: time.optional(),
  regions: z.array(region, { error: 'a list of Regions' }).optional(),
  /** CloudFormation types that were read in full, also where none was found; types with a line count as read. */
  collectedTypes: z.array(text).optional(),
  /** S3 Control GetPublicAccessBlock of the account (rule I05). */
  s3PublicAccessBlock: publicAccessBlock.nullable().optional(),
  /** The public-access block that an organization's S3 policy sets on this account (rules I05, M10). */
  s3OrganizationPublicAccessBlock: publicAccessBlock.nullable().optional(),
  /** EC2 GetSnapshotBlockPublicAccessState by Region, e.g. `block-all-sharing` (rule M10). */
  ebsSnapshotBlockPublicAccess: z.record(z.string(), text).optional(),
  /** EC2 GetImageBlockPublicAccessState by Region (rule M10). */
  imageBlockPublicAccess: z.record(z.string(), text).optional(),
  resourceShares: z.array(resourceShareSchema).optional(),
  /** OIDC providers with their audiences (rule J03). */
  oidcProviders: z.array(z.looseObject({ arn, url: text, clientIds: z.array(text) })).optional(),
  samlProviders: z.array(z.looseObject({ arn })).optional(),
  vpcEndpoints: z.array(vpcEndpointSchema).optional(),
  eksAccessEntries: z.array(eksAccessEntrySchema).optional(),
  /** Lake Formation GetDataLakeSettings by Region (rule K10). */
  lakeFormationSettings: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  notCollected: z.array(notCollectedSchema).optional(),
});
export type AccountFile = z.infer<typeof accountSchema>;
