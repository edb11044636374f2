import { answer } from '../testing/engines.ts';
import { holds } from '../testing/holds.ts';
import type { WrittenWorld } from '../testing/question.ts';

const LIMITS = [
  'serviceControlPolicies',
  'resourceControlPolicies',
  'permissionsBoundaries',
  'sessionPolicies',
  'vpcEndpointPolicies',
] as const;

/** The world without one kind of limit; a federated session without session policy has less, not more (C05). */
function without(world: WrittenWorld, limit: (typeof LIMITS)[number]): WrittenWorld {
  return { ...world, [limit]: null };
}

holds('D03, B08, C06, D14 SCPs, RCPs, boundaries, session and endpoint policies only shrink', (engine, question) => {
  const { request, world } = question;
  if (answer(engine, question).decision !== 'allowed') return null;
  for (const limit of LIMITS) {
    if (limit === 'sessionPolicies' && request.principal.kind === 'federated-user') continue;
    const { decision } = answer(engine, { request, world: without(world, limit) });
    if (decision !== 'allowed') return `allowed with ${limit}, ${decision} without`;
  }
  return null;
});
