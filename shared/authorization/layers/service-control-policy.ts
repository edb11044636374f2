import type { Question } from '../question.ts';

/**
 * Whether SCPs bind the caller (D01, D02, D07, D08, D19): the principals of member accounts, their root users and
 * delegated administrators included. Not the management account, not service-linked roles, not services and anonymous
 * callers. The levels given are those of the caller's own account: a caller from outside brings none.
 *
 * An Allow must stand at every level (D04, D06); SCPs alone grant nothing (D03).
 */
export function serviceControlPoliciesBind(question: Question): boolean {
  const { kind } = question.principal;
  if (kind === 'service' || kind === 'anonymous') return false;
  if (question.request.principalAccount?.managementAccount === true) return false;
  return !question.isServiceLinkedRole;
}
