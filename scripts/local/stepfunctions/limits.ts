import { StatesError } from './errors.ts';
import type { Json } from './json.ts';

/** Service quotas that a definition can run into (AWS: Step Functions developer guide, "Service quotas"). */
export const LIMITS = {
  payloadBytes: 262_144,
  historyEvents: 25_000,
  nameLength: 80,
  definitionBytes: 1_048_576,
  inlineConcurrency: 40,
  distributedConcurrency: 10_000,
  /** Names of closed executions can be used again after this many days. */
  nameReuseDays: 90,
  expressSeconds: 300,
  timeoutSeconds: 99_999_999,
} as const;

/** Throws the terminal `States.DataLimitExceeded` where a value, as JSON text, is over 262,144 bytes. */
export function checkPayload(value: Json, state: string, what: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes <= LIMITS.payloadBytes) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit. (${what}: ${bytes} bytes)`,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the quota page forbids exactly these characters in names
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/u;

/** What is wrong with a name of a state machine or an execution, or null. */
export function nameProblem(name: string): string | null {
  if (name.length < 1 || name.length > LIMITS.nameLength) {
    return `expected 1 to ${LIMITS.nameLength} characters, found ${name.length}`;
  }
  const bad = FORBIDDEN_IN_NAMES.exec(name);
  return bad ? `expected none of the forbidden characters, found \`${bad[0]}\`` : null;
}
