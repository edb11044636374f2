import type { PrincipalElement, PrincipalEntry } from '../../policy/model.ts';
import type { Caller } from './caller.ts';
import { asksForCredentials } from './grant-policies.ts';

/**
 * How a statement's Principal meets a caller. What a grant passes over depends on it (B01–B06, B11): `itself` and
 * `everyone` are grants to the session, `role` is one to the role behind it, `account` only delegates; null: not at all.
 */
export type Meeting = 'itself' | 'everyone' | 'role' | 'account' | null;

/** The most that the element gives the caller (E01–E09). `trust`: it stands in a role's trust policy. */
export function meetingOf(element: PrincipalElement, caller: Caller, trust: boolean): Meeting {
  let best: Meeting = null;
  for (const entry of element.entries) {
    const meeting = entryMeeting(entry, caller, trust);
    if (RANK[meeting ?? 'none'] > RANK[best ?? 'none']) best = meeting;
  }
  return best;
}

const RANK = { itself: 3, everyone: 3, role: 2, account: 1, none: 0 } as const;

function entryMeeting(entry: PrincipalEntry, caller: Caller, trust: boolean): Meeting {
  const signs = caller.type !== 'anonymous' && caller.type !== 'federated';
  switch (entry.kind) {
    case 'everyone':
      // In a trust policy `*` is anyone who can sign (E01).
      if (trust && !signs) return null;
      return asksForCredentials(entry) && (!signs || caller.type === 'service') ? null : 'everyone';
    case 'account':
      if (
        entry.partition !== null &&
        'arn' in caller.principal &&
        !caller.principal.arn.startsWith(`arn:${entry.partition}:`)
      )
        return null;
      return entry.accountId === caller.accountId ? 'account' : null;
    case 'user':
    case 'role':
    case 'role-session':
    case 'federated-user':
      // An account that was not read stands for all of its principals.
      if (caller.type === 'account') return entry.accountId === caller.accountId ? 'itself' : null;
      // A session of one name is not the role as such (E07).
      if (entry.text !== caller.arn) return null;
      return entry.kind === 'role' ? 'role' : 'itself';
    case 'unique-id':
      if (!('principalId' in caller.principal) || caller.principal.principalId !== entry.text) return null;
      return caller.type === 'role' ? 'role' : 'itself';
    case 'service':
      return caller.principal.kind === 'service' && caller.principal.service === entry.text ? 'itself' : null;
    case 'federated':
      return caller.principal.kind === 'federated' && caller.principal.provider === entry.text ? 'itself' : null;
    case 'canonical-user':
    case 'unrecognised':
      return null;
  }
}

/**
 * Whether a NotPrincipal applies to the caller: with Allow to everyone who is not listed (E10); with Deny to everyone
 * whose chain up to the account is not listed (E12), and to any principal with a boundary (E11).
 */
export function notPrincipalApplies(element: PrincipalElement, deny: boolean, caller: Caller): boolean {
  const meetings = element.entries.map((e) => entryMeeting(e, caller, false));
  if (meetings.includes('everyone')) return deny && caller.hasBoundary;
  if (!deny) return meetings.every((m) => m === null);
  if (caller.hasBoundary) return true;
  const account = meetings.includes('account');
  const itself = meetings.includes('itself') || meetings.includes('role');
  if (caller.type === 'account') return true; // whom of it, the compiler says by a condition
  if (caller.type === 'root') return !account;
  return caller.accountId === null ? !itself : !(itself && account);
}
