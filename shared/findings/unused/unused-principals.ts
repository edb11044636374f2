import { type Account, NOT_COLLECTED, type Role, type User } from '../../account/model.ts';
import { SCANNER_ROLE_NAME } from '../../contract/scanner.ts';
import type { Finding, Severity } from '../finding.ts';
import { daysBetween, latest } from '../ground/age.ts';
import { credentialsOf, lastCredentialUse, liveCredentials, UNUSED_DAYS } from '../ground/credentials.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';

/** Users and roles that nobody used for long (L04). */
export function unusedPrincipals(ground: Ground): readonly Finding[] {
  const findings: Finding[] = [];
  for (const one of ground.principals.values()) {
    if (one.account !== ground.subject) continue;
    const use = knownUse(ground, one.entity);
    if (use === null || use.idle <= UNUSED_DAYS || use.age <= UNUSED_DAYS) continue;
    const { severity, reason } = severityOf(ground, one.entity);
    findings.push(
      finding({
        type: 'unused-principal',
        subject: one.arn,
        severity,
        reason,
        facts: {
          createdAt: one.entity.createdAt,
          lastUsedAt: use.lastUsedAt,
          ageInDays: use.age,
          ...(use.lastUsedAt === null ? {} : { idleDays: use.idle }),
        },
        fix: advice(
          `Find out who needs ${nameOf(one.arn)}; if nobody does, take its rights away, wait, then delete it.`,
          'the principal itself is to go, not a part of its policies',
        ),
      }),
    );
  }
  return findings;
}

interface Use {
  readonly lastUsedAt: string | null;
  /** Days. */
  readonly age: number;
  readonly idle: number;
}

/** What AWS knows of its use; null where nobody asked, where its age is not known, or where it is Nightjar's. */
export function knownUse({ subject, analysisTime }: Ground, entity: User | Role): Use | null {
  const known = 'trustPolicy' in entity ? roleUse(entity) : userUse(subject, entity);
  if (known === undefined) return null;
  const age = daysBetween(entity.createdAt, analysisTime);
  if (age === null) return null;
  const lastUsedAt = latest([known, lastAccess(subject, entity.arn)]);
  return { lastUsedAt, age, idle: daysBetween(lastUsedAt, analysisTime) ?? age };
}

function roleUse(role: Role): string | null | undefined {
  return role.lastUsed === NOT_COLLECTED || isNightjars(role) ? undefined : (role.lastUsed?.at ?? null);
}

function userUse(account: Account, user: User): string | null | undefined {
  const entry = credentialsOf(account, user.arn);
  return entry === NOT_COLLECTED || entry === null ? undefined : lastCredentialUse(entry);
}

function lastAccess({ lastAccessed }: Account, arn: string): string | null {
  if (lastAccessed === NOT_COLLECTED) return null;
  return latest((lastAccessed.get(arn) ?? []).map(({ at }) => at));
}

/** The role that Nightjar reads the account through: its trust names the scanner. */
export function isNightjars(role: Role): boolean {
  const suffix = `:role/${SCANNER_ROLE_NAME}`;
  return role.trustPolicy.document.statements.some(
    ({ conditions, principal }) =>
      conditions.some(({ keyId, values }) => keyId === 'aws:principalarn' && values.some((v) => v.endsWith(suffix))) ||
      principal?.entries.some(({ text }) => text.endsWith(suffix)) === true,
  );
}

function severityOf(ground: Ground, entity: User | Role): { severity: Severity; reason: string } {
  if (ground.administrators.has(entity.arn)) return { severity: 'high', reason: 'an administrator that nobody uses' };
  if (!('trustPolicy' in entity)) {
    const entry = credentialsOf(ground.subject, entity.arn);
    if (entry !== NOT_COLLECTED && entry !== null && liveCredentials(entry).length === 0) {
      return { severity: 'low', reason: 'nobody uses it, and it has no credential that works' };
    }
  }
  return { severity: 'medium', reason: 'nobody uses it, and it can still be used' };
}
