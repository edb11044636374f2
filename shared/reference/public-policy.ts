import type { Truth } from '../authorization/decision.ts';
import type { Condition, NamedPolicy, Statement } from '../policy/model.ts';
import { splitArn } from './arn.ts';
import { parseRange } from './ip-address-operators.ts';
import { any, truthOf } from './truth.ts';

/**
 * Whether AWS calls the policy public: some Allow for `*` that no condition binds to fixed values. One such statement
 * makes the whole policy public (I01, I02, I03).
 *
 * Page: AmazonS3/latest/userguide/access-control-block-public-access.html ("The meaning of public")
 */
export function isPublic(policy: NamedPolicy, kind: 'bucket' | 'access-point'): Truth {
  return any(policy.document.statements.map((statement) => isPublicStatement(statement, kind)));
}

function isPublicStatement(statement: Statement, kind: 'bucket' | 'access-point'): Truth {
  if (statement.effect === 'Deny' || !grantsEveryone(statement)) return 'false';
  if (statement.conditions.some((condition) => bindsToFixedValues(condition, kind))) return 'false';
  return statement.unresolved.length > 0 ? 'unknown' : truthOf(true);
}

function grantsEveryone(statement: Statement): boolean {
  const { principal } = statement;
  if (principal === null) return true;
  return principal.negated || principal.entries.some((entry) => entry.kind === 'everyone');
}

/** The keys that S3 trusts to narrow a grant to `*`, in lower case. */
const TRUSTED_KEYS = [
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
];

/** Operators that hold only for the values they list, and only where the key is present. */
const BINDING_OPERATORS = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike', 'IpAddress'];

function bindsToFixedValues(condition: Condition, kind: 'bucket' | 'access-point'): boolean {
  const binds =
    TRUSTED_KEYS.includes(condition.keyId) &&
    BINDING_OPERATORS.includes(condition.operator) &&
    !condition.ifExists &&
    condition.quantifier !== 'ForAllValues';
  return binds && condition.values.length > 0 && condition.values.every((value) => isFixed(condition, value, kind));
}

function isFixed(condition: Condition, value: string, kind: 'bucket' | 'access-point'): boolean {
  if (value.includes('${')) return false;
  switch (condition.keyId) {
    case 'aws:sourceip':
      return isNarrowRange(value);
    case 'aws:userid':
      // `AROLEID:*`, the idiom for one role's sessions.
      return !hasWildcard(value.endsWith(':*') ? value.slice(0, -2) : value);
    case 's3:dataaccesspointarn':
      return kind === 'bucket' ? isAccessPointOfOneAccount(value) : !hasWildcard(value);
    default:
      return !hasWildcard(value);
  }
}

/** Not broader than /8, or /32 for IPv6. */
function isNarrowRange(value: string): boolean {
  const range = parseRange(value);
  return range !== null && range.prefix >= (range.width === 32 ? 8 : 32);
}

/** In a bucket policy the access point's name may be a wildcard, its account may not (I07). */
function isAccessPointOfOneAccount(value: string): boolean {
  const arn = splitArn(value);
  return arn !== null && arn.account !== '' && !hasWildcard(arn.account);
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
