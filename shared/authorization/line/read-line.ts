import { pointer } from '../../policy/issues.ts';
import type { NotEvaluated } from '../decision.ts';
import type { Request, World } from '../request.ts';
import { type Fields, isObject } from './fields.ts';
import { BadLine, type LineError } from './line-error.ts';
import { readRequest } from './read-request.ts';
import { readWorld } from './read-world.ts';

/** The name a line goes by: whatever stands in `id`, given back as it is. */
export type LineId = string | number | null;

/** What the line asks; `unknownFields` this version does not know: named in the answer, never passed by in silence. */
export interface ReadQuestion {
  readonly kind: 'question';
  readonly id: LineId;
  readonly request: Request;
  readonly unknownFields: readonly NotEvaluated[];
}

/** The policies and facts of a line. */
export interface ReadWorld {
  readonly world: World;
  readonly unknownFields: readonly NotEvaluated[];
}

export interface ReadError {
  readonly kind: 'error';
  readonly id: LineId;
  readonly error: LineError;
}

/** A line of the contract as a question, or what is wrong with it. */
export type ReadLine = ReadQuestion | ReadError;

/** Reads one decoded JSON line of `nightjar decide`. Never throws on input. */
export function readLine(value: unknown): (ReadQuestion & { readonly world: World }) | ReadError {
  const id = lineId(value);
  return caught(id, () => {
    if (!isObject(value)) throw new BadLine('wrong-type', '', 'an object with `id` and `request`', value);
    const request = readRequest(value['request']);
    const unknownFields = [...unknownIn(value, LINE_FIELDS, ''), ...unknownInRequest(value)];
    return { kind: 'question', id, request, world: readWorld(value), unknownFields };
  });
}

/** Reads the half of a line that holds `id` and `request`, and nothing else. */
export function readQuestionHalf(value: unknown): ReadLine {
  const id = lineId(value);
  return caught(id, () => {
    if (!isObject(value)) throw new BadLine('wrong-type', '', 'an object with `id` and `request`', value);
    return { kind: 'question', id, request: readRequest(value['request']), unknownFields: unknownInRequest(value) };
  });
}

/** Reads the half that holds the policies and facts; null where it is not valid, or says `id` or `request` again. */
export function readWorldHalf(value: unknown): ReadWorld | null {
  if (!isObject(value) || 'id' in value || 'request' in value) return null;
  const read = caught(null, () => ({ world: readWorld(value), unknownFields: unknownIn(value, LINE_FIELDS, '') }));
  return 'world' in read ? read : null;
}

function caught<T>(id: LineId, read: () => T): T | ReadError {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadLine) return { kind: 'error', id, error: error.error };
    throw error;
  }
}

export function lineId(value: unknown): LineId {
  if (!isObject(value)) return null;
  const id = value['id'];
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

const LINE_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'request',
  'identityPolicies',
  'permissionsBoundaries',
  'sessionPolicies',
  'resourcePolicy',
  'serviceControlPolicies',
  'resourceControlPolicies',
  'vpcEndpointPolicies',
  'facts',
]);

const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  'principal',
  'roleArn',
  'userArn',
  'principalId',
  'action',
  'resource',
  'principalAccount',
  'resourceAccount',
  'context',
]);

const NONE: readonly NotEvaluated[] = [];

function unknownInRequest({ request }: Fields): readonly NotEvaluated[] {
  return isObject(request) ? unknownIn(request, REQUEST_FIELDS, '/request') : NONE;
}

function unknownIn(fields: Fields, known: ReadonlySet<string>, at: string): readonly NotEvaluated[] {
  let found: NotEvaluated[] | null = null;
  for (const name in fields) {
    if (known.has(name)) continue;
    found ??= [];
    found.push({ code: 'field-unknown', where: `${at}/${pointer(name)}`, couldChange: false });
  }
  return found ?? NONE;
}
