import { AwsJsonError } from '../http/aws-json.ts';

/** An error of the KMS API, by its exception's name. */
export function kmsError(code: string, message: string): AwsJsonError {
  return new AwsJsonError(code, message);
}

export function validation(message: string): AwsJsonError {
  return kmsError('ValidationException', message);
}
