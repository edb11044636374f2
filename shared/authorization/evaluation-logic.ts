import type { Outcome } from './decision.ts';
import { type Evidence, greatest, least, lesser } from './evidence.ts';
import { outsideItsVpc } from './layers/access-point.ts';
import { shutToOthers } from './layers/cross-account.ts';
import { keyUnusable } from './layers/key-policy.ts';
import { needsNoPermission } from './layers/needs-no-permission.ts';
import { restrictedToOwner } from './layers/public-access-block.ts';
import { isRootAssuming, isRootOnOwnBucketPolicy } from './layers/root-user.ts';
import type { Question } from './question.ts';
import { granted } from './side.ts';
import { MAYBE, NO, not, type Tri, YES } from './truth.ts';

/**
 * AWS's flowchart (A03), three-valued: what is not known stays `undetermined` only where it could turn the answer.
 * `ownAccount`: the resource belongs to the caller's account.
 *
 * Pages: reference_policies_evaluation-logic.html, …_policy-eval-denyallow.html, …-cross-account.html
 */
export function outcomeOf(evidence: Evidence, question: Question, ownAccount: boolean): Outcome {
  if (needsNoPermission(question)) return 'allowed';

  // An explicit deny in any layer wins over every allow (A02).
  const denied = explicitlyDenied(evidence, question, ownAccount);
  if (denied === YES) return 'explicit-deny';

  // What is no policy and stops all the same.
  let allowed = not(stopped(question, ownAccount));
  // RCPs allow at every level by themselves (D14); SCPs must allow at each (D04).
  allowed = lesser(allowed, least(evidence.scpLevels));
  // Every VPC endpoint policy on the way must allow (K01).
  allowed = lesser(allowed, least(evidence.endpoints));
  // Resource-based policy, identity-based policy, permissions boundary, session policy: one way through, on each side.
  allowed = lesser(allowed, granted(evidence, question, ownAccount));

  if (denied === MAYBE || allowed === MAYBE) return 'undetermined';
  return allowed === YES ? 'allowed' : 'implicit-deny';
}

/** Whether any statement denies; the bucket policy cannot shut out its own root user (A02). */
export function explicitlyDenied(evidence: Evidence, question: Question, ownAccount: boolean): Tri {
  const byResource = isRootOnOwnBucketPolicy(question, ownAccount) ? NO : evidence.deniedByResource;
  return greatest(byResource, evidence.deniedElsewhere);
}

/** Whether a setting stops the request, whatever policies allow. */
export function stopped(question: Question, ownAccount: boolean): Tri {
  if (isRootAssuming(question)) return YES;
  const others = ownAccount ? NO : shutToOthers(question);
  if (question.facts === null || others === YES) return others;
  const settings = greatest(restrictedToOwner(question, ownAccount), keyUnusable(question));
  return greatest(others, greatest(settings, outsideItsVpc(question)));
}
