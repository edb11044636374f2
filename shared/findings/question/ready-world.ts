import { type Account, NOT_COLLECTED, type NotCollected } from '../../account/model.ts';
import { containerOf, type Held, resourcePolicyOf, worldOf } from '../../account/world.ts';
import { type PreparedWorld, prepare } from '../../authorization/decide.ts';
import type { Principal, Request, World } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { mayName } from './chance.ts';
import { relaxed } from './relaxed.ts';
import { isFree } from './request-values.ts';

/** A world made ready for questions: as it is, and without what only a request decides. */
export interface ReadyWorld {
  readonly world: World;
  readonly strict: PreparedWorld;
  /** What it does not allow, no request is allowed. */
  relaxed(request: Request): PreparedWorld;
}

// Memories of what was already joined, keyed by the very array: they change no answer, only its price.
const plainWorlds = new WeakMap<readonly Account[], Map<string, ReadyWorld>>();
const lastWorlds = new WeakMap<readonly Account[], LastWorld>();

/** The world of the latest question: questions about one resource and caller come one after the other. */
interface LastWorld {
  readonly key: string;
  readonly policy: unknown;
  readonly instead: ((world: World) => World) | undefined;
  readonly ready: ReadyWorld;
}

/**
 * The world around a request. Where the resource has no policy and no settings of its own, the world is the caller's
 * alone, and serves for all its requests to resources of the same account.
 */
export function readyWorld(
  accounts: readonly Account[],
  request: Request,
  instead?: (world: World) => World,
): ReadyWorld {
  const { principal, resource, action, resourceAccount } = request;
  const policy = resourcePolicyOf(accounts, resource, action);
  const container = containerOf(accounts, resource);
  const caller = 'arn' in principal ? principal.arn : JSON.stringify(principal);
  const owner = resource === '*' ? '*' : (resourceAccount?.id ?? '');
  const key = `${principal.kind} ${caller} ${owner} ${container?.resource.arn ?? ''}`;
  const make = (): ReadyWorld => {
    const { world } = worldOf(accounts, request);
    return ready(instead === undefined ? world : instead(world));
  };
  if (instead === undefined && isSilent(policy, principal) && !hasSettings(container)) {
    const plainKey = `${principal.kind} ${caller} ${owner}`;
    const known = plainWorlds.get(accounts) ?? new Map<string, ReadyWorld>();
    plainWorlds.set(accounts, known);
    const made = known.get(plainKey) ?? make();
    known.set(plainKey, made);
    return made;
  }
  // Through an access point the settings are those of the access point as well.
  if (resource.includes(':accesspoint/')) return make();
  const last = lastWorlds.get(accounts);
  if (last !== undefined && last.key === key && last.policy === policy && last.instead === instead) return last.ready;
  const made = make();
  lastWorlds.set(accounts, { key, policy, instead, ready: made });
  return made;
}

/** What is no policy and yet decides is known of buckets and keys alone. */
function hasSettings(container: Held | null): boolean {
  const type = container?.resource.type;
  return type === 'AWS::S3::Bucket' || type === 'AWS::KMS::Key';
}

/** No policy, or one that allows others and says nothing of the caller; a trust policy must speak (A05). */
function isSilent(policy: NamedPolicy | null | NotCollected, principal: Principal): boolean {
  if (policy === null || policy === NOT_COLLECTED) return true;
  if (policy.name === 'trust' || (principal.kind !== 'user' && principal.kind !== 'role')) return false;
  return policy.document.statements.every((one) => one.effect === 'Allow' && !mayName(one, principal));
}

function ready(world: World): ReadyWorld {
  // Which keys are free depends on who asks and on whether the resource names a Region.
  const byFreedom = new Map<boolean, PreparedWorld>();
  return {
    world,
    strict: prepare(world),
    relaxed(request) {
      const regionIsFree = isFree('aws:requestedregion', request);
      let made = byFreedom.get(regionIsFree);
      if (made === undefined) {
        made = prepare(relaxed(world, (keyId) => isFree(keyId, request)));
        byFreedom.set(regionIsFree, made);
      }
      return made;
    },
  };
}
