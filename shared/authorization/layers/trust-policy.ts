import type { Question } from '../question.ts';

/** True where the resource is an IAM role, whose only policy of its own is its trust policy. */
export function isRole({ resource }: Question): boolean {
  return resource.startsWith('arn:') && resource.includes(':role/') && ROLE_ARN.test(resource);
}

/** Anchored, no repetition inside repetition: linear. Asked only of resources that hold `:role/`. */
const ROLE_ARN = /^arn:[^:]*:iam::[^:]*:role\//;

/**
 * True where the role's trust policy is asked: actions of STS on a role. The trust policy must itself allow, directly
 * or by delegation to the account (A05, B12, J01); other actions on a role do not ask it.
 */
export function asksTrustPolicy(question: Question): boolean {
  return question.service === 'sts' && isRole(question);
}
