import { evaluateCondition } from '../../authorization/condition.ts';
import { contextOf, lookupIn } from '../../authorization/context.ts';
import type { Request, RequestContext } from '../../authorization/request.ts';
import type { Condition, PolicyVersion } from '../../policy/model.ts';
import { expandTemplate, parseTemplate, plainText } from '../../policy/variables.ts';

/**
 * Values that a request could carry so that a condition holds, or does not. They are proposals: whether the request
 * is then allowed is for `decide` to say.
 */

/** Keys that follow from who asks, for what, and by which service: a request cannot choose them. */
const FIXED_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:userid',
  'aws:username',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  // SNS and KMS set these to the caller's own account (M22).
  'aws:sourceowner',
  'kms:calleraccount',
  'iam:passedtoservice',
  'iam:policyarn',
  'iam:permissionsboundary',
]);

/** Keys of calls that services make for a resource (F26): no user or role can set them. */
const SERVICE_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

/** Whether the request itself decides the key's value: then "allowed if …" is the honest answer (F32). */
export function isFree(keyId: string, request: Request): boolean {
  if (FIXED_KEYS.has(keyId) || keyId.startsWith('aws:principaltag/') || keyId.includes(':resourcetag/')) return false;
  if (keyId === 'aws:requestedregion') return !/^arn:[^:]*:[^:]*:[^:*]+:/.test(request.resource);
  return request.principal.kind === 'service' || !SERVICE_KEYS.has(keyId);
}

/** The context with which the condition holds; null where the context already says otherwise or nothing is known to do. */
export function satisfying(condition: Condition, version: PolicyVersion, request: Request): RequestContext | null {
  const { context } = request;
  if (evaluateCondition(condition, version, lookupIn(contextOf(request))) === 'true') return context;
  if (condition.operator === 'Null') {
    return condition.values[0] === 'true' ? without(context, condition) : withValue(context, condition, 'x');
  }
  for (const value of expandedValues(condition, version, request)) {
    const proposal = matchingValue(condition, value);
    if (proposal === null) continue;
    const next = withValue(context, condition, proposal);
    if (next !== null) return next;
  }
  return null;
}

/** The context with which the condition does not hold; null as above. */
export function violating(condition: Condition, version: PolicyVersion, request: Request): RequestContext | null {
  const { context } = request;
  if (condition.operator === 'Null') {
    return condition.values[0] === 'true' ? withValue(context, condition, 'x') : without(context, condition);
  }
  const [value] = expandedValues(condition, version, request);
  if (value === undefined) return null;
  const proposal = isNegated(condition)
    ? matchingValue({ ...condition, operator: positive(condition.operator) }, value)
    : otherValue(condition, value);
  return proposal === null ? null : withValue(context, condition, proposal);
}

function isNegated({ operator }: Condition): boolean {
  return operator.includes('Not');
}

function positive(operator: Condition['operator']): Condition['operator'] {
  switch (operator) {
    case 'NotIpAddress':
      return 'IpAddress';
    default:
      return operator.replace('Not', '') as Condition['operator']; // every negated operator is its positive with `Not`
  }
}

/** The values with the variables that the request knows put in; those without a value are left out (G05). */
function expandedValues(condition: Condition, version: PolicyVersion, request: Request): readonly string[] {
  const lookup = lookupIn(contextOf(request));
  return condition.values.flatMap((text) => {
    const expansion = expandTemplate(parseTemplate(text, version), lookup);
    return expansion.kind === 'parts' ? [plainText(expansion.parts)] : [];
  });
}

/** A value that the positive operator accepts; null where none is known. */
function matchingValue({ operator }: Condition, value: string): string | null {
  switch (operator) {
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return value.replaceAll(/[*?]/g, 'x');
    case 'NumericLessThan':
      return String(Number(value) - 1);
    case 'NumericGreaterThan':
      return String(Number(value) + 1);
    case 'DateLessThan':
      return moved(value, -1);
    case 'DateGreaterThan':
      return moved(value, 1);
    case 'IpAddress':
      return value.split('/')[0] ?? null;
    case 'StringEquals':
    case 'StringEqualsIgnoreCase':
    case 'NumericEquals':
    case 'NumericLessThanEquals':
    case 'NumericGreaterThanEquals':
    case 'DateEquals':
    case 'DateLessThanEquals':
    case 'DateGreaterThanEquals':
    case 'Bool':
    case 'BinaryEquals':
      return value;
    case 'NumericNotEquals':
      return String(Number(value) + 1);
    case 'DateNotEquals':
      return moved(value, 1);
    case 'StringNotEquals':
    case 'StringNotEqualsIgnoreCase':
    case 'StringNotLike':
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return `${value.replaceAll(/[*?]/g, '')}-other`;
    case 'NotIpAddress':
      return '192.0.2.1';
    case 'Null':
      return null;
  }
}

/** A value that a positive operator does not accept. */
function otherValue(condition: Condition, value: string): string | null {
  switch (condition.operator) {
    case 'Bool':
      return value === 'true' ? 'false' : 'true';
    case 'NumericLessThan':
    case 'NumericGreaterThanEquals':
    case 'NumericLessThanEquals':
    case 'NumericGreaterThan': {
      const step = condition.operator.includes('Less') ? 1 : -1;
      return String(Number(value) + step);
    }
    case 'DateLessThan':
    case 'DateLessThanEquals':
      return moved(value, 1);
    case 'DateGreaterThan':
    case 'DateGreaterThanEquals':
      return moved(value, -1);
    case 'NumericEquals':
      return String(Number(value) + 1);
    case 'DateEquals':
      return moved(value, 1);
    case 'IpAddress':
      return '192.0.2.1';
    default:
      return 'nightjar-other-value';
  }
}

function moved(time: string, seconds: number): string | null {
  const at = /^\d+$/.test(time) ? Number(time) * 1000 : Date.parse(time);
  return Number.isNaN(at) ? null : new Date(at + seconds * 1000).toISOString();
}

function withValue(
  context: RequestContext,
  { key, keyId, quantifier }: Condition,
  value: string,
): RequestContext | null {
  for (const [known, carried] of Object.entries(context)) {
    if (known.toLowerCase() !== keyId) continue;
    return carried === value || (Array.isArray(carried) && carried.length === 1 && carried[0] === value)
      ? context
      : null;
  }
  return { ...context, [key]: quantifier === null ? value : [value] };
}

/** The key must stay absent: nothing to add, and a contradiction where it is already carried. */
function without(context: RequestContext, { keyId }: Condition): RequestContext | null {
  return Object.keys(context).some((key) => key.toLowerCase() === keyId) ? null : context;
}
