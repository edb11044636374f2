import type { Question } from './question.ts';

/**
 * Smaller questions, each with one thing taken away: what shrinking tries, largest part first. None of them takes an
 * element away that a policy must have.
 */
export function* reductions(question: Question): Generator<Question> {
  const { world, request } = question;
  for (const layer of NULLABLE) {
    if (world[layer] !== null) yield { request, world: { ...world, [layer]: null } };
  }
  if (world.identityPolicies.length > 0) yield { request, world: { ...world, identityPolicies: [] } };
  for (const smaller of smallerValues(world)) {
    // Only parts were taken out of the same shape.
    yield { request, world: smaller as Question['world'] };
  }
  for (const key of Object.keys(request.context)) {
    const { [key]: _, ...context } = request.context;
    yield { world, request: { ...request, context } };
  }
  for (const side of ['principalAccount', 'resourceAccount'] as const) {
    const account = request[side];
    if (account !== null && account.organizationId !== null) {
      const alone = { id: account.id, organizationId: null, organizationPath: null, managementAccount: false };
      yield { world, request: { ...request, [side]: alone } };
    }
  }
}

const NULLABLE = [
  'facts',
  'resourceControlPolicies',
  'serviceControlPolicies',
  'vpcEndpointPolicies',
  'sessionPolicies',
  'permissionsBoundaries',
  'resourcePolicy',
] as const;

/** Elements of a statement that it can do without, and facts that can be unknown. */
const OPTIONAL = new Set(['Condition', 'Sid']);
const OPTIONAL_FACTS = new Set([
  's3',
  'kms',
  'accessPoint',
  'publicAccessBlock',
  'bucketAcl',
  'objectAcl',
  'objectOwner',
  'objectOwnership',
  'grants',
  'state',
  'keyManager',
  'constraints',
  'policy',
  'vpcId',
]);

function* smallerValues(value: unknown, inside = ''): Generator<unknown> {
  if (Array.isArray(value)) {
    const required = ['Action', 'NotAction', 'Resource', 'NotResource', 'AWS', 'Service', 'values'].includes(inside);
    const items: readonly unknown[] = value;
    if (required && items.length > 1) yield* items;
    for (const [index, item] of items.entries()) {
      if (!required || items.length > 1) yield items.toSpliced(index, 1);
      for (const smaller of smallerValues(item, inside === 'values' ? 'value' : '')) yield items.with(index, smaller);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  for (const [name, item] of Object.entries(fields)) {
    const { [name]: _, ...without } = fields;
    if (OPTIONAL.has(name)) yield without;
    else if (OPTIONAL_FACTS.has(name) && item !== null) yield { ...fields, [name]: null };
    else if (inside === 'Condition' || inside === 'operator') {
      if (Object.keys(fields).length > 1) yield without;
    } else if (['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(name) && Object.keys(fields).length > 1) {
      yield without;
    }
    const next = inside === 'Condition' ? 'operator' : inside === 'operator' ? 'values' : name;
    for (const smaller of smallerValues(item, next)) yield { ...fields, [name]: smaller };
  }
}

/** The smallest question that still fails: one part after the other is taken away as long as it does. */
export function reduce(question: Question, fails: (question: Question) => boolean, attempts = 4000): Question {
  let smallest = question;
  let left = attempts;
  for (let found = true; found && left > 0; ) {
    found = false;
    for (const smaller of reductions(smallest)) {
      left -= 1;
      if (left <= 0) break;
      if (fails(smaller)) {
        smallest = smaller;
        found = true;
        break;
      }
    }
  }
  return smallest;
}
