import type { Decision } from './decision.ts';
import { prepare } from './prepared/prepared-world.ts';
import type { Request, World } from './request.ts';

/**
 * Decides one request as AWS does, with the statements that determined the answer and what was not evaluated. The rule
 * itself stands in `evaluation-logic.ts`. For many requests on one world, `prepare` the world.
 */
export function decide(world: World, request: Request): Decision {
  return prepare(world).decide(request);
}

export { type PreparedWorld, prepare } from './prepared/prepared-world.ts';
