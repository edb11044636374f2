import { z } from 'zod';
import { flag, policyDocument, text, time } from './scalars.ts';

/**
 * The output of `aws iam get-account-authorization-details`, as AWS names it (rule L01). Lists of the file may be
 * missing (`--filter`): not collected. Lists of an entity may be missing: AWS leaves an empty one out. Fields this
 * schema does not know are let through; those it knows must have their type.
 */

/** The account part is `aws` for policies that AWS manages. */
function arnOf(kind: string) {
  const error = `an ARN of IAM (\`arn:aws:iam::ACCOUNT:${kind}/NAME\`)`;
  return z.string({ error }).regex(new RegExp(`^arn:[a-z][a-z-]*:iam::(?:\\d{12}|aws):${kind}/.+$`), { error });
}
const policyArn = arnOf('policy');

const inlinePolicy = z.looseObject({ PolicyName: text, PolicyDocument: policyDocument });
const attachedPolicy = z.looseObject({ PolicyArn: policyArn, PolicyName: text.optional() });
const tag = z.looseObject({ Key: text, Value: text });
const boundary = z.looseObject({ PermissionsBoundaryArn: policyArn, PermissionsBoundaryType: text.optional() });

/** A list of an entity: `null` and absent are AWS's ways to say that it is empty. */
function listOf<T extends z.ZodType>(item: T) {
  return z.array(item, { error: 'a list' }).nullable().optional();
}

export const userDetailSchema = z.looseObject({
  Arn: arnOf('user'),
  UserName: text,
  Path: text.optional(),
  UserId: text.optional(),
  CreateDate: time.optional(),
  Tags: listOf(tag),
  UserPolicyList: listOf(inlinePolicy),
  AttachedManagedPolicies: listOf(attachedPolicy),
  GroupList: listOf(text),
  PermissionsBoundary: boundary.nullable().optional(),
});

export const groupDetailSchema = z.looseObject({
  Arn: arnOf('group'),
  GroupName: text,
  Path: text.optional(),
  GroupId: text.optional(),
  CreateDate: time.optional(),
  GroupPolicyList: listOf(inlinePolicy),
  AttachedManagedPolicies: listOf(attachedPolicy),
});

export const roleDetailSchema = z.looseObject({
  Arn: arnOf('role'),
  RoleName: text,
  Path: text.optional(),
  RoleId: text.optional(),
  CreateDate: time.optional(),
  MaxSessionDuration: z.number({ error: 'a number of seconds' }).optional(),
  AssumeRolePolicyDocument: policyDocument,
  Tags: listOf(tag),
  RolePolicyList: listOf(inlinePolicy),
  AttachedManagedPolicies: listOf(attachedPolicy),
  InstanceProfileList: listOf(z.looseObject({ Arn: arnOf('instance-profile') })),
  PermissionsBoundary: boundary.nullable().optional(),
  /** `{}` means that AWS knows of no use in its tracking period. */
  RoleLastUsed: z
    .looseObject({ LastUsedDate: time.nullable().optional(), Region: text.nullable().optional() })
    .nullable()
    .optional(),
});

export const policyVersionSchema = z.looseObject({
  VersionId: text,
  IsDefaultVersion: flag.optional(),
  Document: policyDocument,
  CreateDate: time.optional(),
});

export const managedPolicySchema = z.looseObject({
  Arn: policyArn,
  PolicyName: text.optional(),
  DefaultVersionId: text.optional(),
  PolicyVersionList: z.array(policyVersionSchema, { error: 'a list' }),
});

/** One page, or all pages merged. */
export const authorizationDetailsSchema = z.looseObject({
  UserDetailList: listOf(userDetailSchema),
  GroupDetailList: listOf(groupDetailSchema),
  RoleDetailList: listOf(roleDetailSchema),
  Policies: listOf(managedPolicySchema),
  IsTruncated: flag.optional(),
  Marker: text.nullable().optional(),
});

export const AUTHORIZATION_LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;
export type AuthorizationDetails = z.infer<typeof authorizationDetailsSchema>;
export type UserDetail = z.infer<typeof userDetailSchema>;
export type GroupDetail = z.infer<typeof groupDetailSchema>;
export type RoleDetail = z.infer<typeof roleDetailSchema>;
export type ManagedPolicyDetail = z.infer<typeof managedPolicySchema>;
