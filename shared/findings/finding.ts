import type { TermCondition } from '../access/verdict.ts';
import type { Layer } from '../authorization/decision.ts';
import type { Capability } from '../catalog/capability.ts';
import type { FindingType } from './finding-types.ts';

/** Most severe first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One line of findings.jsonl: something in an account that deserves attention. */
export interface Finding {
  /** `TYPE:SUBJECT`: each type says at most one thing of a subject, so the id is the same from night to night. */
  readonly id: string;
  readonly type: FindingType;
  readonly severity: Severity;
  /** Why this severity, in words. */
  readonly severityReason: string;
  /** ARN; `service:NAME`, `federated:PROVIDER` or `anonymous` for principals that have none. */
  readonly subject: string;
  readonly evidence: Evidence;
  /** How the subject gets there, one step after the other. */
  readonly path?: readonly PathStep[];
  readonly suggestedFix: SuggestedFix;
}

/** What a finding rests on. */
export interface Evidence {
  /** The statements that decide, sorted by id. */
  readonly statements: readonly StatementEvidence[];
  /** Rows of access that the finding is about, sorted. */
  readonly rows: readonly RowEvidence[];
  /** Dates, counts and names, by camelCase name. */
  readonly facts: Facts;
}

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A statement in its place. `id` is the id that access rows give in `grants`. */
export interface StatementEvidence {
  readonly id: string;
  /** ARN of a managed policy, otherwise the policy's name. */
  readonly policy: string;
  /** ARN of the user, group, role or resource; the account id for SCPs and RCPs. */
  readonly attachedTo: string;
  readonly layer: Layer;
  /** SCP and RCP: place in the order root, OUs, account. */
  readonly level: number | null;
  /** Zero-based. */
  readonly statement: number;
  readonly sid: string | null;
}

/** Points at a row of access.jsonl. */
export interface RowEvidence {
  readonly principalArn: string;
  readonly resourceArn: string | null;
  readonly capability: Capability;
}

/** One step of a path: whoever acts as `from` comes to act as `to`, which may be the same with more rights. */
export interface PathStep {
  readonly from: string;
  readonly to: string;
  /** What kind of step, a key of `TECHNIQUES`, e.g. `lambda-001`. */
  readonly technique: string;
  /** The step in one sentence. */
  readonly words: string;
  /** The calls that make the step, in order; each is allowed. */
  readonly calls: readonly StepCall[];
  /** All must hold for the calls to be allowed; empty: unconditional. */
  readonly conditions: readonly TermCondition[];
}

/** A call of a step with what grants it. */
export interface StepCall {
  readonly action: string;
  readonly resource: string;
  readonly grants: readonly StatementEvidence[];
}

/** What to do about it. */
export interface SuggestedFix {
  readonly words: string;
  /** A narrower document that was tried out, ready to be put in the place of the one that is there. */
  readonly policy: SuggestedPolicy | null;
  /** Why there is no such document; null where there is one. */
  readonly noPolicyBecause: string | null;
}

export interface SuggestedPolicy {
  /** ARN of what carries the policy: a managed policy's own, or the user, group, role or resource. */
  readonly attachedTo: string;
  /** Name of the policy that it replaces. */
  readonly name: string;
  readonly document: unknown;
  /** The finding is gone with it, nothing else of the holders' access changed, recorded uses stay allowed, it fits (L09). */
  readonly verified: true;
}
