/** Why a line is no question. Codes are stable; the words around them are for people. */
export const LINE_ERRORS = {
  'not-json': 'the line is not JSON',
  'missing-field': 'a field that every question has is missing',
  'wrong-type': 'a field holds another kind of value',
  'unknown-principal': 'the principal is none that AWS documents',
  'invalid-action': 'the action is not `service:Action`',
  'invalid-resource': 'the resource is neither an ARN nor `*`',
  'unknown-value': 'the value is none of the documented ones',
  contradictory: 'two fields say different things',
  'too-large': 'the line is over the limit',
} as const;
export type LineErrorCode = keyof typeof LINE_ERRORS;

/** What is wrong with a line: where (JSON pointer), what was expected, what was found. */
export interface LineError {
  readonly code: LineErrorCode;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * The one way out of the readers of this folder: thrown where a field is wrong and caught in `readLine`, which makes
 * it data. Nothing outside the folder sees it.
 */
export class BadLine extends Error {
  override readonly name = 'BadLine';
  readonly error: LineError;

  constructor(code: LineErrorCode, where: string, expected: string, found: unknown) {
    super(LINE_ERRORS[code]);
    this.error = { code, where, expected, found: shown(found) };
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 77)}...` : value;
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
