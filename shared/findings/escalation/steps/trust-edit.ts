import type { Role } from '../../../account/model.ts';
import type { World } from '../../../authorization/request.ts';
import type { NamedPolicy } from '../../../policy/model.ts';
import { accountIdOf, type Ground, nameOf } from '../../ground/ground.ts';
import { isPermissionSetRole, type OwnPrincipal } from '../../ground/principals.ts';
import { mayCall } from '../../question/chance.ts';
import { actorOf, allowed } from '../actor.ts';
import { type Step, step } from '../step.ts';
import { tagsOf } from './assume.ts';

/** Roles that a principal may make trust itself, and then assume (iam-012). */
export function trustEdits(ground: Ground, own: OwnPrincipal, roles: readonly Role[]): readonly Step[] {
  if (!mayCall(own, 'iam:UpdateAssumeRolePolicy')) return [];
  const actor = actorOf(own);
  return roles.flatMap((role) => {
    if (!isEditable(role) || role.arn === own.arn || accountIdOf(role.arn) !== own.account.accountId) return [];
    const edit = allowed(ground, actor, 'iam:UpdateAssumeRolePolicy', role.arn, tagsOf(role));
    if (edit === null) return [];
    const trusting = (world: World): World => ({
      ...world,
      resourcePolicy: trustOf(own.arn, own.kind, own.account.accountId),
    });
    const assume = allowed(ground, actor, 'sts:AssumeRole', role.arn, tagsOf(role), trusting);
    if (assume === null) return [];
    return [step(own.arn, role.arn, 'iam-012', `makes ${nameOf(role.arn)} trust it, and assumes it`, [edit, assume])];
  });
}

/** Service-linked roles and those of Identity Center cannot be changed by IAM calls. */
export function isEditable(role: Role): boolean {
  return !role.serviceLinked && !isPermissionSetRole(role);
}

/** A trust policy that names one principal. */
function trustOf(arn: string, kind: 'user' | 'role', accountId: string): NamedPolicy {
  return {
    name: 'a trust policy that it writes',
    document: {
      version: '2012-10-17',
      id: null,
      statements: [
        {
          index: 0,
          sid: null,
          effect: 'Allow',
          principal: { negated: false, entries: [{ kind, text: arn, accountId }] },
          action: { negated: false, patterns: ['sts:AssumeRole'] },
          resource: null,
          conditions: [],
          unresolved: [],
        },
      ],
      source: null,
      issues: [],
    },
  };
}
