import { type Account, NOT_COLLECTED, type Tags } from '../../../shared/account/model.ts';
import { accountFactsOf } from '../../../shared/account/world.ts';
import type { AccountFacts, Principal } from '../../../shared/authorization/request.ts';
import type { PrincipalRow } from '../../../shared/report/view/rows.ts';

/** Someone who may ask, as rows name it and as a request carries it. */
export interface Asker {
  readonly arn: string;
  readonly principal: Principal;
  readonly account: AccountFacts | null;
  readonly tags: Tags;
  /** An account that was not read: its own policies are taken to allow everything. */
  readonly unread: boolean;
}

/** Users, roles and root of the accounts that were read. */
export function askersOf(accounts: readonly Account[], account: Account): readonly Asker[] {
  const { accountId, partition } = account;
  const facts = accountFactsOf(accounts, accountId);
  const asker = (arn: string, principal: Principal, tags: Tags | typeof NOT_COLLECTED): Asker => ({
    arn,
    principal,
    account: facts,
    tags: tags === NOT_COLLECTED ? {} : tags,
    unread: false,
  });
  const root = `arn:${partition}:iam::${accountId}:root`;
  return [
    asker(root, { kind: 'root', arn: root, accountId }, {}),
    ...account.users.map((u) => asker(u.arn, { kind: 'user', arn: u.arn, accountId, principalId: u.userId }, u.tags)),
    ...account.roles.map((r) => asker(r.arn, { kind: 'role', arn: r.arn, accountId, principalId: r.roleId }, r.tags)),
  ];
}

/** A principal of a run that is of no account that was read: a service, a token, another account, anyone. */
export function outsider(accounts: readonly Account[], { arn, type }: PrincipalRow): Asker | null {
  const made = (principal: Principal): Asker => ({ arn, principal, account: null, tags: {}, unread: false });
  switch (type) {
    case 'service':
      return made({ kind: 'service', service: arn.slice('service:'.length) });
    case 'federated':
      return made({ kind: 'federated', provider: arn.slice('federated:'.length) });
    case 'anonymous':
      return made({ kind: 'anonymous' });
    case 'account': {
      const id = arn.split(':')[4] ?? '';
      const user = `arn:aws:iam::${id}:user/example`;
      return {
        ...made({ kind: 'user', arn: user, accountId: id, principalId: null }),
        account: accountFactsOf(accounts, id),
        unread: true,
      };
    }
    default:
      return null;
  }
}

/** Something that is asked for: collected, or an entity of IAM. */
export interface Asked {
  readonly arn: string;
  readonly type: string;
  readonly region: string | null;
  readonly tags: Tags;
  readonly owner: Account;
  readonly details: Readonly<Record<string, unknown>>;
}

export function askedOf(account: Account): readonly Asked[] {
  const made = (type: string, arn: string, tags: Tags | typeof NOT_COLLECTED): Asked => ({
    arn,
    type,
    region: null,
    tags: tags === NOT_COLLECTED ? {} : tags,
    owner: account,
    details: {},
  });
  return [
    ...account.resources.map((r) => ({ ...made(r.type, r.arn, r.tags), region: r.region, details: r.details })),
    ...account.roles.map((r) => made('AWS::IAM::Role', r.arn, r.tags)),
    ...account.users.map((u) => made('AWS::IAM::User', u.arn, u.tags)),
    ...account.groups.map((g) => made('AWS::IAM::Group', g.arn, {})),
    ...[...account.managedPolicies.values()]
      .filter(({ arn }) => arn.includes(`:${account.accountId}:`))
      .map((p) => made('AWS::IAM::ManagedPolicy', p.arn, {})),
  ];
}
