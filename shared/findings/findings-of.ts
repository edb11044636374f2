import { administrators } from '../access/administrators.ts';
import type { Account } from '../account/model.ts';
import { administratorFindings } from './administrators.ts';
import { confusedDeputies } from './deputy/confused-deputy.ts';
import { oidcTrusts } from './deputy/oidc-trust.ts';
import { thirdPartyTrusts } from './deputy/third-party-trust.ts';
import { escalations } from './escalation/become-administrator.ts';
import { stillBecomes } from './escalation/still-becomes.ts';
import { crossAccountExposures } from './exposure/cross-account.ts';
import { heldBackExposures } from './exposure/held-back.ts';
import { publicExposures } from './exposure/public.ts';
import type { Finding } from './finding.ts';
import type { FindingType } from './finding-types.ts';
import { withSuggestedPolicies } from './fix/suggested-policies.ts';
import { type Ground, groundOf } from './ground/ground.ts';
import { keyPolicies } from './hygiene/key-policies.ts';
import { lockOuts } from './hygiene/lock-outs.ts';
import { mfaConditions } from './hygiene/mfa-conditions.ts';
import { passAnyRole } from './hygiene/pass-any-role.ts';
import { danglingPolicies } from './hygiene/unattached-policies.ts';
import { variablesWithoutValue } from './hygiene/variables.ts';
import { wildcardGrants } from './hygiene/wildcard-grants.ts';
import { merged } from './make-finding.ts';
import { credentialFindings } from './unused/credentials.ts';
import { unusedAccess } from './unused/unused-access.ts';
import { unusedPrincipals } from './unused/unused-principals.ts';

/** What is asked: what deserves attention in one account. */
export interface FindingsQuestion {
  /** Every account of the customer that was read. */
  readonly accounts: readonly Account[];
  /** Account id: findings are about its principals and resources, and about who outside can reach them. */
  readonly subject: string;
  /** ISO 8601 UTC: the "now" of ages. */
  readonly analysisTime: string;
  /** Of all accounts, where the caller knows them already. */
  readonly administrators?: ReadonlySet<string>;
}

/** Findings of one account, sorted by id; the same input gives the same findings. Empty for an account not among those read. */
export function findingsOf(question: FindingsQuestion): readonly Finding[] {
  const { accounts, subject, analysisTime } = question;
  const ground = groundOf(accounts, subject, analysisTime, question.administrators ?? administrators(accounts));
  if (ground === null) return [];
  const findings = merged(RULES.flatMap((rule) => rule(ground)));
  return withSuggestedPolicies(ground, findings, isGone);
}

/** Whether a finding no longer holds; only the rule that speaks of its type can say so. */
function isGone({ id, type, subject }: Finding, changed: Ground): boolean {
  if (type === 'can-become-administrator' && changed.principals.has(subject)) return !stillBecomes(changed, subject);
  const rule = RULE_OF[type];
  return !(rule === undefined ? RULES : [rule]).some((one) => one(changed).some((finding) => finding.id === id));
}

type Rule = (ground: Ground) => readonly Finding[];

const RULES: readonly Rule[] = [
  administratorFindings,
  confusedDeputies,
  credentialFindings,
  crossAccountExposures,
  danglingPolicies,
  escalations,
  heldBackExposures,
  keyPolicies,
  lockOuts,
  mfaConditions,
  oidcTrusts,
  passAnyRole,
  publicExposures,
  thirdPartyTrusts,
  unusedAccess,
  unusedPrincipals,
  variablesWithoutValue,
  wildcardGrants,
];

/** The rules of the types for which narrower policies are tried out. */
const RULE_OF: Partial<Readonly<Record<FindingType, Rule>>> = {
  'confused-deputy': confusedDeputies,
  'held-back-exposure': heldBackExposures,
  'mfa-allow-with-if-exists': mfaConditions,
  'mfa-deny-without-if-exists': mfaConditions,
};
