import type { Question } from '../question.ts';

/** The root user can assume no role, in no account (A01, M03). */
export function isRootAssuming({ principal, action }: Question): boolean {
  return principal.kind === 'root' && (action === 'sts:assumerole' || action === 'sts:assumeroot');
}

/**
 * The bucket policy cannot shut its own account's root user out of itself (A02): only endpoint and organization
 * policies can.
 */
export function isRootOnOwnBucketPolicy({ principal, action }: Question, ownAccount: boolean): boolean {
  return ownAccount && principal.kind === 'root' && BUCKET_POLICY_ACTIONS.has(action);
}

const BUCKET_POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);
