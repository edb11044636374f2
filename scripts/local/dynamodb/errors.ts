import { AwsJsonError } from '../http/aws-json.ts';

const PREFIX = 'com.amazonaws.dynamodb.v20120810#';

export function validation(message: string): AwsJsonError {
  return new AwsJsonError('com.amazon.coral.validate#ValidationException', message);
}

export function dynamoError(code: string, message: string, members: Record<string, unknown> = {}): AwsJsonError {
  return new AwsJsonError(`${PREFIX}${code}`, message, 400, members);
}

export function notSupported(what: string): AwsJsonError {
  return validation(`${what} is not supported by this stand-in`);
}
