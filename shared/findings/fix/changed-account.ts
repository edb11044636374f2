import type { Account } from '../../account/model.ts';
import type { PolicyDocument } from '../../policy/model.ts';

/** A policy that would be replaced. */
export interface PolicyChange {
  /** ARN of the managed policy itself, or of the user, group, role or resource that carries it. */
  readonly attachedTo: string;
  /** The policy's name: for a managed policy its ARN. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The account as it would be with the change; its untouched parts are the very same objects. */
export function changedAccount(account: Account, { attachedTo, name, document }: PolicyChange): Account {
  const managed = account.managedPolicies.get(attachedTo);
  if (managed !== undefined) {
    const managedPolicies = new Map(account.managedPolicies).set(attachedTo, { ...managed, document });
    // Whoever carries it is a new object, so that nothing remembered of the old one is taken for the new.
    return { ...account, managedPolicies, users: copies(account.users), roles: copies(account.roles) };
  }
  const inline = <T extends Holder>(holder: T): T =>
    holder.arn !== attachedTo
      ? { ...holder }
      : {
          ...holder,
          inlinePolicies: holder.inlinePolicies.map((one) => (one.name === name ? { name, document } : one)),
        };
  return {
    ...account,
    users: account.users.map(inline),
    groups: account.groups.map(inline),
    roles: account.roles.map(inline),
    resources: account.resources.map((resource) =>
      resource.arn === attachedTo ? { ...resource, policy: { name, document } } : resource,
    ),
  };
}

type Holder = Pick<Account['users'][number], 'arn' | 'inlinePolicies'>;

function copies<T extends object>(list: readonly T[]): readonly T[] {
  return list.map((one) => ({ ...one }));
}
