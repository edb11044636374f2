import type { Question } from '../question.ts';

/**
 * sts:GetCallerIdentity works even when denied; sts:GetSessionToken heeds no permission of a user or of root (A02,
 * `id_credentials_sts-comparison.html`).
 */
export function needsNoPermission({ action, principal, signs }: Question): boolean {
  if (action === 'sts:getcalleridentity') return signs;
  return action === 'sts:getsessiontoken' && (principal.kind === 'user' || principal.kind === 'root');
}
