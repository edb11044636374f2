import type { Principal } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import type { Account, Group, Role, User } from '../model.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import type { Unknown } from './unknown.ts';

/** A principal's own side: its policies, its groups' (rule A11) and its boundary (B08, B10). */
export interface IdentitySide {
  readonly identityPolicies: readonly NamedPolicy[];
  /** null: none is set, or it is set and not in the snapshot (then it stands in `unknown`). */
  readonly permissionsBoundaries: readonly NamedPolicy[] | null;
  readonly unknown: readonly Unknown[];
}

const NOTHING: IdentitySide = { identityPolicies: [], permissionsBoundaries: null, unknown: [] };

// A memory of what was already joined, per user or role object: it changes no answer, only its price.
const sides = new WeakMap<User | Role, IdentitySide>();

/** The policies that a principal carries. Root, services, tokens and anonymous callers carry none (rule A01). */
export function identitySideOf(accounts: readonly Account[], principal: Principal): IdentitySide {
  const inventory = inventoryOf(accounts);
  switch (principal.kind) {
    case 'user':
      return userSide(inventory, principal.arn, principal.accountId);
    case 'role':
      return roleSide(inventory, principal.arn, principal.accountId);
    case 'role-session':
      return roleSide(inventory, principal.roleArn, principal.accountId);
    case 'federated-user':
      if (principal.userArn === null) return absent(inventory, principal.arn, principal.accountId);
      return userSide(inventory, principal.userArn, principal.accountId);
    case 'root':
    case 'service':
    case 'federated':
    case 'anonymous':
      return NOTHING;
  }
}

function userSide(inventory: Inventory, arn: string, accountId: string): IdentitySide {
  const held = inventory.users.get(arn);
  if (held === undefined) return absent(inventory, arn, accountId);
  const known = sides.get(held.user);
  if (known !== undefined) return known;
  const unknown: Unknown[] = [];
  const groups: Group[] = [];
  for (const name of held.user.groups) {
    const group = inventory.groups.get(held.account)?.get(name);
    if (group === undefined)
      unknown.push({ code: 'group-missing', subject: name, layer: 'identity', effect: 'either' });
    else groups.push(group);
  }
  return remember(held.account, held.user, [held.user, ...groups], unknown);
}

function roleSide(inventory: Inventory, arn: string, accountId: string): IdentitySide {
  const held = inventory.roles.get(arn);
  if (held === undefined) return absent(inventory, arn, accountId);
  return sides.get(held.role) ?? remember(held.account, held.role, [held.role], []);
}

function remember(
  account: Account,
  holder: User | Role,
  carriers: readonly Pick<Group, 'inlinePolicies' | 'attachedPolicies'>[],
  unknown: Unknown[],
): IdentitySide {
  const policies: NamedPolicy[] = [];
  for (const carrier of carriers) {
    policies.push(...carrier.inlinePolicies);
    for (const arn of carrier.attachedPolicies) {
      const policy = account.managedPolicies.get(arn);
      if (policy === undefined)
        unknown.push({ code: 'policy-missing', subject: arn, layer: 'identity', effect: 'either' });
      else policies.push({ name: arn, document: policy.document });
    }
  }
  const boundaryArn = holder.permissionsBoundary;
  const boundary = boundaryArn === null ? undefined : account.managedPolicies.get(boundaryArn);
  if (boundaryArn !== null && boundary === undefined) {
    unknown.push({ code: 'boundary-missing', subject: boundaryArn, layer: 'boundary', effect: 'narrows' });
  }
  const side: IdentitySide = {
    identityPolicies: policies,
    permissionsBoundaries: boundary === undefined ? null : [{ name: boundary.arn, document: boundary.document }],
    unknown,
  };
  sides.set(holder, side);
  return side;
}

function absent(inventory: Inventory, arn: string, accountId: string): IdentitySide {
  const code = inventory.accounts.has(accountId) ? 'principal-not-in-snapshot' : 'caller-account-not-read';
  const subject = code === 'caller-account-not-read' ? accountId : arn;
  return { ...NOTHING, unknown: [{ code, subject, layer: 'identity', effect: 'either' }] };
}
