import type { Principal, Request } from '../authorization/request.ts';
import { splitArn } from './arn.ts';

/** The account that owns the principal (A08); null for services, anonymous callers and holders of foreign tokens. */
export function callerAccount(request: Request): string | null {
  const { principal } = request;
  switch (principal.kind) {
    case 'user':
    case 'role':
    case 'role-session':
    case 'federated-user':
    case 'root':
      return request.principalAccount?.id ?? principal.accountId;
    case 'federated':
    case 'service':
    case 'anonymous':
      return null;
  }
}

/** Users, roles and their sessions: the callers that have identity policies and may have a boundary. */
export function isIamPrincipal(principal: Principal): boolean {
  return ['user', 'role', 'role-session', 'federated-user'].includes(principal.kind);
}

/** IAM principals and the root user: those who sign with credentials of an account. */
export function hasAccountCredentials(principal: Principal): boolean {
  return isIamPrincipal(principal) || principal.kind === 'root';
}

/** A role whose path begins with /aws-service-role/: no SCP and no RCP binds it (D02, D13, J06). */
export function isServiceLinkedRole(principal: Principal): boolean {
  if (principal.kind !== 'role' && principal.kind !== 'role-session') return false;
  const roleArn = principal.kind === 'role' ? principal.arn : principal.roleArn;
  return splitArn(roleArn)?.resource.startsWith('role/aws-service-role/') === true;
}

/** The partition of the caller's ARN; null where the caller has none. */
export function callerPartition(principal: Principal): string | null {
  return 'arn' in principal ? (splitArn(principal.arn)?.partition ?? null) : null;
}
