import type { Gates } from './gate.ts';
import { Gatekeeper, type HttpAnswer, type HttpRequest, type Listener, listen } from './listener.ts';

/** An error of a service with the AWS JSON protocol. */
export class AwsJsonError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the exception: cancellation reasons, an item. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsJsonError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

export type JsonInput = Readonly<Record<string, unknown>>;
export type Operation = (input: JsonInput) => unknown;
export type Operations = ReadonlyMap<string, Operation>;

export interface AwsJsonService {
  /** The part of `X-Amz-Target` before the dot. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly service: string;
  readonly operations: Operations;
  readonly gates?: Gates;
}

/** Serves operations with the AWS JSON protocol; one that is not there fails with its name. */
export function listenAwsJson(service: AwsJsonService): Promise<Listener> {
  const keeper = new Gatekeeper(service.service, service.gates);
  return listen((request) => answer(service, keeper, request));
}

async function answer(service: AwsJsonService, keeper: Gatekeeper, request: HttpRequest): Promise<HttpAnswer> {
  const type = `application/x-amz-json-${service.version}`;
  try {
    const [target, name = ''] = (request.headers['x-amz-target'] ?? '').split('.');
    const operation = service.operations.get(name);
    if (target !== service.target || !operation) {
      const asked = request.headers['x-amz-target'] ?? `${request.method} ${request.path}`;
      throw new AwsJsonError('UnknownOperationException', `operation \`${asked}\` is not supported by this stand-in`);
    }
    const input = parse(request.body);
    const passed = await keeper.pass(name, input, request.headers, () => operation(input));
    if ('refusal' in passed) {
      const { code, message, status } = passed.refusal;
      throw new AwsJsonError(code, message, status);
    }
    return { status: 200, headers: { 'content-type': type }, body: JSON.stringify(passed.value ?? {}) };
  } catch (error) {
    if (!(error instanceof AwsJsonError)) throw error;
    const body = JSON.stringify({ __type: error.code, message: error.message, ...error.members });
    return { status: error.status, headers: { 'content-type': type }, body };
  }
}

function parse(body: Buffer): JsonInput {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsJsonError('SerializationException', 'expected a JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsJsonError('SerializationException', 'expected a JSON object');
  }
  // Safe: checked above to be an object.
  return value as JsonInput;
}
