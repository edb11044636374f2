import type { PrincipalType } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';
/** What the rest of the run needs to know of one shard of access lines: small, whatever the shard's size. */
export interface ShardSummary {
  readonly shard: number;
  readonly rows: number;
  readonly byCapability: Readonly<Partial<Record<Capability, number>>>;
  readonly conditional: number;
  readonly terms: number;
  /** Principals that have a row on a resource beyond their own account, or are no user or role. */
  readonly outsiders: readonly { readonly arn: string; readonly type: PrincipalType }[];
  /** For each resource that someone beyond its account reaches: the widest reach, by type and account. */
  readonly reached: readonly Reach[];
}

/** One principal beyond the resource's own account that the resource itself lets in; one per resource and principal. */
export interface Reach {
  readonly resourceArn: string;
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  readonly capability: Capability;
  readonly conditional: boolean;
}
