import type { Capability } from '../catalog/capability.ts';

/** Types of principals in an access line. */
export const PRINCIPAL_TYPES = ['user', 'role', 'root', 'service', 'federated', 'account', 'anonymous'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/** One line of access.jsonl, expanded: one (principal, resource, capability) that is not "never". */
export interface AccessLine {
  /** ARN, for an account its root's; `service:NAME`, `federated:PROVIDER` or `anonymous` for the other types. */
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  /** null: a service-level line (the actions have no resource, or the service's resources were not collected). */
  readonly resourceArn: string | null;
  /** CloudFormation type name; null in a service-level line. */
  readonly resourceType: string | null;
  /** The action prefix, e.g. `s3`. */
  readonly service: string;
  readonly capability: Capability;
  /** `allowed` when some term has no conditions. */
  readonly verdict: 'allowed' | 'conditional';
  /** Alternatives, at most five; the rest are counted in `moreTerms`. */
  readonly terms: readonly Term[];
  readonly moreTerms: number;
  /** Capabilities that an administering row can give itself in one step; empty elsewhere. */
  readonly canGrantItself: readonly Capability[];
}

/** One way in which the capability is had. */
export interface Term {
  /** `service:Action`, as the catalogue spells them, sorted. */
  readonly actions: readonly string[];
  readonly scope: Scope;
  /** All must hold. Empty: unconditional. */
  readonly conditions: readonly TermCondition[];
  /** Roles through which the access goes, first assumed first; empty: direct. */
  readonly path: readonly string[];
  /** Ids of the statements that grant, resolvable in the run's world. */
  readonly grants: readonly string[];
  readonly witness: Witness;
}

/** Which part of the resource: ARN patterns reached, minus ARN patterns denied. */
export interface Scope {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** A policy's own operator, key and values, or the negation of such a conjunction (a deny's condition). */
export type TermCondition =
  | { readonly operator: string; readonly key: string; readonly values: readonly string[] }
  | { readonly not: readonly TermCondition[] };

/** One concrete request that is allowed under the term: the proof of the row. */
export interface Witness {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}
