import type { Account } from '../../account/model.ts';
import { NOT_COLLECTED } from '../../account/model.ts';
import { containerOf, resourcePolicyOf, worldOf } from '../../account/world.ts';
import { type PreparedWorld, prepare } from '../../authorization/decide.ts';
import type { Request, World } from '../../authorization/request.ts';
import { relaxed } from './relaxed.ts';
import { isFree } from './request-values.ts';

/** A world made ready for questions: as it is, and without what only a request decides. */
export interface ReadyWorld {
  readonly world: World;
  readonly strict: PreparedWorld;
  /** What it does not allow, no request is allowed. */
  relaxed(request: Request): PreparedWorld;
}

// A memory of what was already joined, keyed by the very array: it changes no answer, only its price.
const plainWorlds = new WeakMap<readonly Account[], Map<string, ReadyWorld>>();

/**
 * The world around a request. Where the resource has no policy and no settings of its own, the world is the caller's
 * alone, and serves for all its requests to resources of the same account.
 */
export function readyWorld(
  accounts: readonly Account[],
  request: Request,
  instead?: (world: World) => World,
): ReadyWorld {
  if (instead !== undefined) return ready(instead(worldOf(accounts, request).world));
  const key = plainKey(accounts, request);
  if (key === null) return ready(worldOf(accounts, request).world);
  let known = plainWorlds.get(accounts);
  if (known === undefined) {
    known = new Map();
    plainWorlds.set(accounts, known);
  }
  let made = known.get(key);
  if (made === undefined) {
    made = ready(worldOf(accounts, request).world);
    known.set(key, made);
  }
  return made;
}

/** Equal keys: equal worlds. Null: the world is the resource's as well. */
function plainKey(
  accounts: readonly Account[],
  { principal, resource, action, resourceAccount }: Request,
): string | null {
  if (!('arn' in principal) || containerOf(accounts, resource) !== null) return null;
  const policy = resourcePolicyOf(accounts, resource, action);
  if (policy !== null && policy !== NOT_COLLECTED) return null;
  const owner = resource === '*' ? '*' : (resourceAccount?.id ?? '');
  return `${principal.kind} ${principal.arn} ${owner}`;
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
