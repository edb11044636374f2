import type { Effect } from '../policy/model.ts';

/** The answer to one request (A12: explicit and implicit deny are different answers). */
export interface Decision {
  readonly decision: Outcome;
  /**
   * allowed: every matching allow of each layer that was needed; explicit-deny: every matching deny;
   * implicit-deny: one entry with effect `silent` per layer or level that withheld.
   */
  readonly because: readonly Reason[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** `undetermined`: something that could not be evaluated could turn the answer. */
export type Outcome = 'allowed' | 'implicit-deny' | 'explicit-deny' | 'undetermined';

export const LAYERS = [
  'identity',
  'resource',
  'access-point',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpc-endpoint',
  'acl',
  'kms-grant',
  'service-setting',
  'root',
] as const;
export type Layer = (typeof LAYERS)[number];

export interface Reason {
  readonly layer: Layer;
  /** SCP and RCP: place in the order root, OUs, account; otherwise null. */
  readonly level: number | null;
  /** The policy's name; null for layers that are no policy, and for `silent`. */
  readonly policy: string | null;
  /** Zero-based index of the statement; null where there is none. */
  readonly statement: number | null;
  readonly sid: string | null;
  readonly effect: Effect | 'silent';
}

/** Something in the question that was not evaluated. */
export interface NotEvaluated {
  readonly code: string;
  /** JSON pointer into the question. */
  readonly where: string;
  /** True where it could turn the answer; the decision is then `undetermined`. */
  readonly couldChange: boolean;
}

/** Three-valued truth: `unknown` is what depends on something not known (F32). */
export type Truth = 'true' | 'false' | 'unknown';
