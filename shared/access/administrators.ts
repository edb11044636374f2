import type { Account, Tags } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import { accountFactsOf, worldOf } from '../account/world.ts';
import { decide } from '../authorization/decide.ts';
import type { Principal } from '../authorization/request.ts';

/**
 * ARNs of the users, roles and root users that can give anyone in their account any permission: allowed, by a
 * request that carries nothing beyond who asks, to attach or write policies for a user, role or policy of a name
 * that no policy mentions. After denies, boundaries and SCPs; a policy's name proves nothing.
 */
export function administrators(accounts: readonly Account[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const account of accounts) {
    for (const { principal, tags } of principalsOf(account)) {
      if (administers(accounts, account, principal, tags)) found.add(principal.arn);
    }
  }
  return found;
}

type OwnPrincipal = Extract<Principal, { readonly kind: 'user' | 'role' | 'root' }>;

/** Each of these alone gives everything: to oneself, to a role one may assume, or through a policy in use. */
const WAYS: readonly { readonly action: string; readonly resource: string }[] = [
  { action: 'iam:AttachUserPolicy', resource: 'user' },
  { action: 'iam:PutUserPolicy', resource: 'user' },
  { action: 'iam:AttachRolePolicy', resource: 'role' },
  { action: 'iam:PutRolePolicy', resource: 'role' },
  { action: 'iam:CreatePolicyVersion', resource: 'policy' },
];

/** A name that nobody gives: a statement that reaches it reaches every name. */
const ANY_NAME = 'nightjar-any-name-7f3d0c';

function administers(accounts: readonly Account[], account: Account, principal: OwnPrincipal, tags: Tags): boolean {
  const facts = accountFactsOf(accounts, account.accountId);
  const context = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
  return WAYS.some(({ action, resource }) => {
    const request = {
      principal,
      action,
      resource: `arn:${account.partition}:iam::${account.accountId}:${resource}/${ANY_NAME}`,
      principalAccount: facts,
      resourceAccount: facts,
      context,
    };
    return decide(worldOf(accounts, request).world, request).decision === 'allowed';
  });
}

function* principalsOf(account: Account): Generator<{ readonly principal: OwnPrincipal; readonly tags: Tags }> {
  const { accountId } = account;
  for (const user of account.users) {
    yield { principal: { kind: 'user', arn: user.arn, accountId, principalId: user.userId }, tags: known(user.tags) };
  }
  for (const role of account.roles) {
    // Service-linked roles act for their service alone, by a policy nobody can change (J06).
    if (role.serviceLinked) continue;
    yield { principal: { kind: 'role', arn: role.arn, accountId, principalId: role.roleId }, tags: known(role.tags) };
  }
  yield { principal: { kind: 'root', arn: `arn:${account.partition}:iam::${accountId}:root`, accountId }, tags: {} };
}

function known(tags: Tags | typeof NOT_COLLECTED): Tags {
  return tags === NOT_COLLECTED ? {} : tags;
}
