import type { Ground } from '../ground.ts';
import { iamArn } from '../ground.ts';
import type { Given } from '../permissions.ts';
import { daysBefore, type PrincipalDraft } from '../principals.ts';
import type { Random } from '../random.ts';
import type { ManagedDraft } from '../shelf.ts';
import { computeOf, trustOf } from '../trust.ts';

/** A principal with what it was given. */
export interface Principal {
  readonly draft: PrincipalDraft;
  readonly given: Given;
}

type GroupGiven = Pick<Given, 'attached' | 'inline'> & { readonly name: string };

/** authorization-details.json, in the shape of `aws iam get-account-authorization-details`. */
export function authorizationDetails(
  ground: Ground,
  principals: readonly Principal[],
  groups: readonly GroupGiven[],
  policies: readonly ManagedDraft[],
  random: Random,
): unknown {
  const drafts = principals.map(({ draft }) => draft);
  return {
    UserDetailList: principals.filter(({ draft }) => draft.kind === 'user').map(userDetail),
    GroupDetailList: groups.map((group) => ({
      Path: '/',
      GroupName: group.name,
      GroupId: `AGPA${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)}`,
      Arn: iamArn(ground.place, 'group', '/', group.name),
      CreateDate: daysBefore(ground.collectedAt, 900),
      GroupPolicyList: inline(group.inline),
      AttachedManagedPolicies: attached(group.attached),
    })),
    RoleDetailList: principals
      .filter(({ draft }) => draft.kind === 'role')
      .map((principal) => roleDetail(ground, principal, drafts, random)),
    Policies: policies.map(({ arn, name, version, document }) => ({
      PolicyName: name,
      PolicyId: `ANPA${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)}`,
      Arn: arn,
      Path: '/',
      DefaultVersionId: version,
      AttachmentCount: 1,
      IsAttachable: true,
      CreateDate: daysBefore(ground.collectedAt, 800),
      PolicyVersionList: [
        {
          Document: document,
          VersionId: version,
          IsDefaultVersion: true,
          CreateDate: daysBefore(ground.collectedAt, 300),
        },
      ],
    })),
  };
}

function userDetail({ draft, given }: Principal): unknown {
  return {
    ...common(draft, given),
    UserName: draft.name,
    UserId: draft.id,
    UserPolicyList: inline(given.inline),
    GroupList: given.groups,
  };
}

function roleDetail(
  ground: Ground,
  { draft, given }: Principal,
  drafts: readonly PrincipalDraft[],
  random: Random,
): unknown {
  const onInstances = draft.job === 'workload' && computeOf(draft) === 'ec2';
  return {
    ...common(draft, given),
    RoleName: draft.name,
    RoleId: draft.id,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: trustOf(ground, draft, drafts, random),
    RolePolicyList: inline(given.inline),
    InstanceProfileList: onInstances
      ? [
          {
            Path: '/',
            InstanceProfileName: draft.name,
            InstanceProfileId: `AIPA${draft.id.slice(4)}`,
            Arn: iamArn(ground.place, 'instance-profile', '/', draft.name),
            CreateDate: draft.createdAt,
          },
        ]
      : [],
    RoleLastUsed: random.chance(0.8)
      ? { LastUsedDate: daysBefore(ground.collectedAt, random.below(400)), Region: ground.place.regions[0] }
      : {},
  };
}

function common(draft: PrincipalDraft, given: Given): object {
  return {
    Path: draft.path,
    Arn: draft.arn,
    CreateDate: draft.createdAt,
    Tags: Object.entries(draft.tags).map(([Key, Value]) => ({ Key, Value })),
    AttachedManagedPolicies: attached(given.attached),
    ...(given.boundary === null
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: given.boundary } }),
  };
}

function inline(policies: Given['inline']): unknown {
  return policies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document }));
}

function attached(arns: readonly string[]): unknown {
  return arns.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
}
