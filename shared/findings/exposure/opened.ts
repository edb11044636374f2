import { type Account, NOT_COLLECTED, type Resource, type Role } from '../../account/model.ts';
import type { World } from '../../authorization/request.ts';
import type { NamedPolicy, Statement } from '../../policy/model.ts';
import type { Ground } from '../ground/ground.ts';
import { ask, type Permission } from '../question/ask.ts';
import { allowedAtHome } from '../question/everything.ts';
import { callsOn } from './calls-on.ts';
import { type Outsider, outsidersOf } from './outsiders.ts';

/** A resource or role with its own policy: what can be opened from outside. */
export interface Openable {
  readonly arn: string;
  readonly type: string;
  readonly policy: NamedPolicy;
  /** Null for a role. */
  readonly resource: Resource | null;
}

/** Resources with a policy, and roles with their trust policies. */
export function openables({ subject }: Ground): readonly Openable[] {
  const resources = subject.resources.flatMap((resource): readonly Openable[] => {
    const { arn, type, policy } = resource;
    return policy === null || policy === NOT_COLLECTED ? [] : [{ arn, type, policy, resource }];
  });
  const roles = subject.roles
    .filter(({ serviceLinked }) => !serviceLinked)
    .map(
      ({ arn, trustPolicy }: Role): Openable => ({ arn, type: 'AWS::IAM::Role', policy: trustPolicy, resource: null }),
    );
  return [...resources, ...roles];
}

/** An outsider that a statement names, with the call that is allowed to it; `permission` null: none is. */
export interface Opening {
  readonly outsider: Outsider;
  readonly statement: Statement;
  readonly permission: Permission | null;
}

/** What each Allow of a policy opens to outsiders. `instead`: a guard that would be gone. */
export function openingsOf(
  ground: Ground,
  openable: Openable,
  wanted: (outsider: Outsider) => boolean,
  instead: (world: World) => World = (world) => world,
): readonly Opening[] {
  return openable.policy.document.statements.flatMap((statement) => {
    if (statement.effect !== 'Allow') return [];
    return outsidersOf(ground, statement)
      .filter(wanted)
      .map((outsider) => ({
        outsider,
        statement,
        permission: firstAllowed(ground.accounts, openable, statement, outsider, instead),
      }));
  });
}

function firstAllowed(
  accounts: readonly Account[],
  openable: Openable,
  statement: Statement,
  { principal }: Outsider,
  instead: (world: World) => World,
): Permission | null {
  for (const { action, resource } of callsOn(openable, statement)) {
    const permission = ask(accounts, {
      principal,
      action,
      resource,
      context: {},
      instead: (world) => instead('accountId' in principal ? allowedAtHome(world) : world),
    });
    if (permission?.because.some(({ layer, statement: index }) => layer === 'resource' && index === statement.index)) {
      return permission;
    }
  }
  return null;
}
