import type { Question } from '../question.ts';
import { MAYBE, NO, type Tri, YES } from '../truth.ts';

/** A KMS key: its key policy must allow, directly or by delegation to the account (H01, H02). Aliases have none (M19). */
export function isKey({ service, resource }: Question): boolean {
  return service === 'kms' && resource.startsWith('arn:') && resource.includes(':kms:') && resource.includes(':key/');
}

/** Whether the key's state stops the request: cryptographic operations need an enabled key (M21). */
export function keyUnusable(question: Question): Tri {
  const state = question.facts?.kms?.state ?? null;
  return state !== null && state !== 'Enabled' && CRYPTOGRAPHIC.has(question.action) ? YES : NO;
}

/**
 * Whether the operation is shut to callers of other accounts (H05), as is every operation on an AWS managed key (M20).
 * MAYBE: an operation that AWS's table, as known here, does not name.
 */
export function keyShutToOthers(question: Question): Tri {
  if (!isKey(question) || question.principal.kind === 'service') return NO;
  if (question.facts?.kms?.keyManager === 'AWS') return YES;
  if (CRYPTOGRAPHIC.has(question.action) || ACROSS_ACCOUNTS.has(question.action)) return NO;
  return WITHIN_ACCOUNT.has(question.action) ? YES : MAYBE;
}

/** kms/latest/developerguide/key-state.html */
const CRYPTOGRAPHIC: ReadonlySet<string> = new Set([
  'kms:decrypt',
  'kms:derivesharedsecret',
  'kms:encrypt',
  'kms:generatedatakey',
  'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext',
  'kms:generatedatakeywithoutplaintext',
  'kms:generatemac',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'kms:sign',
  'kms:verify',
  'kms:verifymac',
]);

/** kms/latest/developerguide/key-policy-modifying-external-accounts.html, beside the cryptographic operations. */
const ACROSS_ACCOUNTS: ReadonlySet<string> = new Set([
  'kms:creategrant',
  'kms:describekey',
  'kms:getkeyrotationstatus',
  'kms:getpublickey',
  'kms:listgrants',
  'kms:retiregrant',
  'kms:revokegrant',
]);

/** kms/latest/developerguide/kms-api-permissions-reference.html, column "Cross-account use": No, operations on keys. */
const WITHIN_ACCOUNT: ReadonlySet<string> = new Set([
  'kms:cancelkeydeletion',
  'kms:createalias',
  'kms:deletealias',
  'kms:deleteimportedkeymaterial',
  'kms:disablekey',
  'kms:disablekeyrotation',
  'kms:enablekey',
  'kms:enablekeyrotation',
  'kms:getkeypolicy',
  'kms:getparametersforimport',
  'kms:importkeymaterial',
  'kms:listkeypolicies',
  'kms:listkeyrotations',
  'kms:listresourcetags',
  'kms:putkeypolicy',
  'kms:replicatekey',
  'kms:rotatekeyondemand',
  'kms:schedulekeydeletion',
  'kms:synchronizemultiregionkey',
  'kms:tagresource',
  'kms:untagresource',
  'kms:updatealias',
  'kms:updatekeydescription',
  'kms:updateprimaryregion',
]);
