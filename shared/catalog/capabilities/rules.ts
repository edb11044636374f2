import type { Capability } from '../capability.ts';
import type { AccessLevel } from '../generated-data.ts';

/**
 * The reviewed rules of one service whose resources hold data: where its actions are placed and why. Looked up in
 * this order: an override that names the action, then the first rule whose level and name pattern fit. An action
 * that neither places gets the default, and a test fails.
 */
export interface ServiceRules {
  /** The action prefix. */
  readonly service: string;
  /** Kinds of actions that need no single look, e.g. all `Describe*` of level List. */
  readonly rules: readonly KindRule[];
  readonly overrides: readonly Override[];
  /** What holds data in this service, where only part of it is covered: IAM resource types; null: all of it. */
  readonly coveredTypes: readonly string[] | null;
}

/** Places actions of one access level whose name fits one of the patterns. */
export interface KindRule {
  readonly level: AccessLevel;
  /** Patterns with `*`, by space. */
  readonly names: string;
  readonly capabilities: readonly Capability[];
}

/** Places actions one by one, for a reason. */
export interface Override {
  /** Names without the prefix, by space. */
  readonly actions: string;
  readonly capabilities: readonly Capability[];
  readonly reason: string;
  /** How the action gives its own caller more on the resource in one step (rule 6 of the capabilities page). */
  readonly grants?: Grant;
}

/** By what an administering action changes who may reach the resource. */
export type GrantMeans = 'policy' | 'grant' | 'access-point' | 'tag' | 'credentials' | 'membership';

export interface Grant {
  readonly means: GrantMeans;
  /** What the caller can give itself on the resource. */
  readonly capabilities: readonly Capability[];
}
