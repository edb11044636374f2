import { NOT_COLLECTED, type Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import type { World } from '../../authorization/request.ts';
import type { NamedPolicy, Statement } from '../../policy/model.ts';
import type { Ground } from '../ground/ground.ts';
import { ask, type Permission } from '../question/ask.ts';
import { allowedAtHome } from '../question/everything.ts';
import { type CallOn, callsOn } from './calls-on.ts';
import { ANONYMOUS, anyAwsAccount, type Outsider, outsidersOf } from './outsiders.ts';

/** A resource, a part of one, or a role, with its own policy: what can be opened from outside. */
export interface Openable {
  /** What the policy is on: a resource, an access point, an alias, a role. */
  readonly arn: string;
  readonly type: string;
  readonly policy: NamedPolicy;
  /** Null for a role. */
  readonly resource: Resource | null;
}

/** Resources and parts with a policy, and roles with their trust policies. */
export function openables({ subject }: Ground): readonly Openable[] {
  const resources = subject.resources.flatMap((resource): readonly Openable[] => {
    const policies = [[resource.arn, resource.policy] as const, ...resource.partPolicies];
    return policies.flatMap(([arn, policy]) =>
      policy === null || policy === NOT_COLLECTED ? [] : [{ arn, type: resource.type, policy, resource }],
    );
  });
  const roles = subject.roles
    .filter(({ serviceLinked }) => !serviceLinked)
    .map(({ arn, trustPolicy }): Openable => {
      return { arn, type: 'AWS::IAM::Role', policy: trustPolicy, resource: null };
    });
  return [...resources, ...roles];
}

/** An outsider that a statement names, and the calls that are allowed to it. */
export interface Opening {
  readonly outsider: Outsider;
  /** Null: an access control list's grant. */
  readonly statement: Statement | null;
  readonly permissions: readonly Permission[];
}

/** A guard outside the policy that may be taken away; `null`: all guards are in place. */
export type Without = ((world: World) => World) | null;

/** What each Allow of a policy opens to outsiders. `first`: one allowed call of each is enough. */
export function openingsOf(
  ground: Ground,
  openable: Openable,
  wanted: (outsider: Outsider) => boolean,
  first: boolean,
  without: Without = null,
): readonly Opening[] {
  return openable.policy.document.statements.flatMap((statement): readonly Opening[] => {
    if (statement.effect !== 'Allow') return [];
    const outsiders = outsidersOf(ground, statement).filter(wanted);
    if (outsiders.length === 0) return [];
    const calls = callsOn(openable, statement);
    return outsiders.map((outsider) => {
      const permissions = allowedTo(ground, outsider, calls, first, without, ({ because }) =>
        because.some(
          ({ layer, statement: index }) =>
            (layer === 'resource' || layer === 'access-point') && index === statement.index,
        ),
      );
      return { outsider, statement, permissions };
    });
  });
}

/** Calls that an access control list's permissions amount to (AmazonS3, acl-overview). */
const ACL_ACTIONS = {
  READ: 's3:ListBucket',
  WRITE: 's3:PutObject',
  READ_ACP: 's3:GetBucketAcl',
  WRITE_ACP: 's3:PutBucketAcl',
  FULL_CONTROL: 's3:ListBucket',
} as const;

/** What a bucket's access control list opens to everyone (I06, I10). */
export function aclOpeningsOf(ground: Ground, bucket: Resource, without: Without = null): readonly Opening[] {
  const grants = fieldsOf(bucket, 'AWS::S3::Bucket')?.acl?.grants ?? [];
  return grants.flatMap(({ grantee, permission }): readonly Opening[] => {
    const group = /\/(AllUsers|AuthenticatedUsers)$/.exec(grantee.uri ?? '')?.[1];
    if (group === undefined) return [];
    const outsider = group === 'AllUsers' ? ANONYMOUS : anyAwsAccount(ground.subject.partition);
    const action = ACL_ACTIONS[permission];
    const calls = [{ action, resource: action === 's3:PutObject' ? `${bucket.arn}/x` : bucket.arn }];
    const permissions = allowedTo(ground, outsider, calls, true, without, ({ because }) =>
      because.some(({ layer }) => layer === 'acl'),
    );
    return [{ outsider, statement: null, permissions }];
  });
}

/** The calls that are allowed to an outsider, as far as they rest on what is asked about. */
export function allowedTo(
  ground: Ground,
  { principal }: Outsider,
  calls: readonly CallOn[],
  first: boolean,
  without: Without,
  restsOn: (permission: Permission) => boolean,
): readonly Permission[] {
  const instead = insteadOf(without, 'accountId' in principal);
  const found: Permission[] = [];
  for (const call of calls) {
    const permission = ask(ground.accounts, {
      principal,
      ...call,
      context: {},
      ...(instead === undefined ? {} : { instead }),
    });
    if (permission === null || !restsOn(permission)) continue;
    found.push(permission);
    if (first) break;
  }
  return found;
}

type Instead = (world: World) => World;

// Equal questions get the very same function, so that the world around them is joined once.
const atHomeWithout = new Map<Instead, Instead>();

function insteadOf(without: Without, hasAccount: boolean): Instead | undefined {
  if (!hasAccount) return without ?? undefined;
  if (without === null) return allowedAtHome;
  const known = atHomeWithout.get(without) ?? ((world: World) => without(allowedAtHome(world)));
  atHomeWithout.set(without, known);
  return known;
}
