import type { World } from '../../authorization/request.ts';
import type { NamedPolicy, PolicyDocument, Statement } from '../../policy/model.ts';

/**
 * A world without what only the request decides: allows lose those conditions, denies that hang on one are left out.
 * What it does not allow, no request is allowed.
 */
export function relaxed(world: World, free: (keyId: string) => boolean): World {
  const each = (policies: readonly NamedPolicy[]) => policies.map((policy) => relaxedPolicy(policy, free));
  const some = (policies: readonly NamedPolicy[] | null) => (policies === null ? null : each(policies));
  const levels = (all: readonly (readonly NamedPolicy[])[] | null) => (all === null ? null : all.map(each));
  return {
    ...world,
    identityPolicies: each(world.identityPolicies),
    permissionsBoundaries: some(world.permissionsBoundaries),
    resourcePolicy: world.resourcePolicy === null ? null : relaxedPolicy(world.resourcePolicy, free),
    serviceControlPolicies: levels(world.serviceControlPolicies),
    resourceControlPolicies: levels(world.resourceControlPolicies),
  };
}

function relaxedPolicy(policy: NamedPolicy, free: (keyId: string) => boolean): NamedPolicy {
  const { document } = policy;
  const hanging = document.statements.filter((one) => one.conditions.some(({ keyId }) => free(keyId)));
  if (hanging.length === 0) return policy;
  const key = hanging
    .map(({ index, conditions }) => `${index}:${conditions.map(({ keyId }) => (free(keyId) ? 1 : 0)).join('')}`)
    .join();
  return { name: policy.name, document: remembered(document, key, () => relaxedDocument(document, free)) };
}

// A memory of what was already computed, keyed by the very document: it changes no answer, only its price.
const memory = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

function remembered(document: PolicyDocument, key: string, make: () => PolicyDocument): PolicyDocument {
  let forDocument = memory.get(document);
  if (forDocument === undefined) {
    forDocument = new Map();
    memory.set(document, forDocument);
  }
  let made = forDocument.get(key);
  if (made === undefined) {
    made = make();
    forDocument.set(key, made);
  }
  return made;
}

function relaxedDocument(document: PolicyDocument, free: (keyId: string) => boolean): PolicyDocument {
  const statements = document.statements.flatMap((statement): readonly Statement[] => {
    const conditions = statement.conditions.filter(({ keyId }) => !free(keyId));
    if (conditions.length === statement.conditions.length) return [statement];
    return statement.effect === 'Deny' ? [] : [{ ...statement, conditions }];
  });
  return { ...document, statements };
}
