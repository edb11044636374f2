import { isAccountId, parseArn } from './arn.ts';
import { issue, LIMITS, pointer } from './issues.ts';
import type { PolicyIssue, PrincipalElement, PrincipalEntry } from './model.ts';

/** Reads `Principal` or `NotPrincipal` (E01 to E09, M07): `"*"`, or an object of kind → one text or a list. */
export function parsePrincipal(
  input: unknown,
  negated: boolean,
  where: string,
  issues: PolicyIssue[],
): PrincipalElement | null {
  if (input === '*') return { negated, entries: [{ kind: 'everyone', text: '*' }] };
  if (typeof input === 'string') {
    // The grammar wants an object, and AWS saves nothing else; but a bare ARN can mean one thing only.
    const entry = readAws(input);
    const consequence = entry.kind === 'unrecognised' ? 'unknown' : 'ignored';
    issues.push(issue('wrong-type', where, '"*" or an object of principals', input, consequence));
    return consequence === 'ignored' ? { negated, entries: [entry] } : null;
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    issues.push(issue('wrong-type', where, '"*" or an object of principals', input, 'unknown'));
    return null;
  }
  const entries: PrincipalEntry[] = [];
  for (const [kind, value] of Object.entries(input)) {
    const at = `${where}/${pointer(kind)}`;
    const expected = KINDS.get(kind);
    if (expected === undefined) {
      issues.push(issue('unknown-principal', at, 'AWS, Service, Federated or CanonicalUser', kind, 'unknown'));
      continue;
    }
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (texts.length === 0) issues.push(issue('empty-list', at, 'at least one principal', value, 'ignored'));
    if (texts.length > LIMITS.entries) {
      issues.push(issue('too-large', at, `at most ${LIMITS.entries} principals`, value, 'unknown'));
      continue;
    }
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i];
      const place = Array.isArray(value) ? `${at}/${i}` : at;
      if (typeof text !== 'string') {
        issues.push(issue('wrong-type', place, 'text', text, 'unknown'));
        continue;
      }
      const entry = readEntry(kind, text);
      if (entry.kind === 'unrecognised') {
        issues.push(issue('unknown-principal', place, expected, text, 'ignored'));
      }
      entries.push(entry);
    }
  }
  return { negated, entries };
}

/** What may stand under each kind of principal, in words. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['AWS', 'an account, a user, role or session ARN, or "*"'],
  ['Service', 'a service such as ec2.amazonaws.com'],
  ['Federated', 'an identity provider'],
  ['CanonicalUser', 'a canonical user id'],
]);

function readEntry(kind: string, text: string): PrincipalEntry {
  switch (kind) {
    case 'AWS':
      return readAws(text);
    case 'Service':
      return text.includes('*') || text === '' ? { kind: 'unrecognised', text } : { kind: 'service', text };
    case 'Federated':
      return text === '' || text === '*' ? { kind: 'unrecognised', text } : { kind: 'federated', text };
    default:
      return { kind: 'canonical-user', text };
  }
}

function readAws(text: string): PrincipalEntry {
  if (text === '*') return { kind: 'everyone', text };
  if (isAccountId(text)) return { kind: 'account', text, partition: null, accountId: text };
  const arn = parseArn(text);
  if (arn === null) return isUniqueId(text) ? { kind: 'unique-id', text } : { kind: 'unrecognised', text };
  // No partial wildcards in a principal (E03).
  if (text.includes('*') || text.includes('?')) return { kind: 'unrecognised', text };
  const { accountId, resource, partition } = arn;
  if (arn.service === 'iam') {
    if (resource === 'root' && isAccountId(accountId)) return { kind: 'account', text, partition, accountId };
    if (resource.startsWith('user/')) return { kind: 'user', text, accountId };
    if (resource.startsWith('role/')) return { kind: 'role', text, accountId };
  }
  if (arn.service === 'sts') {
    if (resource.startsWith('assumed-role/') && resource.split('/').length === 3) {
      return { kind: 'role-session', text, accountId };
    }
    if (resource.startsWith('federated-user/')) return { kind: 'federated-user', text, accountId };
  }
  return { kind: 'unrecognised', text };
}

/** AIDA…, AROA… and the like: capital letters and digits (E05, `reference_identifiers.html`). */
function isUniqueId(text: string): boolean {
  if (text.length < 16 || text.length > 128 || !text.startsWith('A')) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!((unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57))) return false;
  }
  return true;
}
