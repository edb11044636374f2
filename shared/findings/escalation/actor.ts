import type { Principal, RequestContext, World } from '../../authorization/request.ts';
import type { StatementEvidence } from '../finding.ts';
import type { Ground } from '../ground/ground.ts';
import type { AttachedPolicy } from '../ground/policies.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { ask, type Permission } from '../question/ask.ts';
import { mayCallOn } from '../question/chance.ts';
import { allowedAtHome } from '../question/everything.ts';
import { grantsOf } from '../question/grants.ts';

/** Someone whose steps are looked for: a user or role that was read, or an outsider whom a policy names. */
export interface Actor {
  /** As findings name it. */
  readonly id: string;
  readonly principal: Principal;
  readonly context: RequestContext;
  readonly policies: readonly AttachedPolicy[];
  /** Null: an outsider. */
  readonly own: OwnPrincipal | null;
}

export function actorOf(own: OwnPrincipal): Actor {
  return { id: own.arn, principal: own.principal, context: own.context, policies: own.policies, own };
}

/** A call that an actor may make. */
export interface Allowed {
  readonly action: string;
  readonly resource: string;
  readonly permission: Permission;
  /** What the actor carries, for telling where the grants stand. */
  readonly policies: readonly AttachedPolicy[];
}

/** The statements that grant a call. */
export function grantsOfCall({ permission, policies }: Allowed): readonly StatementEvidence[] {
  return grantsOf(permission, policies);
}

/** Null: it may not. `more`: what the request carries beside the actor's own tags; `instead`: see `Call`. */
export function allowed(
  ground: Ground,
  actor: Actor,
  action: string,
  resource: string,
  more: RequestContext = {},
  instead: (world: World) => World = (world) => world,
): Allowed | null {
  // Nothing but the caller's own policies allows calls of IAM: no resource there has a policy for them.
  if (actor.own !== null && action.startsWith('iam:') && !mayCallOn(actor.own, action, resource)) return null;
  // What an outsider's own account allows it is not known: it may allow anything.
  const home = actor.own === null && 'accountId' in actor.principal ? allowedAtHome : (world: World) => world;
  const permission = ask(ground.accounts, {
    principal: actor.principal,
    action,
    resource,
    context: { ...actor.context, ...more },
    instead: (world) => instead(home(world)),
  });
  return permission === null ? null : { action, resource, permission, policies: actor.policies };
}
