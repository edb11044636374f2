import type { AccountSource, GroupSource, ManagedPolicySource, RoleSource, UserSource } from './account-source.ts';
import type { PolicySource } from './policy.ts';
import { uniqueId } from './unique-id.ts';

/** The account in the output shape of `aws iam get-account-authorization-details`, pages merged (rule L01). */
export function authorizationDetails(account: AccountSource): object {
  const write: Writer = account.encoded ? encoded : (document) => document;
  return {
    UserDetailList: account.users.map((user) => userDetail(account, user, write)),
    GroupDetailList: account.groups.map((group) => groupDetail(account, group, write)),
    RoleDetailList: account.roles.map((role) => roleDetail(account, role, write)),
    Policies: account.policies.map((managed) => policyDetail(account, managed, write)),
  };
}

/** `path` is the entity's, default `/`. */
export function iamArn(account: { readonly accountId: string }, kind: string, entity: { path?: string; name: string }) {
  return `arn:aws:iam::${account.accountId}:${kind}${entity.path ?? '/'}${entity.name}`;
}

type Writer = (document: PolicySource) => unknown;

/** RFC 3986: what encodeURIComponent leaves (`!'()*`) is encoded too, as IAM does. */
function encoded(document: PolicySource): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function userDetail(account: AccountSource, user: UserSource, write: Writer): object {
  const arn = iamArn(account, 'user', user);
  return {
    Path: user.path ?? '/',
    UserName: user.name,
    UserId: uniqueId('AIDA', arn),
    Arn: arn,
    CreateDate: dayTime(user.created),
    ...(user.inline && { UserPolicyList: inlineList(user.inline, write) }),
    GroupList: user.groups ?? [],
    AttachedManagedPolicies: attachedList(user.attached),
    ...(user.boundary && { PermissionsBoundary: boundaryOf(user.boundary) }),
    Tags: tagList(user.tags),
  };
}

function groupDetail(account: AccountSource, group: GroupSource, write: Writer): object {
  const arn = iamArn(account, 'group', group);
  return {
    Path: group.path ?? '/',
    GroupName: group.name,
    GroupId: uniqueId('AGPA', arn),
    Arn: arn,
    CreateDate: dayTime(group.created),
    GroupPolicyList: inlineList(group.inline ?? {}, write),
    AttachedManagedPolicies: attachedList(group.attached),
  };
}

function roleDetail(account: AccountSource, role: RoleSource, write: Writer): object {
  const arn = iamArn(account, 'role', role);
  const itself = {
    Path: role.path ?? '/',
    RoleName: role.name,
    RoleId: uniqueId('AROA', arn),
    Arn: arn,
    CreateDate: dayTime(role.created),
    AssumeRolePolicyDocument: write(role.trust),
  };
  const profileArn = iamArn(account, 'instance-profile', { name: role.name });
  const profile = {
    Path: '/',
    InstanceProfileName: role.name,
    InstanceProfileId: uniqueId('AIPA', profileArn),
    Arn: profileArn,
    CreateDate: dayTime(role.created),
    Roles: [itself],
  };
  return {
    ...itself,
    InstanceProfileList: role.instanceProfile ? [profile] : [],
    RolePolicyList: inlineList(role.inline ?? {}, write),
    AttachedManagedPolicies: attachedList(role.attached),
    ...(role.boundary && { PermissionsBoundary: boundaryOf(role.boundary) }),
    Tags: tagList(role.tags),
    RoleLastUsed: role.used ? { LastUsedDate: dayTime(role.used), Region: account.regions[0] } : {},
  };
}

function policyDetail(account: AccountSource, managed: ManagedPolicySource, write: Writer): object {
  const everyone = [...account.users, ...account.groups, ...account.roles];
  const bounded = [...account.users, ...account.roles].filter((entity) => entity.boundary === managed.arn);
  return {
    PolicyName: nameOf(managed.arn),
    PolicyId: uniqueId('ANPA', managed.arn),
    Arn: managed.arn,
    Path: managed.arn.slice(managed.arn.indexOf(':policy') + ':policy'.length, managed.arn.lastIndexOf('/') + 1),
    DefaultVersionId: managed.version,
    AttachmentCount: everyone.filter((entity) => entity.attached?.includes(managed.arn)).length,
    PermissionsBoundaryUsageCount: bounded.length,
    IsAttachable: true,
    CreateDate: dayTime(managed.created),
    UpdateDate: dayTime(managed.updated ?? managed.created),
    PolicyVersionList: [
      {
        Document: write(managed.document),
        VersionId: managed.version,
        IsDefaultVersion: true,
        CreateDate: dayTime(managed.updated ?? managed.created),
      },
    ],
  };
}

function inlineList(inline: Readonly<Record<string, PolicySource>>, write: Writer): object[] {
  return Object.entries(inline).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: write(document) }));
}

function attachedList(arns: readonly string[] = []): object[] {
  return arns.map((PolicyArn) => ({ PolicyName: nameOf(PolicyArn), PolicyArn }));
}

function boundaryOf(PermissionsBoundaryArn: string): object {
  return { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn };
}

function tagList(tags: Readonly<Record<string, string>> = {}): object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** A day's morning: the demonstration needs dates, not minutes. */
export function dayTime(day: string): string {
  return `${day}T09:30:00Z`;
}
