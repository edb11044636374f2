import type { Layer } from '../../authorization/decision.ts';

/** Something that bears on a decision and that the snapshots do not say. The join goes on without it. */
export interface Unknown {
  readonly code: UnknownCode;
  /** The ARN, account id or policy that is not known. */
  readonly subject: string;
  readonly layer: Layer;
  /** What the missing piece could do to the answer: take away from it, add to it, or both. */
  readonly effect: 'narrows' | 'widens' | 'either';
}

export const UNKNOWN_CODES = [
  'caller-account-not-read',
  'principal-not-in-snapshot',
  'policy-missing',
  'group-missing',
  'boundary-missing',
  'scp-not-collected',
  'rcp-not-collected',
  'resource-owner-unknown',
  'resource-not-collected',
  'resource-policy-not-collected',
  'public-access-block-not-collected',
  'object-ownership-not-collected',
  'acl-not-collected',
  'kms-grants-not-collected',
] as const;
export type UnknownCode = (typeof UNKNOWN_CODES)[number];
