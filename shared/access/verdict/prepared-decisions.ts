import { decide as engine, type PreparedWorld, prepare } from '../../authorization/decide.ts';
import type { Decision, Outcome } from '../../authorization/decision.ts';
import type { Request, World } from '../../authorization/request.ts';

/** Decides one request. */
export type Decide = (world: World, request: Request) => Decision;

/** Worlds kept ready. */
const KEPT = 64;

/**
 * Outcomes of many requests in few worlds: witnesses of one caller differ in nothing but the request, so the world is
 * made ready once. With a decider of its own (another engine, in tests) each is asked for by itself.
 */
export class PreparedDecisions {
  readonly #decide: Decide;
  readonly #ready: { readonly world: World; readonly prepared: PreparedWorld }[] = [];

  constructor(decide: Decide) {
    this.#decide = decide;
  }

  outcome(world: World, request: Request): Outcome {
    if (this.#decide !== engine) return this.#decide(world, request).decision;
    let found = this.#ready.find((r) => same(r.world, world));
    if (found === undefined) {
      found = { world, prepared: prepare(world) };
      this.#ready.unshift(found);
      if (this.#ready.length > KEPT) this.#ready.pop();
    }
    return found.prepared.outcome(request);
  }
}

function same(a: World, b: World): boolean {
  return (
    a.identityPolicies === b.identityPolicies &&
    a.resourcePolicy === b.resourcePolicy &&
    a.permissionsBoundaries === b.permissionsBoundaries &&
    a.serviceControlPolicies === b.serviceControlPolicies &&
    a.resourceControlPolicies === b.resourceControlPolicies &&
    a.sessionPolicies === b.sessionPolicies &&
    a.vpcEndpointPolicies === b.vpcEndpointPolicies &&
    a.facts === b.facts
  );
}
