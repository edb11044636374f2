import type { Capability } from '../capability.ts';
import type { AccessLevel } from '../generated-data.ts';

/**
 * The reviewed rules of one service whose resources hold data: where its actions are placed and why. An override that
 * names the action comes first, then the first kind whose level and name fit. An action that neither places gets the
 * default, and a test fails: someone has to look at it.
 */
export interface ServiceRules {
  /** The action prefix. */
  readonly service: string;
  /** Which of its actions must be placed here; the others of the service keep the default. */
  readonly covers: 'all' | { readonly resourceTypes: readonly string[]; readonly actions: readonly string[] };
  readonly kinds: readonly Kind[];
  readonly overrides: readonly Override[];
}

/** Places all actions of one access level whose name fits one of the patterns: kinds that need no single look. */
export interface Kind {
  readonly level: AccessLevel;
  /** With `*` for any run of characters. */
  readonly names: readonly string[];
  readonly capabilities: readonly Capability[];
}

/** Places actions one by one, for a reason. */
export interface Override {
  /** Names without the prefix. */
  readonly actions: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly reason: string;
  /** How the action gives its own caller more on the resource in one step (rule 6); null: not at all. */
  readonly grants: Grants | null;
  /** What decides behind the API and is not evaluated (rule 5, M27), in words; null: nothing. */
  readonly limitedBy: string | null;
}

/**
 * By what an administering action changes who reaches the resource.
 * `policy`: a policy or ACL that allows · `removal`: takes a policy, boundary or block away, which helps only where it
 * holds something back · `grant` · `access-point` · `tag`: a tag or alias, which helps only where a condition hangs on
 * it · `credentials`: sets or hands out a password, key or session · `role`: makes code of the caller's run as a role.
 */
export type GrantMeans = 'policy' | 'removal' | 'grant' | 'access-point' | 'tag' | 'credentials' | 'role';

export interface Grants {
  readonly means: GrantMeans;
  /** What the caller can give itself; `all`: whatever the actions on the same resources give. */
  readonly capabilities: readonly Capability[] | 'all';
}

export const ADMIN: Capability = 'administer-resource';
export const CONFIG: Capability = 'read-config';
export const READ: Capability = 'read-data';
export const WRITE: Capability = 'write-data';
export const DELETE: Capability = 'delete-data';
export const USE: Capability = 'use-resource';

/** A table of rules as it is written: capabilities, names by space, and for an override its reason and its grant. */
export interface RuleTable {
  readonly covers?: ServiceRules['covers'];
  readonly kinds: readonly (readonly [level: AccessLevel, names: string, ...capabilities: Capability[]])[];
  readonly overrides: readonly OverrideRow[];
}

export type OverrideRow =
  | readonly [capabilities: readonly Capability[], actions: string, reason: string]
  | readonly [capabilities: readonly Capability[], actions: string, reason: string, bearing: Grants | Limit];

export interface Limit {
  readonly limitedBy: string;
}

/** Reads a table of rules. */
export function rulesOf(service: string, table: RuleTable): ServiceRules {
  return {
    service,
    covers: table.covers ?? 'all',
    kinds: table.kinds.map(([level, names, ...capabilities]) => ({ level, names: names.split(' '), capabilities })),
    overrides: table.overrides.map(([capabilities, actions, reason, bearing]) => ({
      actions: actions.split(' '),
      capabilities,
      reason,
      grants: bearing !== undefined && 'means' in bearing ? bearing : null,
      limitedBy: bearing !== undefined && 'limitedBy' in bearing ? bearing.limitedBy : null,
    })),
  };
}

/** A policy that can allow whatever the service has on the resource. */
export const BY_POLICY: Grants = { means: 'policy', capabilities: 'all' };
/** Takes away what denies or bounds. */
export const BY_REMOVAL: Grants = { means: 'removal', capabilities: 'all' };
/** Changes tags on which conditions may hang. */
export const BY_TAG: Grants = { means: 'tag', capabilities: 'all' };
/** Rule 5: what a connection may do there is the database's own affair. */
export const DATABASE_GRANTS: Limit = { limitedBy: "limited by the database's grants, not evaluated" };
/** Rule 5: what a connection or a session of the store can do, in one list. */
export const CONNECTED: readonly Capability[] = [READ, WRITE, DELETE, USE];
