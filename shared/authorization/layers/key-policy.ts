import { KMS_ACROSS_ACCOUNTS, ownAccountOnly } from '../../catalog/resource-policies.ts';
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
 * MAYBE: an operation that AWS's table, as the catalogue knows it, does not name.
 */
export function keyShutToOthers(question: Question): Tri {
  if (!isKey(question) || question.principal.kind === 'service') return NO;
  if (question.facts?.kms?.keyManager === 'AWS') return YES;
  const operation = question.action.slice('kms:'.length);
  if (ACROSS_ACCOUNTS.has(operation)) return NO;
  return ownAccountOnly('kms', operation) === null ? MAYBE : YES;
}

const ACROSS_ACCOUNTS: ReadonlySet<string> = new Set([...KMS_ACROSS_ACCOUNTS].map((name) => name.toLowerCase()));

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
