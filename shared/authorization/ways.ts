import { ACCOUNT, ANY_FORM, EVERYONE, FEDERATING_USER, type Forms, NOBODY, ROLE, SESSION, USER } from './forms.ts';

/**
 * One way to be granted a request: the forms in which the resource's side must name the caller (none: it need not),
 * and the limits of the caller's own that must all allow beside it.
 */
export interface Way {
  readonly forms: Forms;
  readonly limits: Limits;
}

/** Which of the caller's own layers must allow, as a bit mask. */
export type Limits = number;

export const IDENTITY = 1;
export const BOUNDARY = 2;
export const SESSION_POLICY = 4;
const ALL_LIMITS = IDENTITY | BOUNDARY | SESSION_POLICY;

/**
 * Inside one account: the resource's policy or the identity policy (A04), the former by the form of the principal.
 *
 * Pages: access_policies_boundaries.html, access_policies.html#policies_session
 */
export const SAME_ACCOUNT: readonly Way[] = [
  // The session itself, or everyone: nothing limits it (B03, B04, B06, C03).
  { forms: SESSION | EVERYONE, limits: 0 },
  // The user: not limited by its boundary (B01, C02).
  { forms: USER, limits: SESSION_POLICY },
  // The role, or the user behind a federated session: limited by boundary and session policy (B02, B05, C02).
  { forms: ROLE | FEDERATING_USER, limits: BOUNDARY | SESSION_POLICY },
  // Without the resource's policy: identity, boundary and session policy (B08, C01). Naming the account adds nothing (B11).
  { forms: NOBODY, limits: ALL_LIMITS },
];

/** Key policies and trust policies must themselves allow, or delegate to the account (A05, B12, H01). */
export const SAME_ACCOUNT_BY_DELEGATION: readonly Way[] = [
  ...SAME_ACCOUNT.slice(0, 3),
  { forms: ACCOUNT, limits: ALL_LIMITS },
];

/** A user who is named in a trust policy still needs its boundary to allow (B01). */
export const SAME_ACCOUNT_USER_ASSUMES: readonly Way[] = [
  { forms: SESSION | EVERYONE, limits: BOUNDARY },
  { forms: USER, limits: BOUNDARY | SESSION_POLICY },
  ...SAME_ACCOUNT_BY_DELEGATION.slice(2),
];

/** Across accounts both sides must allow, and no form of the principal passes anything over (A06, B07, H04, J01). */
export const ACROSS_ACCOUNTS: readonly Way[] = [{ forms: ANY_FORM, limits: ALL_LIMITS }];

/** Services, anonymous callers and holders of a foreign token have the resource's side alone. */
export const WITHOUT_ACCOUNT: readonly Way[] = [{ forms: ANY_FORM, limits: 0 }];
