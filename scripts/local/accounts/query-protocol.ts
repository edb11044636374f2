import type { HttpAnswer, HttpRequest } from '../http/listener.ts';
import { escapeXml } from '../http/xml.ts';

/** An error of a service with the AWS query protocol. */
export class QueryError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
    this.status = status;
  }
}

export type XmlValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** A parsed request: `Action`, `Version` and the parameters, lists by their `Name.member.N`. */
export interface QueryRequest {
  readonly action: string;
  readonly version: string;
  readonly parameters: URLSearchParams;
}

export function readQuery(request: HttpRequest): QueryRequest {
  const parameters = new URLSearchParams(request.body.toString('utf8'));
  const action = parameters.get('Action') ?? `${request.method} ${request.path}`;
  const version = parameters.get('Version') ?? '';
  parameters.delete('Action');
  parameters.delete('Version');
  return { action, version, parameters };
}

/** `Name.member.1`, `Name.member.2`, … in order. */
export function listOf(parameters: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let at = 1; parameters.has(`${name}.member.${at}`); at += 1)
    values.push(parameters.get(`${name}.member.${at}`) ?? '');
  return values;
}

/** A parameter that is not honoured here must not pass unseen. */
export function only({ action, parameters }: QueryRequest, names: readonly string[]): void {
  for (const name of parameters.keys()) {
    if (!names.includes(name.split('.')[0] ?? '')) {
      throw new QueryError('ValidationError', `${action}: parameter \`${name}\` is not supported by this stand-in`);
    }
  }
}

/** Whole numbers of a parameter within bounds; ValidationError outside. */
export function numberOf(parameters: URLSearchParams, name: string, least: number, most: number): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new QueryError(
    'ValidationError',
    `Value '${text}' at '${name}' failed to satisfy constraint: ${least} to ${most}`,
  );
}

const NAMESPACES: Readonly<Record<string, string>> = {
  '2011-06-15': 'https://sts.amazonaws.com/doc/2011-06-15/',
  '2010-05-08': 'https://iam.amazonaws.com/doc/2010-05-08/',
};
const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

export function queryAnswer({ action, version }: QueryRequest, result: XmlValue): HttpAnswer {
  const metadata = `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata>`;
  const inner = `${xmlOf(`${action}Result`, result)}${metadata}`;
  const body = `<${action}Response xmlns="${NAMESPACES[version] ?? ''}">${inner}</${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

export function queryFailure(error: { status: number; code: string; message: string }, version: string): HttpAnswer {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const inner = xmlOf('Error', { Type: type, Code: error.code, Message: error.message });
  const body = `<ErrorResponse xmlns="${NAMESPACES[version] ?? ''}">${inner}<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
}

/** Lists as `<member>`s; null and undefined are left out. */
export function xmlOf(name: string, value: XmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const inner = Array.isArray(value)
    ? value.map((item: XmlValue) => xmlOf('member', item))
    : Object.entries(value).map(([child, inner]) => xmlOf(child, inner));
  return `<${name}>${inner.join('')}</${name}>`;
}
