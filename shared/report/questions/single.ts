import type { Caller } from '../../access/compile/caller.ts';
import type { Target } from '../../access/compile/target.ts';
import type { Witness } from '../../access/verdict.ts';
import { assumedKeyPolicy, assumedWorld, requestOf } from '../../access/witness.ts';
import { accountFactsOf, ownerOf, type Unknown, worldOf } from '../../account/world.ts';
import { decide } from '../../authorization/decide.ts';
import type { Decision } from '../../authorization/decision.ts';
import type { Request, World } from '../../authorization/request.ts';
import type { Asking } from './asking.ts';

/** One request put to the engine, with everything of the snapshots that bears on it. */
export interface Single {
  readonly caller: Caller;
  readonly request: Request;
  readonly world: World;
  readonly decision: Decision;
  /** What the snapshots do not say about it. */
  readonly unknown: readonly Unknown[];
}

/** Decides one request of a caller on a target: what `decide` answers for a witness, or for a request that is refused. */
export function decideOne({ run }: Asking, caller: Caller, target: Target, asked: Witness): Single {
  const accounts = run.accounts();
  const plain = requestOf(accounts, caller, target, asked);
  const owner = asked.resource === '*' ? null : ownerOf(accounts, asked.resource);
  const request = owner === null ? plain : { ...plain, resourceAccount: accountFactsOf(accounts, owner) };
  const { world: joined, unknown } = worldOf(accounts, request);
  const world = assumedKeyPolicy(assumedWorld(joined, caller), request);
  return { caller, request, world, decision: decide(world, request), unknown };
}
