import type { AccountFacts } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { type Account, NOT_COLLECTED, type OrganizationView } from '../model.ts';
import { inventoryOf } from './inventory.ts';

/**
 * What is known of an account as caller or owner. An account that was not read but stands in the collected tree of
 * another's organization has that organization's id, without a path.
 */
export function accountFactsOf(accounts: readonly Account[], accountId: string): AccountFacts {
  const own = inventoryOf(accounts).accounts.get(accountId)?.organization;
  if (own === null) return outside(accountId);
  if (own !== undefined && own !== NOT_COLLECTED) return inside(accountId, own, own.path);
  for (const { organization } of accounts) {
    if (organization === null || organization === NOT_COLLECTED) continue;
    const listed = organization.accountIds !== NOT_COLLECTED && organization.accountIds.includes(accountId);
    if (listed || organization.managementAccountId === accountId) return inside(accountId, organization, null);
  }
  return outside(accountId);
}

function inside(id: string, organization: OrganizationView, path: string | null): AccountFacts {
  return {
    id,
    organizationId: organization.organizationId,
    organizationPath: path,
    managementAccount: organization.managementAccountId === id,
  };
}

function outside(id: string): AccountFacts {
  return { id, organizationId: null, organizationPath: null, managementAccount: false };
}

/** Levels root, OUs, account; null: none apply, or they are not known (`known: false`). */
export interface OrganizationLevels {
  readonly levels: readonly (readonly NamedPolicy[])[] | null;
  readonly known: boolean;
}

/** SCPs of a caller's account (D01–D04) or RCPs of an owner's (D12, D14). The management account has neither. */
export function levelsOf(
  accounts: readonly Account[],
  accountId: string,
  kind: 'serviceControlPolicies' | 'resourceControlPolicies',
): OrganizationLevels {
  const own = inventoryOf(accounts).accounts.get(accountId)?.organization;
  if (own === null) return { levels: null, known: true };
  if (accountFactsOf(accounts, accountId).managementAccount) return { levels: null, known: true };
  if (own === undefined || own === NOT_COLLECTED) return { levels: null, known: false };
  const levels = own[kind];
  if (levels === NOT_COLLECTED) return { levels: null, known: false };
  return { levels: levels.length === 0 ? null : levels, known: true };
}
