import { type Account, type CredentialEntry, NOT_COLLECTED, type NotCollected } from '../../account/model.ts';
import { daysBetween, latest } from './age.ts';

/** A credential that nobody used for so many days is stale, a principal unused. */
export const UNUSED_DAYS = 90;

/** A user's entry of the credential report; null: the report has none; not collected: there is no report. */
export function credentialsOf(account: Account, arn: string): CredentialEntry | null | NotCollected {
  if (account.credentials === NOT_COLLECTED) return NOT_COLLECTED;
  return account.credentials.get(arn) ?? null;
}

/** A credential that still works, with its age and the days since its last use. */
export interface LiveCredential {
  readonly what: 'password' | 'access key 1' | 'access key 2';
  readonly changedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** Password and active keys. */
export function liveCredentials(entry: CredentialEntry): readonly LiveCredential[] {
  const live: LiveCredential[] = [];
  if (entry.passwordEnabled === true) {
    live.push({ what: 'password', changedAt: entry.passwordLastChanged, lastUsedAt: entry.passwordLastUsed });
  }
  entry.accessKeys.forEach((key, i) => {
    if (!key.active) return;
    const what = i === 0 ? 'access key 1' : 'access key 2';
    live.push({ what, changedAt: key.lastRotated, lastUsedAt: key.lastUsedAt });
  });
  return live;
}

/** Older than `UNUSED_DAYS` and not used for as long; an age that is not known proves nothing. */
export function isStale({ changedAt, lastUsedAt }: LiveCredential, now: string): boolean {
  const age = daysBetween(changedAt, now);
  if (age === null || age <= UNUSED_DAYS) return false;
  const idle = daysBetween(lastUsedAt, now);
  return idle === null || idle > UNUSED_DAYS;
}

export function staleCredentials(entry: CredentialEntry, now: string): readonly LiveCredential[] {
  return liveCredentials(entry).filter((one) => isStale(one, now));
}

/** The newest use of password or keys; null: none is known. */
export function lastCredentialUse(entry: CredentialEntry): string | null {
  return latest([entry.passwordLastUsed, ...entry.accessKeys.map(({ lastUsedAt }) => lastUsedAt)]);
}
