/** An error of the S3 API. */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = status;
  }
}

/** What this stand-in does not do fails with its name, and is not retried by the SDK. */
export function notSupported(what: string): S3Error {
  return new S3Error(400, 'NotSupportedHere', `${what} is not supported by this stand-in`);
}
