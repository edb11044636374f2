import type { Question } from '../question.ts';

/** True where the resource is an IAM role, whose only policy of its own is its trust policy. */
export function isRole({ resource }: Question): boolean {
  const iam = resource.indexOf(':iam::');
  // `arn:PARTITION:iam::ACCOUNT:role/…`: nothing but the partition before, nothing but the account behind.
  if (iam < 4 || resource.indexOf(':', 4) !== iam || !resource.startsWith('arn:')) return false;
  const account = resource.indexOf(':', iam + 6);
  return account > 0 && resource.startsWith('role/', account + 1);
}

/**
 * True where the role's trust policy is asked: actions of STS on a role. The trust policy must itself allow, directly
 * or by delegation to the account (A05, B12, J01); other actions on a role do not ask it.
 */
export function asksTrustPolicy(question: Question): boolean {
  return question.service === 'sts' && isRole(question);
}
