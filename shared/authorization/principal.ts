import type { PrincipalElement, PrincipalEntry } from '../policy/model.ts';
import {
  ACCOUNT,
  certain,
  EVERYONE,
  FEDERATING_USER,
  type Forms,
  NOBODY,
  possible,
  ROLE,
  SESSION,
  USER,
  uncertain,
} from './forms.ts';
import type { Question } from './question.ts';
import type { Principal } from './request.ts';

/** Where a Principal element stands: some of it is read differently there. */
export type Place = 'resource-policy' | 'trust-policy' | 'endpoint-policy' | 'resource-control-policy';

/** All forms in which `Principal` names the caller (E01 to E09). */
export function namedBy(element: PrincipalElement, question: Question, place: Place): Forms {
  let forms: Forms = NOBODY;
  const { entries } = element;
  for (let i = 0; i < entries.length; i++) forms |= formOf(entries[i]!, question, place); // i < length
  return forms;
}

/**
 * The forms in which `NotPrincipal` reaches the caller: as one of everyone, or not at all.
 *
 * With Allow it reaches everyone who is not listed, anonymous callers included (E10). With Deny it reaches everyone
 * whose whole chain is not listed (E12), and each IAM principal that has a permissions boundary (E11).
 */
export function reachedByNot(element: PrincipalElement, allows: boolean, question: Question, place: Place): Forms {
  const listed = namedBy(element, question, place);
  if (!allows && question.hasBoundary) return EVERYONE;
  if ((certain(listed) & EVERYONE) !== 0) return NOBODY;
  if (allows) {
    if (certain(listed) !== 0) return NOBODY;
    return possible(listed) !== 0 ? uncertain(EVERYONE) : EVERYONE;
  }
  const chain = CHAINS[question.principal.kind];
  if ((certain(listed) & chain) === chain) return NOBODY;
  const known = (certain(listed) | possible(listed)) & chain;
  return known === chain ? uncertain(EVERYONE) : EVERYONE;
}

/** What NotPrincipal with Deny must list to leave the caller out: the account and all between it and the session (E12). */
const CHAINS: Readonly<Record<Principal['kind'], Forms>> = {
  user: ACCOUNT | USER,
  role: ACCOUNT | ROLE,
  'role-session': ACCOUNT | ROLE | SESSION,
  'federated-user': ACCOUNT | SESSION,
  root: ACCOUNT,
  service: SESSION,
  federated: SESSION,
  anonymous: SESSION,
};

function formOf(entry: PrincipalEntry, question: Question, place: Place): Forms {
  const { principal } = question;
  switch (entry.kind) {
    case 'everyone':
      // In a trust policy `*` is anyone who can sign (E01).
      return place !== 'trust-policy' || canSign(principal) ? EVERYONE : NOBODY;
    case 'account':
      if (!question.signs || entry.accountId !== question.callerAccount) return NOBODY;
      if (entry.partition !== null && entry.partition !== question.callerPartition) return NOBODY;
      // A gateway endpoint's policy that names an account reaches its root user only (E02).
      if (place === 'endpoint-policy' && question.throughGateway && principal.kind !== 'root') return NOBODY;
      return ACCOUNT;
    case 'user':
      if (principal.kind === 'user') return principal.arn === entry.text ? USER : NOBODY;
      return principal.kind === 'federated-user' && principal.userArn === entry.text ? FEDERATING_USER : NOBODY;
    case 'role':
      // The role's ARN covers all its sessions (E07).
      if (principal.kind === 'role') return principal.arn === entry.text ? ROLE : NOBODY;
      return principal.kind === 'role-session' && principal.roleArn === entry.text ? ROLE : NOBODY;
    case 'role-session':
      return principal.kind === 'role-session' && principal.arn === entry.text ? SESSION : NOBODY;
    case 'federated-user':
      return principal.kind === 'federated-user' && principal.arn === entry.text ? SESSION : NOBODY;
    case 'unique-id':
      return uniqueIdForm(entry.text, principal);
    case 'service':
      return principal.kind === 'service' && principal.service === entry.text ? SESSION : NOBODY;
    case 'federated':
      return principal.kind === 'federated' && principal.provider === entry.text ? SESSION : NOBODY;
    case 'canonical-user':
      // It stands for an account, and nothing in the question says for which (M07).
      return question.signs ? uncertain(ACCOUNT) : NOBODY;
    case 'unrecognised':
      return NOBODY;
  }
}

function canSign({ kind }: Principal): boolean {
  return kind !== 'anonymous' && kind !== 'federated';
}

/** A unique id names the one user or role that has it, never another of the same name (E05). */
function uniqueIdForm(text: string, principal: Principal): Forms {
  if (principal.kind !== 'user' && principal.kind !== 'role' && principal.kind !== 'role-session') return NOBODY;
  const id = principal.principalId;
  if (id === null) return NOBODY;
  const same = id === text || (id.startsWith(text) && id.charAt(text.length) === ':');
  if (!same) return NOBODY;
  return principal.kind === 'user' ? USER : ROLE;
}
