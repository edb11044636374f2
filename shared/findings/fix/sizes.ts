import type { Account } from '../../account/model.ts';

/** Where a policy stands: what its size is measured against (L09, `reference_iam-quotas.html`). */
export type PolicyPlace = 'managed' | 'user-inline' | 'role-inline' | 'group-inline' | 'trust' | 'resource';

/** Most characters, white space not counted; for inline policies the sum over those of one holder. */
const MOST_CHARACTERS: Readonly<Record<Exclude<PolicyPlace, 'resource'>, number>> = {
  managed: 6144,
  'user-inline': 2048,
  'role-inline': 10_240,
  'group-inline': 5120,
  trust: 2048,
};

/** What a resource takes differs by service; the smallest of those that are known is asked for. */
const MOST_OF_RESOURCE = 20_480;

/** `beside`: the other inline policies of the same holder. */
export function fits(place: PolicyPlace, document: unknown, beside: readonly unknown[] = []): boolean {
  const size = [document, ...beside].reduce<number>((sum, one) => sum + charactersOf(one), 0);
  return size <= (place === 'resource' ? MOST_OF_RESOURCE : MOST_CHARACTERS[place]);
}

function charactersOf(document: unknown): number {
  return (JSON.stringify(document) ?? '').replaceAll(/\s/g, '').length;
}

/** The documents of the other inline policies of a holder. */
export function besides(account: Account, holderArn: string, name: string): readonly unknown[] {
  const holder = [...account.users, ...account.groups, ...account.roles].find(({ arn }) => arn === holderArn);
  return (holder?.inlinePolicies ?? []).filter((policy) => policy.name !== name).map(({ document }) => document.source);
}
