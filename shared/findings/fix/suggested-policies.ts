import { administrators } from '../../access/administrators.ts';
import { type Account, NOT_COLLECTED } from '../../account/model.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Finding } from '../finding.ts';
import { credentialsOf } from '../ground/credentials.ts';
import { type Ground, groundOf } from '../ground/ground.ts';
import { changedAccount } from './changed-account.ts';
import { differsOnlyBy } from './narrower.ts';
import type { Proposal } from './proposals.ts';
import { PROPOSERS } from './proposers.ts';
import { besides, fits, type PolicyPlace } from './sizes.ts';

/** Documents that are tried out in one run; each is a new look at the finding on a changed account. */
const MOST_TRIALS = 40;

/**
 * Findings with narrower policies, where one mechanical change takes the finding away and was tried out: the finding is
 * gone, no other decision changed, what AWS saw in use is still allowed, and the document is valid and within its size
 * (L09). `isGone`: whether a finding no longer holds on a changed ground.
 */
export function withSuggestedPolicies(
  ground: Ground,
  findings: readonly Finding[],
  isGone: (finding: Finding, ground: Ground) => boolean,
): readonly Finding[] {
  let left = MOST_TRIALS;
  return findings.map((finding) => {
    const proposals = PROPOSERS[finding.type]?.(ground, finding) ?? [];
    for (const proposal of proposals) {
      if (!isSound(ground, proposal)) continue;
      if (left-- <= 0) return unproven(finding, 'more documents wait to be tried out than one run tries');
      const changed = groundAfter(ground, proposal);
      if (changed === null || !isGone(finding, changed)) continue;
      const { attachedTo, name, document } = proposal;
      const policy = { attachedTo, name, document, verified: true } as const;
      return { ...finding, suggestedFix: { words: finding.suggestedFix.words, policy, noPolicyBecause: null } };
    }
    return proposals.length === 0 ? finding : unproven(finding, NONE_HOLDS);
  });
}

const NONE_HOLDS =
  'the narrower documents that were tried out leave the finding, change more than it, or take away what may be in use';

function unproven(finding: Finding, noPolicyBecause: string): Finding {
  return { ...finding, suggestedFix: { ...finding.suggestedFix, noPolicyBecause } };
}

/** Valid, within its size, narrower in nothing but what it says, and nothing in use is taken away. */
function isSound(ground: Ground, proposal: Proposal): boolean {
  const { before, document, touched, narrowing, principals } = proposal;
  const after = parsePolicy(document);
  if (after.issues.length > 0 || !fitsItsPlace(ground.subject, proposal)) return false;
  if (!differsOnlyBy(before, after, touched, narrowing)) return false;
  return narrowing.kind !== 'action' || ![...principals].some((arn) => mayBeUsed(ground, arn, narrowing.action));
}

function groundAfter(ground: Ground, { attachedTo, name, document }: Proposal): Ground | null {
  const changed = changedAccount(ground.subject, { attachedTo, name, document: parsePolicy(document) });
  const accounts = ground.accounts.map((account) => (account === ground.subject ? changed : account));
  return groundOf(accounts, changed.accountId, ground.analysisTime, administrators(accounts));
}

function fitsItsPlace(account: Account, { attachedTo, name, document }: Proposal): boolean {
  const place = placeOf(account, attachedTo);
  return fits(place, document, place.endsWith('-inline') ? besides(account, attachedTo, name) : []);
}

function placeOf(account: Account, attachedTo: string): PolicyPlace {
  if (account.managedPolicies.has(attachedTo)) return 'managed';
  if (account.users.some(({ arn }) => arn === attachedTo)) return 'user-inline';
  if (account.groups.some(({ arn }) => arn === attachedTo)) return 'group-inline';
  return account.roles.some(({ arn }) => arn === attachedTo) ? 'role-inline' : 'resource';
}

/** Whether AWS saw the principal use the service, and nobody knows that it was not by this action (L04). */
function mayBeUsed({ subject }: Ground, arn: string, action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  const entry = credentialsOf(subject, arn);
  const keys = entry === NOT_COLLECTED || entry === null ? [] : entry.accessKeys;
  const entries = subject.lastAccessed === NOT_COLLECTED ? [] : (subject.lastAccessed.get(arn) ?? []);
  const ofService = entries.filter((one) => one.service === service);
  const own = ofService.find((one) => one.action?.toLowerCase() === name.toLowerCase());
  if (own !== undefined) return own.at !== null;
  return (
    ofService.some((one) => one.action === null && one.at !== null) ||
    keys.some(({ lastUsedService }) => lastUsedService === service)
  );
}
