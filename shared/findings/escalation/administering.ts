import type { Account } from '../../account/model.ts';
import type { World } from '../../authorization/request.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { ask, type Permission } from '../question/ask.ts';

/** Each of these on any name gives everything: to oneself, to a role one may assume, or through a policy in use. */
const WAYS: readonly { readonly action: string; readonly resource: string }[] = [
  { action: 'iam:AttachUserPolicy', resource: 'user' },
  { action: 'iam:PutUserPolicy', resource: 'user' },
  { action: 'iam:AttachRolePolicy', resource: 'role' },
  { action: 'iam:PutRolePolicy', resource: 'role' },
  { action: 'iam:CreatePolicyVersion', resource: 'policy' },
];

/** A name that nobody gives: a statement that reaches it reaches every name. */
export const ANY_NAME = 'nightjar-any-name-7f3d0c';

/** The calls by which a principal administers its account, allowed as they stand. */
export function administering(
  accounts: readonly Account[],
  one: OwnPrincipal,
  instead?: (world: World) => World,
): readonly Permission[] {
  const { partition, accountId } = one.account;
  return WAYS.flatMap(({ action, resource }) => {
    const permission = ask(accounts, {
      principal: one.principal,
      action,
      resource: `arn:${partition}:iam::${accountId}:${resource}/${ANY_NAME}`,
      context: one.context,
      ...(instead === undefined ? {} : { instead }),
    });
    return permission === null || permission.conditions.length > 0 ? [] : [permission];
  });
}

/** Whether a principal would administer its account in a world that is otherwise in one respect. */
export function wouldAdminister(
  accounts: readonly Account[],
  one: OwnPrincipal,
  instead: (world: World) => World,
): boolean {
  return administering(accounts, one, instead).length > 0;
}
