import { NOT_COLLECTED, type Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import { isAccountId, parseArn } from '../../policy/arn.ts';
import type { NamedPolicy } from '../../policy/model.ts';

/** Accounts that a resource's policies and grants name, whoever they are: the only ones worth asking about it. */
export function namedAccounts(resource: Resource): readonly string[] {
  const policies = [resource.policy, ...resource.partPolicies.values()];
  const grantees = (fieldsOf(resource, 'AWS::KMS::Key')?.grants ?? []).map(({ granteePrincipal }) => granteePrincipal);
  return [
    ...policies.flatMap((policy) => (policy === null || policy === NOT_COLLECTED ? [] : accountsIn(policy))),
    ...grantees.flatMap((grantee) => parseArn(grantee)?.accountId ?? []),
  ];
}

function accountsIn({ document }: NamedPolicy): readonly string[] {
  return document.statements.flatMap(({ effect, principal, conditions }) => {
    if (effect === 'Deny' || principal === null) return [];
    const named = principal.entries.flatMap((entry) => ('accountId' in entry ? [entry.accountId] : []));
    const values = conditions.flatMap((condition) => condition.values);
    const inConditions = values.map((value) => parseArn(value)?.accountId ?? value).filter(isAccountId);
    return [...named, ...inConditions];
  });
}
