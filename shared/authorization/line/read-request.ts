import { isAccountId, parseArn } from '../../policy/arn.ts';
import type { AccountFacts, Principal, Request, RequestContext } from '../request.ts';
import { booleanAt, isObject, objectAt, optionalText, textAt } from './fields.ts';
import { BadLine } from './line-error.ts';
import { readPrincipal } from './read-principal.ts';

/** Reads `request` of a line. */
export function readRequest(input: unknown): Request {
  const fields = objectAt(input, '/request', 'the request');
  const principal = readPrincipal(fields);
  const action = readAction(fields['action']);
  const resource = readResource(fields['resource']);
  return {
    principal,
    action,
    resource,
    principalAccount: readPrincipalAccount(fields['principalAccount'], principal),
    resourceAccount: readResourceAccount(fields['resourceAccount'], resource),
    context: readContext(fields['context']),
  };
}

function readAction(input: unknown): string {
  const action = textAt(input, '/request/action', '`service:Action`');
  const colon = action.indexOf(':');
  const pattern = action.includes('*') || action.includes('?');
  if (colon > 0 && colon < action.length - 1 && !pattern) return action;
  throw new BadLine('invalid-action', '/request/action', '`service:Action` without wildcards', action);
}

function readResource(input: unknown): string {
  const resource = textAt(input, '/request/resource', 'an ARN or `*`');
  if (resource === '*' || parseArn(resource) !== null) return resource;
  throw new BadLine('invalid-resource', '/request/resource', 'an ARN or `*`', resource);
}

/** Taken from the principal's ARN when absent. */
function readPrincipalAccount(input: unknown, principal: Principal): AccountFacts | null {
  const own = 'accountId' in principal ? principal.accountId : null;
  const given = readAccount(input, '/request/principalAccount');
  if (given !== null && own !== null && given.id !== own) {
    throw new BadLine('contradictory', '/request/principalAccount', `the principal's account ${own}`, given.id);
  }
  return given ?? (own === null ? null : alone(own));
}

/** Taken from the resource's ARN where it holds an account (A08). */
function readResourceAccount(input: unknown, resource: string): AccountFacts | null {
  const written = parseArn(resource)?.accountId ?? '';
  const own = isAccountId(written) ? written : null;
  const given = readAccount(input, '/request/resourceAccount');
  if (given !== null && own !== null && given.id !== own) {
    throw new BadLine(
      'contradictory',
      '/request/resourceAccount',
      `the account ${own} of the resource's ARN`,
      given.id,
    );
  }
  return given ?? (own === null ? null : alone(own));
}

function readAccount(input: unknown, where: string): AccountFacts | null {
  if (input === undefined || input === null) return null;
  if (typeof input === 'string') return alone(readAccountId(input, where));
  if (!isObject(input)) throw new BadLine('wrong-type', where, 'an account id or an object with `id`', input);
  return {
    id: readAccountId(input['id'], `${where}/id`),
    organizationId: optionalText(input['organizationId'], `${where}/organizationId`),
    organizationPath: optionalText(input['organizationPath'], `${where}/organizationPath`),
    managementAccount: booleanAt(input['managementAccount'], `${where}/managementAccount`),
  };
}

function readAccountId(input: unknown, where: string): string {
  const id = textAt(input, where, 'an account id of twelve digits');
  if (isAccountId(id)) return id;
  throw new BadLine('unknown-value', where, 'an account id of twelve digits', id);
}

function alone(id: string): AccountFacts {
  return { id, organizationId: null, organizationPath: null, managementAccount: false };
}

/** Values are texts or lists of texts; numbers and booleans are taken as their text, null as absent. */
function readContext(input: unknown): RequestContext {
  if (input === undefined || input === null) return {};
  const given = objectAt(input, '/request/context');
  const names = Object.keys(given);
  if (names.every((name) => typeof given[name] === 'string') && !coincide(names)) {
    return given as RequestContext; // every value is text, just asked
  }
  const context: Record<string, string | readonly string[]> = {};
  for (const name of names) {
    const value = given[name];
    const where = `/request/context/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (value === null) continue;
    context[name] = Array.isArray(value) ? value.map((one, i) => valueAt(one, `${where}/${i}`)) : valueAt(value, where);
  }
  const twice = coincide(names);
  if (twice !== null) {
    throw new BadLine('contradictory', '/request/context', 'each key once: keys compare without case', twice);
  }
  return context;
}

function valueAt(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new BadLine('wrong-type', where, 'text or a list of texts', value);
}

/** A key that stands twice, in different case (F03); null where none does. */
function coincide(names: readonly string[]): string | null {
  for (let i = 1; i < names.length; i++) {
    for (let j = 0; j < i; j++) {
      const [one, other] = [names[i]!, names[j]!]; // both inside
      if (one.length === other.length && one.toLowerCase() === other.toLowerCase()) return one;
    }
  }
  return null;
}
