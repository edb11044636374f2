import { openables } from '../exposure/opened.ts';
import { outsidersOf } from '../exposure/outsiders.ts';
import type { Ground } from '../ground/ground.ts';
import { isPermissionSetRole } from '../ground/principals.ts';
import type { Actor } from './actor.ts';

/**
 * Who outside the customer may take a first step into the subject account: accounts and providers that its trust
 * policies name, and accounts that the policies of its functions name. People of Identity Center come in by permission
 * sets, which have a finding of their own.
 */
export function outsideActors(ground: Ground): readonly Actor[] {
  const found = new Map<string, Actor>();
  for (const { policy, resource, type } of openables(ground)) {
    if (resource !== null && type !== 'AWS::Lambda::Function') continue;
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow') continue;
      for (const { name, principal, everyone } of outsidersOf(ground, statement)) {
        if (everyone || principal.kind === 'anonymous') continue;
        const id = 'arn' in principal && !principal.arn.endsWith(':user/somebody') ? principal.arn : name;
        found.set(id, { id, principal, context: {}, policies: [], own: null });
      }
    }
  }
  for (const role of ground.subject.roles) {
    if (isPermissionSetRole(role)) continue;
    for (const { effect, principal } of role.trustPolicy.document.statements) {
      for (const entry of effect === 'Allow' ? (principal?.entries ?? []) : []) {
        if (entry.kind !== 'federated') continue;
        const id = `federated:${entry.text}`;
        found.set(id, {
          id,
          principal: { kind: 'federated', provider: entry.text },
          context: {},
          policies: [],
          own: null,
        });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
