import { ERRORS } from '../../shared/contract/errors.ts';
import { StepError } from '../ports/step-error.ts';
import type { Credentials } from './tenant-sessions.ts';

/**
 * The files of an account that no collector of ours reads yet, from whoever serves snapshots beside the account. Where
 * nobody does, or the file is not there, there is no page: the item was not collected, and the report says so.
 */
export async function* snapshotDoor(
  door: string | null,
  session: Credentials,
  accountId: string,
  file: string,
): AsyncGenerator<string> {
  if (door === null) return;
  const answer = await fetch(`${door}/snapshot/${accountId}/${file}`, {
    headers: { 'x-amz-security-token': session.sessionToken },
  });
  if (answer.status === 404) return;
  if (answer.status === 403) throw new StepError(ERRORS.accessDenied, `door: expected to read \`${file}\``);
  if (!answer.ok) throw new StepError(ERRORS.unavailable, `door: expected \`${file}\`, found status ${answer.status}`);
  yield await answer.text();
}
