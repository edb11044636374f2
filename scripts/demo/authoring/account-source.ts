import type { PolicySource } from './policy.ts';

/** The demonstration's two nights. */
export const NIGHTS = ['2026-11-18', '2026-11-19'] as const;
export type Night = (typeof NIGHTS)[number];

export type Tags = Readonly<Record<string, string>>;

/** What every IAM entity of the demonstration says about itself. Managed policies are named by ARN. */
interface EntitySource {
  readonly name: string;
  /** Default `/`. */
  readonly path?: string;
  /** `YYYY-MM-DD`. */
  readonly created: string;
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicySource>>;
}

export interface UserSource extends EntitySource {
  readonly tags?: Tags;
  readonly groups?: readonly string[];
  readonly boundary?: string;
  /** Present: the user has a console password. Dates `YYYY-MM-DD`; `used` null: never. */
  readonly password?: { readonly changed: string; readonly used: string | null; readonly mfa: boolean };
  /** At most two. */
  readonly keys?: readonly KeySource[];
}

export interface KeySource {
  readonly active: boolean;
  readonly rotated: string;
  readonly used: { readonly on: string; readonly region: string; readonly service: string } | null;
}

export type GroupSource = EntitySource;

export interface RoleSource extends EntitySource {
  readonly trust: PolicySource;
  readonly tags?: Tags;
  readonly boundary?: string;
  /** `YYYY-MM-DD`; null: AWS knows of no use. */
  readonly used: string | null;
  /** Services of IAM's last-accessed report, with the day; null: not in the tracking period. */
  readonly lastAccessed?: Readonly<Record<string, string | null>>;
  readonly instanceProfile?: true;
}

export interface ManagedPolicySource {
  readonly arn: string;
  readonly version: string;
  readonly created: string;
  /** The version's date; default `created`. */
  readonly updated?: string;
  readonly document: PolicySource;
}

/** One line of resources.jsonl: the common fields, and those of its type as AWS's responses name them. */
export interface ResourceSource {
  readonly arn: string;
  readonly type: string;
  readonly region: string;
  readonly name: string;
  readonly tags: Tags;
  readonly policy?: PolicySource | null;
  readonly [detail: string]: unknown;
}

/** One account on one night. */
export interface AccountSource {
  readonly accountId: string;
  readonly alias: string;
  readonly regions: readonly string[];
  /** URL-encode policy documents as IAM's API does (rule L03). */
  readonly encoded: boolean;
  readonly users: readonly UserSource[];
  readonly groups: readonly GroupSource[];
  readonly roles: readonly RoleSource[];
  readonly policies: readonly ManagedPolicySource[];
  readonly resources: readonly ResourceSource[];
  /** Other fields of account.json. */
  readonly facts: Readonly<Record<string, unknown>>;
}
