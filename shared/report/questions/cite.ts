import type { Caller } from '../../access/compile/caller.ts';
import type { Account } from '../../account/model.ts';
import { containerOf } from '../../account/world.ts';
import type { Reason } from '../../authorization/decision.ts';
import type { World } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { type Cited, levelWords, policiesOf } from './layers.ts';
import type { Single } from './single.ts';

/** A decision's reasons, each with its place. Equal names in one layer (inline policies of two groups) give one entry each. */
export function citedReasons(
  accounts: readonly Account[],
  { caller, request, world, decision }: Single,
): readonly Cited[] {
  const cited = decision.because.flatMap((reason): readonly Cited[] => {
    if (reason.policy === null) return [{ ...reason, attachedTo: placesOfLayer(reason, world), json: null }];
    return policiesOf(world, reason.layer, reason.level)
      .filter(({ name, document }) => name === reason.policy && holds(document.statements, reason))
      .map((policy) => ({
        ...reason,
        attachedTo: attachedTo(accounts, caller, policy, reason, request.resource, world),
        json: statementJson(policy, reason.statement),
      }));
  });
  return distinct(cited);
}

/** A statement of a policy as its author wrote it; null where there is none. */
export function statementJson({ document }: NamedPolicy, index: number | null): unknown {
  if (index === null || document.source === null || typeof document.source !== 'object') return null;
  const written: unknown = 'Statement' in document.source ? document.source.Statement : null;
  return (Array.isArray(written) ? written[index] : index === 0 ? written : null) ?? null;
}

function holds(statements: NamedPolicy['document']['statements'], reason: Reason): boolean {
  return statements.some(
    ({ index, sid, effect }) => index === reason.statement && sid === reason.sid && effect === reason.effect,
  );
}

function placesOfLayer({ layer, level }: Reason, world: World): readonly string[] {
  const levels =
    layer === 'scp' ? world.serviceControlPolicies : layer === 'rcp' ? world.resourceControlPolicies : null;
  return levels === null || level === null ? [] : [levelWords(level, levels.length)];
}

function attachedTo(
  accounts: readonly Account[],
  caller: Caller,
  policy: NamedPolicy,
  reason: Reason,
  resource: string,
  world: World,
): readonly string[] {
  switch (reason.layer) {
    case 'identity':
      return carriersOf(accounts, caller.arn, policy);
    case 'boundary':
    case 'session':
      return [caller.arn];
    case 'resource':
    case 'access-point':
      return [containerOf(accounts, resource)?.resource.arn ?? resource];
    default:
      return placesOfLayer(reason, world);
  }
}

/** The user, role or groups that carry the policy. */
function carriersOf(accounts: readonly Account[], arn: string, policy: NamedPolicy): readonly string[] {
  for (const account of accounts) {
    const user = account.users.find((each) => each.arn === arn);
    const groups = user === undefined ? [] : account.groups.filter(({ name }) => user.groups.includes(name));
    const carriers = [user ?? account.roles.find((each) => each.arn === arn), ...groups].filter((c) => c !== undefined);
    const found = carriers.filter((c) => c.inlinePolicies.includes(policy) || c.attachedPolicies.includes(policy.name));
    if (found.length > 0) return found.map((c) => c.arn);
  }
  return [];
}

function distinct(cited: readonly Cited[]): readonly Cited[] {
  return [...new Map(cited.map((each) => [JSON.stringify(each), each])).values()];
}
