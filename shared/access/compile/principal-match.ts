import type { PrincipalElement, PrincipalEntry } from '../../policy/model.ts';
import type { Caller } from './caller.ts';

/**
 * How a statement's Principal meets a caller: named itself, named as everyone (E01), or as its account (E02, B11);
 * null: not at all.
 */
export type Meeting = 'named' | 'everyone' | 'account' | null;

/** The closest way in which the element names the caller (E01–E09). */
export function meetingOf(element: PrincipalElement, caller: Caller): Meeting {
  let best: Meeting = null;
  for (const entry of element.entries) {
    const meeting = entryMeeting(entry, caller);
    if (meeting === 'named') return 'named';
    if (meeting === 'everyone' || best === null) best = meeting ?? best;
  }
  return best;
}

function entryMeeting(entry: PrincipalEntry, caller: Caller): Meeting {
  switch (entry.kind) {
    case 'everyone':
      return 'everyone';
    case 'account':
      return entry.accountId === caller.accountId ? 'account' : null;
    case 'user':
    case 'role':
      // An account that was not read stands for all of its principals.
      return entry.text === caller.arn || (caller.type === 'account' && entry.accountId === caller.accountId)
        ? 'named'
        : null;
    case 'unique-id':
      return 'principalId' in caller.principal && caller.principal.principalId === entry.text ? 'named' : null;
    case 'role-session':
    case 'federated-user':
      // A session of one name, not the role as such (E07).
      return caller.type === 'account' && entry.accountId === caller.accountId ? 'named' : null;
    case 'service':
      return caller.principal.kind === 'service' && caller.principal.service === entry.text ? 'named' : null;
    case 'federated':
      return caller.principal.kind === 'federated' && caller.principal.provider === entry.text ? 'named' : null;
    case 'canonical-user':
    case 'unrecognised':
      return null;
  }
}

/**
 * Whether a NotPrincipal with Deny applies to the caller: to everyone who is not listed (E10), to any principal with a
 * boundary (E11), and to one whose account is not listed beside it (E12).
 */
export function deniedByNotPrincipal(element: PrincipalElement, caller: Caller): boolean {
  if (caller.hasBoundary) return true;
  const itself = element.entries.some((e) => entryMeeting(e, caller) === 'named' || e.kind === 'everyone');
  const account =
    caller.accountId === null ||
    element.entries.some((e) => entryMeeting(e, caller) === 'account' || e.kind === 'everyone');
  if (caller.type === 'root' || caller.type === 'account') return !account;
  return !(itself && account);
}
