import type { PolicyIssue, PolicyIssueCode } from './model.ts';

/** Limits of what is read; over one of them is a typed issue, never a crash (AWS's own limits are far below, L09, D20). */
export const LIMITS = {
  /** UTF-16 code units of a document given as text. */
  text: 2_000_000,
  /** Nesting of JSON given as text; the grammar needs seven. */
  depth: 64,
  statements: 20_000,
  /** Entries of one list, and keys of one object. */
  entries: 100_000,
} as const;

/** The forms of `${…}` (G06, G07). */
export const VARIABLE_FORMS = "`${key}`, `${key, 'default'}`, `${*}`, `${?}` or `${$}`";

/** Makes one issue; what was found is shortened and shown without walking into it. */
export function issue(
  code: PolicyIssueCode,
  where: string,
  expected: string,
  found: unknown,
  consequence: PolicyIssue['consequence'],
): PolicyIssue {
  return { code, where, expected, found: shown(found), consequence };
}

/** A JSON pointer segment: `~` and `/` escaped (RFC 6901). */
export function pointer(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 77)}...` : value;
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
