/**
 * What is known of one condition key of a request. `null`: the request carries no such key. `UNKNOWN`: nobody knows
 * (time, address, MFA in a question about standing access, F32). A list is a multivalued key (F24).
 */
export type KeyAnswer = string | readonly string[] | null | typeof UNKNOWN;

export const UNKNOWN: unique symbol = Symbol('unknown');

/** Asks for a key: `keyId` in lower case (F03), `key` as the policy writes it. */
export type Lookup = (keyId: string, key: string) => KeyAnswer;
