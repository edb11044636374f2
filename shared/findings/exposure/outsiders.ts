import type { Principal } from '../../authorization/request.ts';
import { parseArn } from '../../policy/arn.ts';
import type { PrincipalEntry, Statement } from '../../policy/model.ts';
import type { Ground } from '../ground/ground.ts';

/** An account that nobody has: whoever in the world holds an AWS account. */
const SOMEBODYS_ACCOUNT = '000000000000';

/** Someone outside the customer whom a statement lets in. */
export interface Outsider {
  /** As findings name it: an account's root ARN, `anonymous`, or `any AWS account`. */
  readonly name: string;
  readonly everyone: boolean;
  readonly principal: Principal;
}

export const ANONYMOUS: Outsider = { name: 'anonymous', everyone: true, principal: { kind: 'anonymous' } };

export function anyAwsAccount(partition: string): Outsider {
  return { name: 'any AWS account', everyone: true, principal: userOf(partition, SOMEBODYS_ACCOUNT) };
}

/** Whom a statement's Principal names outside the customer; everyone counts twice: unsigned, and of any account. */
export function outsidersOf(ground: Ground, { principal, conditions }: Statement): readonly Outsider[] {
  if (principal === null) return [];
  const { partition } = ground.subject;
  const found = new Map<string, Outsider>();
  const add = (one: Outsider): void =>
    void found.set(`${one.name} ${'arn' in one.principal ? one.principal.arn : ''}`, one);
  for (const entry of principal.negated ? [] : principal.entries) {
    if (entry.kind !== 'everyone') {
      const named = namedOutsider(ground, entry);
      if (named !== null) add(named);
    }
  }
  if (principal.negated || principal.entries.some(({ kind }) => kind === 'everyone')) {
    add(ANONYMOUS);
    add(anyAwsAccount(partition));
    for (const { keyId, values } of conditions) {
      for (const value of values) {
        const id = keyId === 'aws:principalarn' ? (parseArn(value)?.accountId ?? '') : value;
        if (!ACCOUNT_KEYS.has(keyId) || !/^\d{12}$/.test(id) || ground.customerAccounts.has(id)) continue;
        add({ name: rootOf(partition, id), everyone: false, principal: userOf(partition, id) });
      }
    }
  }
  return [...found.values()];
}

const ACCOUNT_KEYS: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount']);

function namedOutsider({ subject, customerAccounts }: Ground, entry: PrincipalEntry): Outsider | null {
  if (!('accountId' in entry) || customerAccounts.has(entry.accountId)) return null;
  const { accountId } = entry;
  const name = rootOf(subject.partition, accountId);
  if (entry.kind === 'user' || entry.kind === 'role') {
    return { name, everyone: false, principal: { kind: entry.kind, arn: entry.text, accountId, principalId: null } };
  }
  return { name, everyone: false, principal: userOf(subject.partition, accountId) };
}

export function rootOf(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

function userOf(partition: string, accountId: string): Principal {
  return { kind: 'user', arn: `arn:${partition}:iam::${accountId}:user/somebody`, accountId, principalId: null };
}
