import type { World } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';

/** A policy that allows everything: what someone could be given, or gives itself. */
export const EVERYTHING: NamedPolicy = {
  name: 'every permission',
  document: {
    version: '2012-10-17',
    id: null,
    statements: [
      {
        index: 0,
        sid: null,
        effect: 'Allow',
        principal: null,
        action: { negated: false, patterns: ['*'] },
        resource: { negated: false, patterns: ['*'] },
        conditions: [],
        unresolved: [],
      },
    ],
    source: null,
    issues: [],
  },
};

/** The caller's account was not read: its principals may have been given everything there. */
export function allowedAtHome(world: World): World {
  return { ...world, identityPolicies: [EVERYTHING] };
}

/** The caller carries one more policy, which allows everything. */
export function withEverything(world: World): World {
  return { ...world, identityPolicies: [...world.identityPolicies, EVERYTHING] };
}
