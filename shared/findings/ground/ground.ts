import type { Account, ManagedPolicy, Resource, Role, User } from '../../account/model.ts';
import { NOT_COLLECTED } from '../../account/model.ts';
import { parseArn } from '../../policy/arn.ts';
import { type OwnPrincipal, ownPrincipalsOf } from './principals.ts';

/** What every finding stands on: the customer's accounts, the one that is asked about, and who and what is in them. */
export interface Ground {
  readonly accounts: readonly Account[];
  readonly subject: Account;
  /** ISO 8601 UTC. */
  readonly analysisTime: string;
  /** Users and roles of all accounts that were read, service-linked roles left out, by ARN; sorted. */
  readonly principals: ReadonlyMap<string, OwnPrincipal>;
  /** ARNs of administrators: users and roles. */
  readonly administrators: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly users: ReadonlyMap<string, User>;
  /** Accounts that were read or belong to the organization of one that was: not outsiders. */
  readonly customerAccounts: ReadonlySet<string>;
}

export function groundOf(
  accounts: readonly Account[],
  subjectId: string,
  analysisTime: string,
  administrators: ReadonlySet<string>,
): Ground | null {
  const subject = accounts.find(({ accountId }) => accountId === subjectId);
  if (subject === undefined) return null;
  const customerAccounts = new Set(accounts.map(({ accountId }) => accountId));
  for (const { organization } of accounts) {
    if (organization === null || organization === NOT_COLLECTED) continue;
    customerAccounts.add(organization.managementAccountId);
    if (organization.accountIds !== NOT_COLLECTED) for (const id of organization.accountIds) customerAccounts.add(id);
  }
  const principals = accounts.flatMap(ownPrincipalsOf).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  return {
    accounts,
    subject,
    analysisTime,
    principals: new Map(principals.map((one) => [one.arn, one])),
    administrators,
    roles: new Map(accounts.flatMap(({ roles }) => roles.map((role) => [role.arn, role] as const))),
    users: new Map(accounts.flatMap(({ users }) => users.map((user) => [user.arn, user] as const))),
    customerAccounts,
  };
}

/** The account that an ARN names; empty where it names none. */
export function accountIdOf(arn: string): string {
  return parseArn(arn)?.accountId ?? '';
}

/** The last part of an ARN's name, as people say it. */
export function nameOf(arn: string): string {
  if (arn.endsWith(':root')) return `account ${accountIdOf(arn)}`;
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

/** True for a policy that AWS wrote. */
export function isAwsManaged(policy: ManagedPolicy): boolean {
  return accountIdOf(policy.arn) === 'aws';
}

/** A tag's value by its name without case; null where there is none or none was collected. */
export function tagOf({ tags }: Pick<Resource, 'tags'>, name: string): string | null {
  if (tags === NOT_COLLECTED) return null;
  for (const [key, value] of Object.entries(tags)) if (key.toLowerCase() === name) return value;
  return null;
}
