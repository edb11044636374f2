/**
 * Names of the errors that cross a process: thrown by a step, named in Retry and Catch, counted by the operator.
 * Set strings, never class names (bundlers rename those). Imports nothing.
 */
export const ERRORS = {
  /** Another execution reads this account. Retried until its lease expires. */
  leaseHeld: 'LeaseHeld',
  /** The lease went to somebody else: this execution must make no further call. Never retried. */
  leaseLost: 'LeaseLost',
  /** A companion account of the same night is still being read. Retried. */
  companionsReading: 'CompanionsReading',
  /** AWS asked us to slow down. Retried. */
  throttled: 'Throttled',
  /** A dependency answered 5xx, or the network broke. Retried. */
  unavailable: 'Unavailable',
  /** The customer's role refuses us, or does not exist: only the customer can change that. */
  accessDenied: 'AccessDenied',
  /** The credentials we were given belong to another account than the link says. */
  accountMismatch: 'AccountMismatch',
  /** The event names a customer that does not own the account. */
  customerMismatch: 'CustomerMismatch',
  /** The event is not what the step takes: a bug of ours. */
  invalidEvent: 'InvalidEvent',
  /** The start input was made for other versions than these functions are. */
  versionMismatch: 'VersionMismatch',
  /** What was collected cannot be read as a snapshot. */
  invalidSnapshot: 'InvalidSnapshot',
  /** Something that an earlier step wrote is not there. */
  missingInput: 'MissingInput',
  /** A ciphertext could not be opened: wrong customer, wrong context, a disabled key. */
  undecryptable: 'Undecryptable',
  /** An execution ended without anybody having recorded why. */
  executionDied: 'ExecutionDied',
  /** A step went on past its time. */
  timedOut: 'TimedOut',
  /** Anything a step did not foresee: a bug of ours. */
  unexpected: 'Unexpected',
} as const;
export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS];

/** Who has to do something about a failed account-night. */
export const FAILURE_CLASSES = ['customer', 'throttled', 'quota', 'timeout', 'died', 'bug'] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Errors of AWS's own that end an account-night, with their class. */
const CLASS_OF: Readonly<Record<string, FailureClass>> = {
  [ERRORS.leaseHeld]: 'timeout',
  [ERRORS.leaseLost]: 'timeout',
  [ERRORS.companionsReading]: 'timeout',
  [ERRORS.throttled]: 'throttled',
  [ERRORS.unavailable]: 'throttled',
  [ERRORS.accessDenied]: 'customer',
  [ERRORS.accountMismatch]: 'customer',
  [ERRORS.executionDied]: 'died',
  [ERRORS.timedOut]: 'timeout',
  'States.Timeout': 'timeout',
  'States.HeartbeatTimeout': 'timeout',
  'States.DataLimitExceeded': 'quota',
  'Sandbox.Timedout': 'timeout',
  'Lambda.TooManyRequestsException': 'quota',
  'Lambda.ServiceException': 'throttled',
  'Lambda.AWSLambdaException': 'throttled',
  'Lambda.SdkClientException': 'throttled',
};

/** The class of an error name; what nobody foresaw is a bug. */
export function failureClassOf(errorName: string): FailureClass {
  return CLASS_OF[errorName] ?? 'bug';
}

/** What a later attempt over the same plan would meet again. */
const LASTING: ReadonlySet<string> = new Set([
  ERRORS.invalidEvent,
  ERRORS.customerMismatch,
  ERRORS.versionMismatch,
  ERRORS.invalidSnapshot,
  ERRORS.undecryptable,
]);

/** Whether a later sweep makes another attempt: not where only the customer can act, nor where nothing would change. */
export function isTriedAgain(errorName: string): boolean {
  return failureClassOf(errorName) !== 'customer' && !LASTING.has(errorName);
}
