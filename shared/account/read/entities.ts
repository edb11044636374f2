import type { NamedPolicy } from '../../policy/model.ts';
import type { GapList } from '../gaps.ts';
import {
  type Group,
  type ManagedPolicy,
  NOT_COLLECTED,
  type NotCollected,
  type Role,
  type Tags,
  type User,
} from '../model.ts';
import type { RawPolicy } from '../policy-text.ts';
import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from '../schema/authorization-details.ts';
import { utc } from '../time.ts';
import { readPolicy } from './policy.ts';

/** A user of the authorization details. */
export function readUser(detail: UserDetail, gaps: GapList): User {
  return {
    arn: detail.Arn,
    name: detail.UserName,
    path: pathOf(detail.Arn),
    userId: detail.UserId ?? '',
    createdAt: timeOf(detail.CreateDate),
    tags: tagsOf(detail.Tags),
    inlinePolicies: inline(detail.UserPolicyList, detail.Arn, gaps),
    attachedPolicies: attached(detail.AttachedManagedPolicies),
    groups: sorted(detail.GroupList ?? []),
    permissionsBoundary: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
  };
}

/** A group: its policies are its members' (rule A11). */
export function readGroup(detail: GroupDetail, gaps: GapList): Group {
  return {
    arn: detail.Arn,
    name: detail.GroupName,
    path: pathOf(detail.Arn),
    groupId: detail.GroupId ?? '',
    createdAt: timeOf(detail.CreateDate),
    inlinePolicies: inline(detail.GroupPolicyList, detail.Arn, gaps),
    attachedPolicies: attached(detail.AttachedManagedPolicies),
  };
}

/** A role with its trust policy. */
export function readRole(detail: RoleDetail, gaps: GapList): Role {
  const path = pathOf(detail.Arn);
  return {
    arn: detail.Arn,
    name: detail.RoleName,
    path,
    roleId: detail.RoleId ?? '',
    createdAt: timeOf(detail.CreateDate),
    tags: tagsOf(detail.Tags),
    trustPolicy: readPolicy('trust', detail.AssumeRolePolicyDocument, detail.Arn, gaps),
    inlinePolicies: inline(detail.RolePolicyList, detail.Arn, gaps),
    attachedPolicies: attached(detail.AttachedManagedPolicies),
    permissionsBoundary: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    lastUsed: lastUsed(detail.RoleLastUsed),
    instanceProfiles: sorted((detail.InstanceProfileList ?? []).map((profile) => profile.Arn)),
    maxSessionDuration: detail.MaxSessionDuration ?? null,
    serviceLinked: path.startsWith('/aws-service-role/'),
  };
}

/** A managed policy in its default version; null, and a gap, where the file does not hold that version. */
export function readManagedPolicy(detail: ManagedPolicyDetail, gaps: GapList): ManagedPolicy | null {
  const versions = detail.PolicyVersionList;
  const version =
    versions.find(({ VersionId }) => VersionId === detail.DefaultVersionId) ??
    versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
  if (version === undefined) {
    gaps.add(
      'policy-missing',
      detail.Arn,
      'its default version is not in the file: what it says is not known',
      'iam:GetPolicyVersion',
    );
    return null;
  }
  return {
    arn: detail.Arn,
    name: detail.PolicyName ?? detail.Arn.slice(detail.Arn.lastIndexOf('/') + 1),
    versionId: version.VersionId,
    document: readPolicy(detail.Arn, version.Document, detail.Arn, gaps).document,
  };
}

/** The path as the ARN has it: files that were edited sometimes leave `Path` blank. */
function pathOf(arn: string): string {
  const resource = arn.slice(arn.indexOf('/'));
  return resource.slice(0, resource.lastIndexOf('/') + 1);
}

function timeOf(text: string | undefined): string | null {
  return text === undefined ? null : utc(text);
}

function tagsOf(
  tags: readonly { readonly Key: string; readonly Value: string }[] | null | undefined,
): Tags | NotCollected {
  if (tags === undefined) return NOT_COLLECTED;
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
}

function inline(
  policies: readonly { readonly PolicyName: string; readonly PolicyDocument: RawPolicy }[] | null | undefined,
  owner: string,
  gaps: GapList,
): readonly NamedPolicy[] {
  return [...(policies ?? [])]
    .sort((a, b) => (a.PolicyName < b.PolicyName ? -1 : a.PolicyName > b.PolicyName ? 1 : 0))
    .map(({ PolicyName, PolicyDocument }) => readPolicy(PolicyName, PolicyDocument, owner, gaps));
}

function attached(policies: readonly { readonly PolicyArn: string }[] | null | undefined): readonly string[] {
  return sorted([...new Set((policies ?? []).map(({ PolicyArn }) => PolicyArn))]);
}

function lastUsed(used: RoleDetail['RoleLastUsed']): Role['lastUsed'] {
  if (used === undefined) return NOT_COLLECTED;
  const at = used?.LastUsedDate ?? null;
  return at === null ? null : { at: utc(at) ?? at, region: used?.Region ?? null };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
