import type { PrincipalType } from '../access/verdict.ts';
import { type Account, type CredentialEntry, NOT_COLLECTED } from '../account/model.ts';
import { byCodeUnits } from './canonical-json.ts';
import type { PrincipalCredentials, PrincipalRow } from './view/rows.ts';

/**
 * The lines of principals.jsonl, sorted by ARN: every user and role of the subject account, its root user, and
 * whoever else has a row of access.
 */
export function principalRows(
  accounts: readonly Account[],
  subject: Account,
  outsiders: readonly { readonly arn: string; readonly type: PrincipalType }[],
  powers: Powers,
): readonly PrincipalRow[] {
  const rows = new Map<string, PrincipalRow>();
  for (const account of accounts) {
    if (account.accountId !== subject.accountId) continue;
    for (const row of ownPrincipals(account, powers)) rows.set(row.arn, row);
  }
  for (const outsider of outsiders) {
    if (!rows.has(outsider.arn)) rows.set(outsider.arn, outsiderRow(accounts, outsider, powers));
  }
  return [...rows.values()].sort((a, b) => byCodeUnits(a.arn, b.arn));
}

/** What was found of a principal beside its own facts. */
export interface Powers {
  isAdmin(arn: string): boolean;
  canBecomeAdmin(arn: string): PrincipalRow['canBecomeAdmin'];
}

function powersOf(powers: Powers, arn: string): Pick<PrincipalRow, 'isAdmin' | 'canBecomeAdmin'> {
  return { isAdmin: powers.isAdmin(arn), canBecomeAdmin: powers.canBecomeAdmin(arn) };
}

function* ownPrincipals(account: Account, powers: Powers): Generator<PrincipalRow> {
  const credentials = account.credentials;
  for (const user of account.users) {
    const entry = credentials === NOT_COLLECTED ? undefined : credentials.get(user.arn);
    yield {
      arn: user.arn,
      type: 'user',
      name: user.name,
      accountId: account.accountId,
      ...(user.tags === NOT_COLLECTED ? {} : { tags: user.tags }),
      createdAt: user.createdAt,
      ...(entry === undefined ? {} : { credentials: credentialsOf(entry), lastUsedAt: lastUsed(entry) }),
      groups: [...user.groups].sort(byCodeUnits),
      permissionsBoundary: user.permissionsBoundary,
      ...powersOf(powers, user.arn),
    };
  }
  for (const role of account.roles) {
    yield {
      arn: role.arn,
      type: 'role',
      name: role.name,
      accountId: account.accountId,
      ...(role.tags === NOT_COLLECTED ? {} : { tags: role.tags }),
      createdAt: role.createdAt,
      ...(role.lastUsed === NOT_COLLECTED ? {} : { lastUsedAt: role.lastUsed?.at ?? null }),
      permissionsBoundary: role.permissionsBoundary,
      ...powersOf(powers, role.arn),
    };
  }
  const root = `arn:${account.partition}:iam::${account.accountId}:root`;
  const entry = credentials === NOT_COLLECTED ? undefined : credentials.get(root);
  yield {
    arn: root,
    type: 'root',
    name: 'root',
    accountId: account.accountId,
    ...(entry === undefined ? {} : { credentials: credentialsOf(entry), lastUsedAt: lastUsed(entry) }),
    ...powersOf(powers, root),
  };
}

/** A user or role of another account that was read keeps what is known of it; everyone else has a name alone. */
function outsiderRow(
  accounts: readonly Account[],
  outsider: { readonly arn: string; readonly type: PrincipalType },
  powers: Powers,
): PrincipalRow {
  for (const account of accounts) {
    if (outsider.arn.split(':')[4] !== account.accountId) continue;
    for (const row of ownPrincipals(account, powers)) if (row.arn === outsider.arn) return row;
  }
  return {
    arn: outsider.arn,
    type: outsider.type,
    name: nameOf(outsider.arn),
    accountId: outsider.arn.startsWith('arn:') ? (outsider.arn.split(':')[4] ?? null) : null,
    isAdmin: false,
    canBecomeAdmin: null,
  };
}

function nameOf(arn: string): string {
  if (!arn.startsWith('arn:')) return arn.slice(arn.indexOf(':') + 1);
  const resource = arn.split(':').slice(5).join(':');
  return resource === 'root' ? (arn.split(':')[4] ?? arn) : resource.slice(resource.lastIndexOf('/') + 1);
}

function credentialsOf(entry: CredentialEntry): PrincipalCredentials {
  return {
    password:
      entry.passwordEnabled === null
        ? null
        : {
            enabled: entry.passwordEnabled,
            lastUsedAt: entry.passwordLastUsed,
            lastChangedAt: entry.passwordLastChanged,
          },
    mfa: entry.mfaActive,
    accessKeys: entry.accessKeys.map((key) => ({
      active: key.active,
      lastRotatedAt: key.lastRotated,
      lastUsedAt: key.lastUsedAt,
    })),
  };
}

/** The newest use of password or keys; ISO 8601 UTC sorts by time. */
function lastUsed(entry: CredentialEntry): string | null {
  const times = [entry.passwordLastUsed, ...entry.accessKeys.map((key) => key.lastUsedAt)];
  return (
    times
      .filter((time) => time !== null)
      .sort(byCodeUnits)
      .at(-1) ?? null
  );
}
