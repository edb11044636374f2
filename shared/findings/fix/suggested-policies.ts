import { administrators } from '../../access/administrators.ts';
import type { AccessAnalysis } from '../../access/analyze.ts';
import { type Account, NOT_COLLECTED } from '../../account/model.ts';
import { matchingActions } from '../../catalog/catalog.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Finding } from '../finding.ts';
import type { FindingType } from '../finding-types.ts';
import { credentialsOf } from '../ground/credentials.ts';
import { type Ground, groundOf } from '../ground/ground.ts';
import { isAllowed } from '../question/ask.ts';
import { changedAccount } from './changed-account.ts';
import type { Proposal } from './proposals.ts';
import { PROPOSERS } from './proposers.ts';
import { sameAccess } from './same-access.ts';
import { besides, fits, type PolicyPlace } from './sizes.ts';

type Access = Pick<AccessAnalysis, 'principals' | 'lines'>;

/** Trying out one document costs a look at all that its holders reach: so many places in all, over all documents. */
const MOST_PLACES = 60_000;

/**
 * Findings with narrower policies, where one mechanical change takes the finding away and was tried out: the finding is
 * gone, the holders' other access is the same, what they were seen to use is still allowed, and the document is valid
 * and within its size (L09). `findAgain` gives the findings of a changed ground.
 */
export function withSuggestedPolicies(
  ground: Ground,
  access: Access,
  findings: readonly Finding[],
  findAgain: (ground: Ground, type: FindingType) => readonly Finding[],
): readonly Finding[] {
  let left = Math.floor(MOST_PLACES / (1 + ground.subject.resources.length + ground.principals.size));
  return findings.map((finding) => {
    const proposals = PROPOSERS[finding.type]?.(ground, finding) ?? [];
    for (const proposal of proposals) {
      if (left-- <= 0) return unproven(finding, 'more documents wait to be tried out than one run tries');
      if (!holds(ground, access, finding, proposal, findAgain)) continue;
      const { attachedTo, name, document } = proposal;
      const { words } = finding.suggestedFix;
      const policy = { attachedTo, name, document, verified: true } as const;
      return { ...finding, suggestedFix: { words, policy, noPolicyBecause: null } };
    }
    return proposals.length === 0
      ? finding
      : unproven(
          finding,
          'the narrower documents that were tried out leave the finding, change more than it, or take away what may be in use',
        );
  });
}

function unproven(finding: Finding, noPolicyBecause: string): Finding {
  return { ...finding, suggestedFix: { ...finding.suggestedFix, noPolicyBecause } };
}

function holds(
  ground: Ground,
  access: Access,
  { id, type }: Finding,
  proposal: Proposal,
  findAgain: (ground: Ground, type: FindingType) => readonly Finding[],
): boolean {
  const { attachedTo, name, principals, mayChange, takesAway } = proposal;
  if (takesAway !== null && [...principals].some((arn) => mayBeUsed(ground, arn, takesAway))) return false;
  const document = parsePolicy(proposal.document);
  if (document.issues.length > 0 || !fitsItsPlace(ground.subject, proposal)) return false;
  const changed = changedAccount(ground.subject, { attachedTo, name, document });
  const accounts = ground.accounts.map((account) => (account === ground.subject ? changed : account));
  const after = groundOf(accounts, changed.accountId, ground.analysisTime, administrators(accounts));
  if (after === null || findAgain(after, type).some((one) => one.id === id)) return false;
  return usesStayAllowed(after, principals) && sameAccess(access, accounts, changed.accountId, principals, mayChange);
}

function fitsItsPlace(account: Account, { attachedTo, name, document }: Proposal): boolean {
  const place: PolicyPlace = account.managedPolicies.has(attachedTo)
    ? 'managed'
    : attachedTo.includes(':user/')
      ? 'user-inline'
      : attachedTo.includes(':role/')
        ? 'role-inline'
        : attachedTo.includes(':group/')
          ? 'group-inline'
          : 'resource';
  return fits(place, document, place.endsWith('-inline') ? besides(account, attachedTo, name) : []);
}

/** Whether AWS saw the principal use the service, and nobody knows that it was not by this action (L04). */
function mayBeUsed({ subject }: Ground, arn: string, action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  const byKey = credentialsOf(subject, arn);
  const keys = byKey === NOT_COLLECTED || byKey === null ? [] : byKey.accessKeys;
  const entries = subject.lastAccessed === NOT_COLLECTED ? [] : (subject.lastAccessed.get(arn) ?? []);
  const ofService = entries.filter((entry) => entry.service === service);
  const own = ofService.find((entry) => entry.action?.toLowerCase() === name.toLowerCase());
  if (own !== undefined) return own.at !== null;
  return (
    ofService.some((entry) => entry.action === null && entry.at !== null) ||
    keys.some(({ lastUsedService }) => lastUsedService === service)
  );
}

/** Actions that AWS saw a principal use (L04) must still reach some resource. */
function usesStayAllowed(after: Ground, principals: ReadonlySet<string>): boolean {
  const { lastAccessed } = after.subject;
  if (lastAccessed === NOT_COLLECTED) return true;
  return [...principals].every((arn) => {
    const own = after.principals.get(arn);
    if (own === undefined) return true;
    return (lastAccessed.get(arn) ?? []).every(({ service, action, at }) => {
      if (at === null || action === null) return true;
      const [known] = matchingActions(`${service}:${action}`);
      const id = known?.id ?? `${service}:${action}`;
      return (
        own.policies.some(({ policy }) =>
          policy.document.statements.some(
            ({ effect, action: list }) =>
              effect === 'Allow' && matchingActions(list.patterns, list.negated).some((one) => one.id === id),
          ),
        ) || isAllowed(after.accounts, { principal: own.principal, action: id, resource: '*', context: own.context })
      );
    });
  });
}
