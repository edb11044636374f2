import type { Account } from '../../account/model.ts';
import type { World } from '../../authorization/request.ts';
import type { PolicyDocument } from '../../policy/model.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { ask, type Call, isAllowed, type Permission } from '../question/ask.ts';
import { allowsReaching } from '../question/chance.ts';

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
export function administering(accounts: readonly Account[], one: OwnPrincipal): readonly Permission[] {
  return WAYS.flatMap((way) => {
    const permission = ask(accounts, callOf(one, way));
    return permission === null || permission.conditions.length > 0 ? [] : [permission];
  });
}

/** Whether a principal would administer its account in a world that is otherwise in one respect. */
export function wouldAdminister(
  accounts: readonly Account[],
  one: OwnPrincipal,
  instead: (world: World) => World,
): boolean {
  return WAYS.some((way) => isAllowed(accounts, { ...callOf(one, way), instead }));
}

/** Whether a document holds anything that could make its holder an administrator. */
export function mayMakeAdministrator(document: PolicyDocument): boolean {
  return WAYS.some(({ action }) => allowsReaching(document, action.toLowerCase()).length > 0);
}

function callOf({ account, principal, context }: OwnPrincipal, { action, resource }: (typeof WAYS)[number]): Call {
  return {
    principal,
    action,
    resource: `arn:${account.partition}:iam::${account.accountId}:${resource}/${ANY_NAME}`,
    context,
  };
}
