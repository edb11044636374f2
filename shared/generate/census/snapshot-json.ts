import { SNAPSHOT_FILES, type SnapshotFiles } from '../../account/snapshot.ts';
import type { DocumentText } from '../document.ts';
import type { ResourceText } from '../resources/stock.ts';

/** The parts of a generated snapshot that are counted and changed; other fields stand beside them. */
export interface DetailsJson {
  readonly UserDetailList: readonly EntityJson[];
  readonly GroupDetailList: readonly (EntityJson & { readonly GroupName: string })[];
  readonly RoleDetailList: readonly (EntityJson & { readonly AssumeRolePolicyDocument: DocumentText })[];
  readonly Policies: readonly ManagedJson[];
}

export interface EntityJson {
  readonly Arn: string;
  readonly Path: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly GroupList?: readonly string[];
  readonly AttachedManagedPolicies: readonly { readonly PolicyArn: string }[];
  readonly UserPolicyList?: readonly InlineJson[];
  readonly GroupPolicyList?: readonly InlineJson[];
  readonly RolePolicyList?: readonly InlineJson[];
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
}

export interface InlineJson {
  readonly PolicyName: string;
  readonly PolicyDocument: DocumentText;
}

export interface ManagedJson {
  readonly Arn: string;
  readonly DefaultVersionId: string;
  readonly PolicyVersionList: readonly VersionJson[];
}

export interface VersionJson {
  readonly Document: DocumentText;
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
  readonly CreateDate: string;
}

export interface OrganizationJson {
  readonly policies: readonly { readonly type: string; readonly document: DocumentText }[];
}

export interface AccountJson {
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly vpcEndpoints: readonly { readonly policyDocument: DocumentText }[];
}

// Each of these was written by the generator in this shape; the product's own reader checks them in the tests.

export function detailsOf(files: SnapshotFiles): DetailsJson {
  return JSON.parse(files[SNAPSHOT_FILES.authorizationDetails] ?? '{}') as DetailsJson;
}

export function resourcesOf(files: SnapshotFiles): readonly ResourceText[] {
  return (files[SNAPSHOT_FILES.resources] ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ResourceText);
}

export function organizationOf(files: SnapshotFiles): OrganizationJson {
  return JSON.parse(files[SNAPSHOT_FILES.organization] ?? '{}') as OrganizationJson;
}

export function accountOf(files: SnapshotFiles): AccountJson {
  return JSON.parse(files[SNAPSHOT_FILES.account] ?? '{}') as AccountJson;
}

/** Policies written on the entity itself. */
export function inlineOf(entity: EntityJson): readonly InlineJson[] {
  return entity.UserPolicyList ?? entity.GroupPolicyList ?? entity.RolePolicyList ?? [];
}

/** The document that counts. */
export function defaultVersion({ DefaultVersionId, PolicyVersionList }: ManagedJson): DocumentText {
  const found = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
  return found?.Document ?? { Version: '2012-10-17', Statement: [] };
}
