/**
 * How a resource's policy, list or grant names the caller: what the grant passes over depends on it (B01 to B06, B11).
 * A set of forms is a bit mask; the forms that may name the caller, but need not, stand eight bits higher.
 *
 * Pages: access_policies_boundaries.html, reference_policies_elements_principal.html
 */
export type Forms = number;

/** `*`, or everyone but a list: a grant to the session itself (B06). */
export const EVERYONE = 1;
/** The ARN of the role session or federated session; a service, a provider, a KMS grant: directly (B03, B04). */
export const SESSION = 2;
/** The ARN of the IAM user who calls (B01). */
export const USER = 4;
/** The ARN of the role behind the session (B02). */
export const ROLE = 8;
/** The ARN of the user who asked for the federated session (B05). */
export const FEDERATING_USER = 16;
/** The account, which only delegates (B11). */
export const ACCOUNT = 32;

export const NOBODY: Forms = 0;
export const ANY_FORM = EVERYONE | SESSION | USER | ROLE | FEDERATING_USER | ACCOUNT;
const MAYBE_SHIFT = 8;

/** The same forms, none of them certain. */
export function uncertain(forms: Forms): Forms {
  return (certain(forms) | possible(forms)) << MAYBE_SHIFT;
}

/** The forms that certainly name the caller. */
export function certain(forms: Forms): number {
  return forms & ANY_FORM;
}

/** The forms that may name the caller beside the certain ones. */
export function possible(forms: Forms): number {
  return (forms >> MAYBE_SHIFT) & ANY_FORM;
}
