import { NOT_COLLECTED } from '../../account/model.ts';
import type { Finding } from '../finding.ts';
import { daysBetween } from '../ground/age.ts';
import { credentialsOf, staleCredentials } from '../ground/credentials.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';

const NO_POLICY = 'a credential is no policy';

/** Credentials that nobody uses, root's keys, and who signs in without MFA. */
export function credentialFindings(ground: Ground): readonly Finding[] {
  return [...staleFindings(ground), ...rootFindings(ground), ...mfaFindings(ground)];
}

function staleFindings({ subject, analysisTime, administrators }: Ground): readonly Finding[] {
  return subject.users.flatMap(({ arn }) => {
    const entry = credentialsOf(subject, arn);
    if (entry === NOT_COLLECTED || entry === null) return [];
    const stale = staleCredentials(entry, analysisTime);
    if (stale.length === 0) return [];
    const administers = administrators.has(arn);
    const what = stale.map((one) => one.what);
    return [
      finding({
        type: 'stale-credential',
        subject: arn,
        severity: administers ? 'critical' : 'medium',
        reason: administers ? 'it opens the whole account' : 'it works, and nobody uses it',
        facts: {
          credentials: what,
          changedAt: stale.map(({ changedAt }) => changedAt ?? 'unknown'),
          lastUsedAt: stale.map(({ lastUsedAt }) => lastUsedAt ?? 'never'),
          ageInDays: Math.max(...stale.map(({ changedAt }) => daysBetween(changedAt, analysisTime) ?? 0)),
        },
        fix: advice(
          `Deactivate the ${what.join(' and ')} of ${nameOf(arn)}; delete it when nobody misses it.`,
          NO_POLICY,
        ),
      }),
    ];
  });
}

function rootFindings({ subject }: Ground): readonly Finding[] {
  const arn = `arn:${subject.partition}:iam::${subject.accountId}:root`;
  const entry = credentialsOf(subject, arn);
  if (entry === NOT_COLLECTED || entry === null) return [];
  const findings: Finding[] = [];
  const active = entry.accessKeys.filter((key) => key.active);
  if (active.length > 0) {
    findings.push(
      finding({
        type: 'root-access-key',
        subject: arn,
        severity: 'critical',
        reason: 'the key may do everything, and no policy of the account limits it',
        facts: { keys: active.length, lastUsedAt: active.map(({ lastUsedAt }) => lastUsedAt ?? 'never') },
        fix: advice('Delete the access keys of the root user; use a role instead.', NO_POLICY),
      }),
    );
  }
  if (!entry.mfaActive) {
    findings.push(
      finding({
        type: 'mfa-missing',
        subject: arn,
        severity: 'critical',
        reason: 'a password alone opens the whole account',
        facts: { mfa: false },
        fix: advice('Register an MFA device for the root user, or remove its credentials centrally.', NO_POLICY),
      }),
    );
  }
  return findings;
}

function mfaFindings({ subject, administrators }: Ground): readonly Finding[] {
  return subject.users.flatMap(({ arn }) => {
    const entry = credentialsOf(subject, arn);
    if (entry === NOT_COLLECTED || entry === null || entry.passwordEnabled !== true || entry.mfaActive) return [];
    const administers = administrators.has(arn);
    return [
      finding({
        type: 'mfa-missing',
        subject: arn,
        severity: administers ? 'high' : 'medium',
        reason: administers ? 'a password alone makes an administrator' : 'a password alone is enough to sign in',
        facts: { mfa: false, passwordLastUsedAt: entry.passwordLastUsed },
        fix: advice(`Register an MFA device for ${nameOf(arn)}.`, NO_POLICY),
      }),
    ];
  });
}
