import type { Technique } from './technique.ts';

/** Ways through IAM and STS themselves. */
export const IDENTITY_TECHNIQUES = [
  { id: 'iam-001', mechanism: 'self-policy-edit', calls: ['iam:CreatePolicyVersion'] },
  { id: 'iam-002', mechanism: 'principal-access', calls: ['iam:CreateAccessKey'] },
  { id: 'iam-003', mechanism: 'principal-access', calls: ['iam:DeleteAccessKey', 'iam:CreateAccessKey'] },
  { id: 'iam-004', mechanism: 'principal-access', calls: ['iam:CreateLoginProfile'] },
  { id: 'iam-005', mechanism: 'self-policy-edit', calls: ['iam:PutRolePolicy'] },
  { id: 'iam-006', mechanism: 'principal-access', calls: ['iam:UpdateLoginProfile'] },
  { id: 'iam-007', mechanism: 'self-policy-edit', calls: ['iam:PutUserPolicy'] },
  { id: 'iam-008', mechanism: 'self-policy-edit', calls: ['iam:AttachUserPolicy'] },
  { id: 'iam-009', mechanism: 'self-policy-edit', calls: ['iam:AttachRolePolicy'] },
  { id: 'iam-010', mechanism: 'self-policy-edit', calls: ['iam:AttachGroupPolicy'] },
  { id: 'iam-011', mechanism: 'self-policy-edit', calls: ['iam:PutGroupPolicy'] },
  { id: 'iam-012', mechanism: 'trust-policy-edit', calls: ['iam:UpdateAssumeRolePolicy'] },
  { id: 'iam-013', mechanism: 'group-membership', calls: ['iam:AddUserToGroup'] },
  { id: 'iam-014', mechanism: 'principal-access', calls: ['iam:AttachRolePolicy', 'sts:AssumeRole'] },
  { id: 'iam-015', mechanism: 'principal-access', calls: ['iam:AttachUserPolicy', 'iam:CreateAccessKey'] },
  { id: 'iam-016', mechanism: 'principal-access', calls: ['iam:CreatePolicyVersion', 'sts:AssumeRole'] },
  { id: 'iam-017', mechanism: 'principal-access', calls: ['iam:PutRolePolicy', 'sts:AssumeRole'] },
  { id: 'iam-018', mechanism: 'principal-access', calls: ['iam:PutUserPolicy', 'iam:CreateAccessKey'] },
  { id: 'iam-019', mechanism: 'trust-policy-edit', calls: ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'] },
  { id: 'iam-020', mechanism: 'trust-policy-edit', calls: ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'] },
  { id: 'iam-021', mechanism: 'trust-policy-edit', calls: ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'] },
  { id: 'sts-001', mechanism: 'role-assumption', calls: ['sts:AssumeRole'] },
  { id: 'web-identity', mechanism: 'role-assumption', calls: ['sts:AssumeRoleWithWebIdentity'] },
  { id: 'saml', mechanism: 'role-assumption', calls: ['sts:AssumeRoleWithSAML'] },
  { id: 'boundary-removal', mechanism: 'limit-removal', calls: ['iam:DeleteRolePermissionsBoundary'] },
  { id: 'policy-edit-and-access', mechanism: 'principal-access', calls: [] },
] as const satisfies readonly Technique[];

export type IdentityTechniqueId = (typeof IDENTITY_TECHNIQUES)[number]['id'];

/** The technique that an edit of a policy followed by a step to its holder amounts to. */
export function combined(edit: IdentityTechniqueId, step: string): IdentityTechniqueId {
  return COMBINATIONS[`${edit} ${step}`] ?? 'policy-edit-and-access';
}

const COMBINATIONS: Readonly<Record<string, IdentityTechniqueId>> = {
  'iam-009 sts-001': 'iam-014',
  'iam-008 iam-002': 'iam-015',
  'iam-008 iam-003': 'iam-015',
  'iam-001 sts-001': 'iam-016',
  'iam-005 sts-001': 'iam-017',
  'iam-007 iam-002': 'iam-018',
  'iam-007 iam-003': 'iam-018',
  'iam-009 iam-012': 'iam-019',
  'iam-001 iam-012': 'iam-020',
  'iam-005 iam-012': 'iam-021',
};
