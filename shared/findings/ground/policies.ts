import type { Account, Group, ManagedPolicy, Role, User } from '../../account/model.ts';
import type { NamedPolicy } from '../../policy/model.ts';

/** A policy that was attached and is there, and what carries it. */
export interface AttachedPolicy {
  readonly policy: NamedPolicy;
  /** ARN of the user, group or role. */
  readonly holder: string;
  readonly managed: ManagedPolicy | null;
}

/** The policies of a user, group or role itself. */
export function policiesOf(account: Account, holder: User | Group | Role): readonly AttachedPolicy[] {
  const inline = holder.inlinePolicies.map((policy) => ({ policy, holder: holder.arn, managed: null }));
  const managed = holder.attachedPolicies.flatMap((arn) => {
    const found = account.managedPolicies.get(arn);
    if (found === undefined) return [];
    return [{ policy: { name: found.arn, document: found.document }, holder: holder.arn, managed: found }];
  });
  return [...inline, ...managed];
}

/** The groups of a user that are there. */
export function groupsOf(account: Account, user: User): readonly Group[] {
  return account.groups.filter(({ name }) => user.groups.includes(name));
}
