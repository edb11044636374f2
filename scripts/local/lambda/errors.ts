/** What a caller of a function gets when the function failed: the payload that AWS returns beside `FunctionError`. */
export interface FunctionErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/**
 * The invocation reached the function and the function failed. Step Functions reports `errorType` as the error's name
 * and the payload, as JSON text, as its cause.
 */
export class FunctionError extends Error {
  readonly payload: FunctionErrorPayload;

  constructor(payload: FunctionErrorPayload) {
    super(`${payload.errorType}: ${payload.errorMessage}`);
    this.name = 'FunctionError';
    this.payload = payload;
  }
}

/**
 * The service refused the invocation before the function saw it. `code` is the exception's name in Lambda's API
 * (`ResourceNotFoundException`, `TooManyRequestsException`, `RequestTooLargeException`); Step Functions reports it as
 * `Lambda.<code>`.
 */
export class InvokeError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'InvokeError';
    this.code = code;
  }
}
