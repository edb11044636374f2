import type { Question } from '../question.ts';

/** True where the resource is an IAM role, whose only policy of its own is its trust policy. */
export function isRole({ resource }: Question): boolean {
  // `arn:PARTITION:iam::ACCOUNT:role/…`
  const service = resource.indexOf(':', 4) + 1;
  if (!resource.startsWith('iam::', service) || !resource.startsWith('arn:')) return false;
  const account = resource.indexOf(':', service + 5);
  return account > 0 && resource.startsWith('role/', account + 1);
}

/**
 * True where the role's trust policy is asked: actions of STS on a role. The trust policy must itself allow, directly
 * or by delegation to the account (A05, B12, J01); other actions on a role do not ask it.
 */
export function asksTrustPolicy(question: Question): boolean {
  return question.service === 'sts' && isRole(question);
}
