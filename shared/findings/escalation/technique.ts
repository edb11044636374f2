/** How one comes to act as someone else, or as oneself with more rights. */
export type Mechanism =
  /** Writing a policy that one carries. */
  | 'self-policy-edit'
  /** Taking a place among those who carry a policy. */
  | 'group-membership'
  /** Making or changing credentials of a user, or who may assume a role; also after giving it more rights. */
  | 'principal-access'
  | 'trust-policy-edit'
  /** Assuming a role, as its trust policy says. */
  | 'role-assumption'
  /** Passing a role to something new that runs one's code. */
  | 'new-pass-role'
  /** Running one's code in something that already has a role, or getting at its credentials. */
  | 'existing-pass-role'
  /** Taking away what limits. */
  | 'limit-removal';

/**
 * A way that is known to work. The ids with a number are those of the catalogue pathfinding.cloud (Apache-2.0), whose
 * facts these tables restate; the ids in words are further ways of the same kinds.
 */
export interface Technique {
  readonly id: string;
  readonly mechanism: Mechanism;
  /** The calls that it takes, in order; `iam:PassRole` is the first of those that pass a role. */
  readonly calls: readonly string[];
  /** Calls that help to find the target, without which it works as well. */
  readonly discovery?: readonly string[];
}
