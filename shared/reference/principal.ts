import type { Truth } from '../authorization/decision.ts';
import type { Principal, Request } from '../authorization/request.ts';
import type { PrincipalElement, PrincipalEntry } from '../policy/model.ts';
import { callerAccount, callerPartition, hasAccountCredentials } from './caller.ts';

/**
 * How a policy names the caller. What a grant passes over depends on it (B01–B06, B11):
 * - `everyone`: `*`; a grant to the session itself
 * - `session`: the ARN of the role session or of the federated session, or the service or provider itself
 * - `user`: the ARN of the IAM user who calls
 * - `role`: the ARN of the role behind the session
 * - `federating-user`: the ARN of the user who asked for the federated session
 * - `account`: the account, which only delegates to it
 */
export type Form = 'everyone' | 'session' | 'user' | 'role' | 'federating-user' | 'account';

export interface NamedAs {
  readonly form: Form;
  readonly truth: 'true' | 'unknown';
}

/** Where the Principal element stands: some of it is read differently there. */
export type Place = 'resource-policy' | 'trust-policy' | 'gateway-endpoint-policy' | 'endpoint-policy' | 'rcp';

/**
 * All ways in which the entries name the caller; none: they do not.
 *
 * Page: IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function waysNamed(element: PrincipalElement, request: Request, place: Place): NamedAs[] {
  return element.entries.flatMap((entry) => {
    const named = named_(entry, request, place);
    return named === null ? [] : [named];
  });
}

function named_(entry: PrincipalEntry, request: Request, place: Place): NamedAs | null {
  const { principal } = request;
  switch (entry.kind) {
    case 'everyone':
      // In a trust policy `*` is anyone who can sign (E01).
      if (place === 'trust-policy' && !canSign(principal)) return null;
      return { form: 'everyone', truth: 'true' };
    case 'account': {
      const account = callerAccount(request);
      if (!hasAccountCredentials(principal) || account !== entry.accountId) return null;
      if (entry.partition !== null && entry.partition !== callerPartition(principal)) return null;
      // A gateway endpoint's policy that names an account reaches its root user only (E02).
      if (place === 'gateway-endpoint-policy' && principal.kind !== 'root') return null;
      return { form: 'account', truth: 'true' };
    }
    case 'user':
      if (principal.kind === 'user' && principal.arn === entry.text) return { form: 'user', truth: 'true' };
      if (principal.kind === 'federated-user' && principal.userArn === entry.text) {
        return { form: 'federating-user', truth: 'true' };
      }
      return null;
    case 'role':
      // The role's ARN covers all its sessions (E07).
      if (principal.kind === 'role' && principal.arn === entry.text) return { form: 'role', truth: 'true' };
      if (principal.kind === 'role-session' && principal.roleArn === entry.text) return { form: 'role', truth: 'true' };
      return null;
    case 'role-session':
      return principal.kind === 'role-session' && principal.arn === entry.text ? directly : null;
    case 'federated-user':
      return principal.kind === 'federated-user' && principal.arn === entry.text ? directly : null;
    case 'unique-id':
      return byUniqueId(entry.text, principal);
    case 'service':
      return principal.kind === 'service' && principal.service === entry.text ? directly : null;
    case 'federated':
      return principal.kind === 'federated' && principal.provider === entry.text ? directly : null;
    case 'canonical-user':
      // It stands for an account, but nothing in the question says for which (M07).
      return hasAccountCredentials(principal) ? { form: 'account', truth: 'unknown' } : null;
    case 'unrecognised':
      return null;
  }
}

const directly: NamedAs = { form: 'session', truth: 'true' };

/** A unique id names the one user or role that has it, never another of the same name (E05). */
function byUniqueId(text: string, principal: Principal): NamedAs | null {
  if (principal.kind !== 'user' && principal.kind !== 'role' && principal.kind !== 'role-session') return null;
  if (principal.principalId === null || principal.principalId.split(':')[0] !== text) return null;
  return { form: principal.kind === 'user' ? 'user' : 'role', truth: 'true' };
}

function canSign(principal: Principal): boolean {
  return principal.kind !== 'anonymous' && principal.kind !== 'federated';
}

/**
 * Whether NotPrincipal applies to the caller.
 *
 * With Allow: to everyone who is not listed, anonymous callers included (E10).
 * With Deny: to everyone whose whole chain is not listed (E12), and to every IAM principal that has a permissions
 * boundary, whatever it lists (E11).
 *
 * Page: IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function notPrincipalApplies(
  element: PrincipalElement,
  effect: 'Allow' | 'Deny',
  request: Request,
  place: Place,
  hasBoundary: boolean,
): Truth {
  const named = waysNamed(element, request, place);
  if (named.some(({ form, truth }) => form === 'everyone' && truth === 'true')) {
    return effect === 'Deny' && hasBoundary ? 'true' : 'false';
  }
  if (effect === 'Allow') {
    if (named.some(({ truth }) => truth === 'true')) return 'false';
    return named.length > 0 ? 'unknown' : 'true';
  }
  if (hasBoundary) return 'true';
  const listed = (form: Form): Truth => {
    const ways = named.filter((way) => way.form === form);
    if (ways.some(({ truth }) => truth === 'true')) return 'true';
    return ways.length > 0 ? 'unknown' : 'false';
  };
  const chain = chainOf(request.principal).map(listed);
  if (chain.includes('false')) return 'true';
  return chain.includes('unknown') ? 'unknown' : 'false';
}

/** What must be listed to exempt the caller: the account and everything between it and the session (E12). */
function chainOf(principal: Principal): Form[] {
  switch (principal.kind) {
    case 'user':
      return ['account', 'user'];
    case 'role':
      return ['account', 'role'];
    case 'role-session':
      return ['account', 'role', 'session'];
    case 'federated-user':
      return ['account', 'session'];
    case 'root':
      return ['account'];
    case 'service':
    case 'federated':
    case 'anonymous':
      return ['session'];
  }
}
