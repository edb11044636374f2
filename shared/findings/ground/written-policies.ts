import type { Group, Role, User } from '../../account/model.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import type { Ground } from './ground.ts';
import { accountIdOf } from './ground.ts';
import { policiesOf } from './policies.ts';

/** An identity policy that the customer wrote and attached in the subject account. */
export interface WrittenPolicy {
  readonly policy: NamedPolicy;
  /** The managed policy, or the holder of an inline one: what a finding about it is about. */
  readonly subject: string;
  /** Users, groups and roles that carry it, sorted. */
  readonly holders: readonly string[];
  readonly managed: boolean;
}

/** Sorted by subject and name. Policies that AWS wrote are AWS's to change. */
export function writtenPolicies({ subject: account }: Ground): readonly WrittenPolicy[] {
  const found = new Map<string, { policy: NamedPolicy; subject: string; managed: boolean; holders: Set<string> }>();
  const holders: readonly (User | Group | Role)[] = [
    ...account.users,
    ...account.groups,
    ...account.roles.filter(({ serviceLinked }) => !serviceLinked),
  ];
  for (const holder of holders) {
    for (const { policy, managed } of policiesOf(account, holder)) {
      if (managed !== null && accountIdOf(managed.arn) !== account.accountId) continue;
      const subject = managed?.arn ?? holder.arn;
      const key = `${subject} ${policy.name}`;
      const known = found.get(key);
      if (known === undefined) {
        found.set(key, { policy, subject, managed: managed !== null, holders: new Set([holder.arn]) });
      } else known.holders.add(holder.arn);
    }
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => ({ ...one, holders: [...one.holders].sort() }));
}
