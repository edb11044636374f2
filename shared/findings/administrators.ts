import type { Role, User } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import type { Statement } from '../policy/model.ts';
import { administering } from './escalation/administering.ts';
import type { Finding, Severity, StatementEvidence, SuggestedFix } from './finding.ts';
import { credentialsOf, liveCredentials, staleCredentials } from './ground/credentials.ts';
import { type Ground, nameOf } from './ground/ground.ts';
import { isPermissionSetRole, type OwnPrincipal } from './ground/principals.ts';
import { sortedStatements } from './ground/statement-evidence.ts';
import { grantsOf } from './question/grants.ts';

/** Users and roles of the subject account that administer it. */
export function administratorFindings(ground: Ground): readonly Finding[] {
  const findings: Finding[] = [];
  for (const one of ground.principals.values()) {
    if (one.account !== ground.subject || !ground.administrators.has(one.arn)) continue;
    const judged = judge(ground, one);
    const unknown = unknownLimits(one);
    findings.push({
      id: `administrator:${one.arn}`,
      type: 'administrator',
      subject: one.arn,
      severity: judged.severity,
      severityReason: judged.reason,
      evidence: {
        statements: grantingStatements(ground, one),
        rows: [{ principalArn: one.arn, resourceArn: one.arn, capability: 'administer-resource' }],
        facts: { ...judged.facts, ...(unknown.length === 0 ? {} : { notCollected: unknown }) },
      },
      suggestedFix: judged.fix,
    });
  }
  return findings;
}

interface Judged {
  readonly severity: Severity;
  readonly reason: string;
  readonly facts: Finding['evidence']['facts'];
  readonly fix: SuggestedFix;
}

function judge(ground: Ground, one: OwnPrincipal): Judged {
  return one.kind === 'user' ? judgeUser(ground, one.entity as User) : judgeRole(ground, one.entity as Role); // `kind` says which
}

function judgeUser(ground: Ground, user: User): Judged {
  const entry = credentialsOf(ground.subject, user.arn);
  const name = nameOf(user.arn);
  if (entry === NOT_COLLECTED || entry === null) {
    const reason = 'what credentials this administrator signs in with was not collected';
    return judged(
      'high',
      reason,
      { credentials: null },
      `Check the credentials of ${name}; let people come in by roles.`,
    );
  }
  const live = liveCredentials(entry).map(({ what }) => what);
  const facts = { credentials: live, mfa: entry.mfaActive };
  const stale = staleCredentials(entry, ground.analysisTime);
  if (stale.length > 0) {
    const what = stale.map((credential) => credential.what).join(' and ');
    return judged(
      'critical',
      `an administrator's ${what} works and nobody uses it`,
      facts,
      `Deactivate the ${what} of ${name}, then detach its policies.`,
    );
  }
  if (live.some((what) => what !== 'password')) {
    return judged(
      'high',
      'an administrator by a long-term access key',
      facts,
      `Give ${name} a role in place of its access key.`,
    );
  }
  if (live.length > 0 && !entry.mfaActive) {
    return judged('high', 'an administrator by a password without MFA', facts, `Register an MFA device for ${name}.`);
  }
  const reason =
    live.length > 0 ? 'an administrator by a password with MFA' : 'an administrator without a credential of its own';
  return judged('medium', reason, facts, `Keep ${name} only if it is meant to administer the account.`);
}

function judgeRole(ground: Ground, role: Role): Judged {
  const allows = role.trustPolicy.document.statements.filter(({ effect }) => effect === 'Allow');
  const trusted = allows.flatMap(({ principal }) => principal?.entries.map(({ text }) => text) ?? []).sort();
  const facts = { trusts: trusted };
  const name = nameOf(role.arn);
  if (isPermissionSetRole(role)) {
    return judged('low', 'an administrator by permission set', facts, 'Review who is assigned the permission set.');
  }
  if (allows.some((one) => trustsStrangers(ground, one))) {
    return judged(
      'critical',
      'an administrator that someone outside may become without an external id',
      facts,
      `Narrow the trust policy of ${name}.`,
    );
  }
  const services = allows.flatMap(({ principal }) => principal?.entries.filter(({ kind }) => kind === 'service') ?? []);
  if (services.length > 0) {
    const words = `Give ${name} the permissions its work needs in place of everything.`;
    return judged('high', 'whoever decides what the service runs acts as this administrator', facts, words);
  }
  const guarded = allows.length > 0 && allows.every(({ conditions }) => conditions.length > 0);
  const reason = guarded
    ? 'an administrator behind the conditions of its trust policy'
    : 'an administrator that others may become';
  return judged('medium', reason, facts, `Keep the trust policy of ${name} as narrow as its use.`);
}

/** Everyone, or an account outside the customer, without an external id. */
function trustsStrangers(ground: Ground, { principal, conditions }: Statement): boolean {
  if (
    principal === null ||
    conditions.some(({ keyId }) => keyId === 'sts:externalid' || keyId.startsWith('aws:principal'))
  ) {
    return false;
  }
  return principal.entries.some(
    (entry) => entry.kind === 'everyone' || ('accountId' in entry && !ground.customerAccounts.has(entry.accountId)),
  );
}

function judged(severity: Severity, reason: string, facts: Judged['facts'], words: string): Judged {
  const noPolicyBecause = 'which of its permissions an administrator needs is not for its policies to say';
  return { severity, reason, facts, fix: { words, policy: null, noPolicyBecause } };
}

function grantingStatements(ground: Ground, one: OwnPrincipal): readonly StatementEvidence[] {
  return sortedStatements(
    administering(ground.accounts, one).flatMap((permission) => grantsOf(permission, one.policies)),
  );
}

/** A boundary that is set and was not read may limit what its holder can do. */
export function unknownLimits({ account, entity }: OwnPrincipal): readonly string[] {
  const { permissionsBoundary } = entity;
  return permissionsBoundary === null || account.managedPolicies.has(permissionsBoundary) ? [] : [permissionsBoundary];
}
