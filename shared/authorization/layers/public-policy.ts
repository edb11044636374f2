import { parseArn } from '../../policy/arn.ts';
import { parseNetwork } from '../../policy/ip.ts';
import type { Condition, PolicyDocument, Statement } from '../../policy/model.ts';
import { isOpen } from '../../policy/parse.ts';
import { MAYBE, NO, type Tri, YES } from '../truth.ts';

/** What the policy is attached to: a wildcard in `s3:DataAccessPointArn` is fixed for the one, not for the other (I07). */
export type PublicPolicyKind = 'bucket' | 'access-point';

/**
 * Whether AWS calls a policy public: one Allow to everyone that no condition binds to fixed values is enough (I01 to
 * I03). MAYBE where such a statement, or the document, could not be read in full.
 *
 * Page: AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of public"
 */
export function isPublicPolicy(document: PolicyDocument, kind: PublicPolicyKind): Tri {
  let found: Tri = isOpen(document) ? MAYBE : NO;
  for (const statement of document.statements) {
    const one = isPublicStatement(statement, kind);
    if (one > found) found = one;
  }
  return found;
}

export function isPublicStatement(statement: Statement, kind: PublicPolicyKind): Tri {
  if (statement.effect === 'Deny' || !grantsEveryone(statement)) return NO;
  if (statement.conditions.some((condition) => bindsToFixedValues(condition, kind))) return NO;
  return statement.unresolved.length > 0 ? MAYBE : YES;
}

function grantsEveryone({ principal }: Statement): boolean {
  if (principal === null) return true;
  return principal.negated || principal.entries.some(({ kind }) => kind === 'everyone');
}

/** The keys that narrow a grant to everyone, where their values are fixed (I01). */
const BINDING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/** The operators that hold only for the values they list. */
const BINDING_OPERATORS: ReadonlySet<string> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
]);

/** With IfExists or ForAllValues the condition also holds without the key, and binds nothing. */
function bindsToFixedValues(condition: Condition, kind: PublicPolicyKind): boolean {
  if (!BINDING_KEYS.has(condition.keyId) || !BINDING_OPERATORS.has(condition.operator)) return false;
  if (condition.ifExists || condition.quantifier === 'ForAllValues') return false;
  return condition.values.length > 0 && condition.values.every((value) => isFixed(value, condition.keyId, kind));
}

/** No variable and no wildcard (I02), with the exceptions that the page states. */
function isFixed(value: string, keyId: string, kind: PublicPolicyKind): boolean {
  if (value.includes('${')) return false;
  if (keyId === 'aws:sourceip') return isNarrow(value);
  // `AROLEID:*` names one role's sessions (I01).
  if (keyId === 'aws:userid' && value.endsWith(':*')) return !hasWildcard(value.slice(0, -2));
  if (keyId === 's3:dataaccesspointarn' && kind === 'bucket') {
    const account = parseArn(value)?.accountId ?? '';
    return account !== '' && !hasWildcard(account);
  }
  return !hasWildcard(value);
}

/** Not broader than /8, or /32 for IPv6. */
function isNarrow(value: string): boolean {
  const range = parseNetwork(value);
  return range !== null && range.bits >= (range.bytes.length === 4 ? 8 : 32);
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
