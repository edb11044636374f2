import type { KmsGrant, Request } from '../authorization/request.ts';
import { serviceOfAction } from './arn.ts';
import type { Context } from './context.ts';
import type { Finding } from './statement.ts';

/**
 * The grants on the key that reach the request. A grant only allows; its grantee is one principal of any account, or
 * a service (H06, M21).
 *
 * Page: kms/latest/developerguide/grants.html
 */
export function grantFindings(grants: readonly KmsGrant[], request: Request, context: Context): Finding[] {
  if (serviceOfAction(request.action) !== 'kms') return [];
  const operation = request.action.slice('kms:'.length).toLowerCase();
  const reaching = grants.filter(
    (grant) =>
      isGrantee(grant.granteePrincipal, request) &&
      grant.operations.some((granted) => granted.toLowerCase() === operation) &&
      constraintsHold(grant, context),
  );
  return reaching.map(() => ({
    layer: 'kms-grant',
    level: null,
    policy: null,
    policyIndex: 0,
    statement: null,
    sid: null,
    effect: 'Allow',
    applies: 'true',
    named: [{ form: 'session', truth: 'true' }],
  }));
}

function isGrantee(grantee: string, { principal }: Request): boolean {
  switch (principal.kind) {
    case 'user':
    case 'role':
    case 'federated-user':
    case 'root':
      return grantee === principal.arn;
    case 'role-session':
      return grantee === principal.arn || grantee === principal.roleArn;
    case 'service':
      return grantee === principal.service;
    case 'federated':
    case 'anonymous':
      return false;
  }
}

/** Equals: the encryption context is just that. Subset: it holds at least that. */
function constraintsHold(grant: KmsGrant, context: Context): boolean {
  const equals = grant.constraints?.encryptionContextEquals ?? null;
  const subset = grant.constraints?.encryptionContextSubset ?? null;
  const given = encryptionContext(context);
  const contains = (wanted: Readonly<Record<string, string>>): boolean =>
    Object.entries(wanted).every(([key, value]) => given[key] === value);
  if (equals !== null && !(contains(equals) && Object.keys(given).length === Object.keys(equals).length)) return false;
  return subset === null || contains(subset);
}

const PREFIX = 'kms:EncryptionContext:';

/** The request carries its encryption context as keys `kms:EncryptionContext:NAME`. */
function encryptionContext(context: Context): Record<string, string> {
  const found: Record<string, string> = {};
  for (const key of context.keys) {
    const value = context.value(key);
    if (key.toLowerCase().startsWith(PREFIX.toLowerCase()) && typeof value === 'string') {
      found[key.slice(PREFIX.length)] = value;
    }
  }
  return found;
}
