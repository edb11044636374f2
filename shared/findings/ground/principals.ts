import { type Account, NOT_COLLECTED, type Role, type Tags, type User } from '../../account/model.ts';
import type { Principal, RequestContext } from '../../authorization/request.ts';
import { type AttachedPolicy, groupsOf, policiesOf } from './policies.ts';

/** A user or role of an account that was read, ready to be asked about. */
export interface OwnPrincipal {
  readonly kind: 'user' | 'role';
  readonly arn: string;
  readonly name: string;
  readonly account: Account;
  readonly entity: User | Role;
  readonly principal: Extract<Principal, { readonly kind: 'user' | 'role' }>;
  /** What its requests always carry: its tags. */
  readonly context: RequestContext;
  /** Its own and, for a user, its groups' (A11). */
  readonly policies: readonly AttachedPolicy[];
}

/** Users and roles of an account. Service-linked roles act for their service alone, by rights nobody can change (J06). */
export function ownPrincipalsOf(account: Account): readonly OwnPrincipal[] {
  const { accountId } = account;
  const users = account.users.map((user): OwnPrincipal => {
    const holders = [user, ...groupsOf(account, user)];
    return {
      kind: 'user',
      arn: user.arn,
      name: user.name,
      account,
      entity: user,
      principal: { kind: 'user', arn: user.arn, accountId, principalId: user.userId },
      context: tagContext(user.tags),
      policies: holders.flatMap((holder) => policiesOf(account, holder)),
    };
  });
  const roles = account.roles
    .filter(({ serviceLinked }) => !serviceLinked)
    .map(
      (role): OwnPrincipal => ({
        kind: 'role',
        arn: role.arn,
        name: role.name,
        account,
        entity: role,
        principal: { kind: 'role', arn: role.arn, accountId, principalId: role.roleId },
        context: tagContext(role.tags),
        policies: policiesOf(account, role),
      }),
    );
  return [...users, ...roles];
}

function tagContext(tags: Tags | typeof NOT_COLLECTED): RequestContext {
  if (tags === NOT_COLLECTED) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}

/** Roles that Identity Center made: people come in through permission sets, and nobody else can change them (E08). */
export function isPermissionSetRole(role: Role): boolean {
  return role.path.startsWith('/aws-reserved/sso.amazonaws.com/');
}
