import type { NotEvaluated } from '../decision.ts';
import type { Request, World } from '../request.ts';
import { type Fields, isObject } from './fields.ts';
import { BadLine, type LineError } from './line-error.ts';
import { readRequest } from './read-request.ts';
import { readWorld } from './read-world.ts';

/** The name a line goes by: whatever stands in `id`, given back as it is. */
export type LineId = string | number | null;

/** A line of the contract as a question, or what is wrong with it. */
export type ReadLine =
  | {
      readonly kind: 'question';
      readonly id: LineId;
      readonly request: Request;
      readonly world: World;
      /** Fields that this version does not know: named in the answer, never passed by in silence. */
      readonly unknownFields: readonly NotEvaluated[];
    }
  | { readonly kind: 'error'; readonly id: LineId; readonly error: LineError };

/** Reads one decoded JSON line of `nightjar decide`. Never throws on input. */
export function readLine(value: unknown): ReadLine {
  const id = lineId(value);
  try {
    if (!isObject(value)) throw new BadLine('wrong-type', '', 'an object with `id` and `request`', value);
    const request = readRequest(value['request']);
    return { kind: 'question', id, request, world: readWorld(value), unknownFields: unknownFields(value) };
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

function unknownFields(line: Fields): readonly NotEvaluated[] {
  const found: NotEvaluated[] = [];
  const look = (fields: Fields, known: ReadonlySet<string>, at: string): void => {
    for (const name in fields) {
      if (known.has(name)) continue;
      const where = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      found.push({ code: 'field-unknown', where, couldChange: false });
    }
  };
  look(line, LINE_FIELDS, '');
  if (isObject(line['request'])) look(line['request'], REQUEST_FIELDS, '/request');
  return found;
}
