import { ERRORS, type ErrorName } from '../../shared/contract/errors.ts';
import { StepError } from '../ports/step-error.ts';

/** Error codes of AWS's APIs by what they mean to a step. Names as the SDK gives them in `error.name`. */
const MEANING: Readonly<Record<string, ErrorName>> = {
  AccessDenied: ERRORS.accessDenied,
  AccessDeniedException: ERRORS.accessDenied,
  UnauthorizedOperation: ERRORS.accessDenied,
  Throttling: ERRORS.throttled,
  ThrottlingException: ERRORS.throttled,
  ThrottledException: ERRORS.throttled,
  TooManyRequestsException: ERRORS.throttled,
  RequestLimitExceeded: ERRORS.throttled,
  ProvisionedThroughputExceededException: ERRORS.throttled,
  LimitExceededException: ERRORS.throttled,
  SlowDown: ERRORS.throttled,
  RequestTimeout: ERRORS.unavailable,
  TimeoutError: ERRORS.unavailable,
  InternalServerError: ERRORS.unavailable,
  InternalError: ERRORS.unavailable,
  ServiceUnavailable: ERRORS.unavailable,
  ECONNRESET: ERRORS.unavailable,
  ECONNREFUSED: ERRORS.unavailable,
  EPIPE: ERRORS.unavailable,
};

/**
 * Anything thrown, as an error with a name of the contract. The foreign message is kept as `cause` for the log and
 * left out of the new message, because it may quote an ARN.
 */
export function toStepError(thrown: unknown): StepError {
  if (thrown instanceof StepError) return thrown;
  const code = codeOf(thrown);
  const name = MEANING[code] ?? (statusOf(thrown) >= 500 ? ERRORS.unavailable : ERRORS.unexpected);
  return new StepError(name, `expected the step to end, found \`${code}\``, { cause: thrown });
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const { code } = thrown as { code?: unknown }; // Node's system errors carry their code in a field that Error lacks
  return MEANING[thrown.name] === undefined && typeof code === 'string' ? code : thrown.name;
}

/** The HTTP status that the SDK noted, or 0. */
function statusOf(thrown: unknown): number {
  const metadata = thrown instanceof Error && '$metadata' in thrown ? thrown.$metadata : null;
  if (metadata === null || typeof metadata !== 'object' || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}
