import type { Account, Group, Resource, Role, User } from '../model.ts';
import { fieldsOf } from '../resources/known.ts';
import { parentArn } from './containment.ts';

/** What the accounts of one customer hold, by ARN and name. */
export interface Inventory {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly users: ReadonlyMap<string, { readonly account: Account; readonly user: User }>;
  readonly roles: ReadonlyMap<string, { readonly account: Account; readonly role: Role }>;
  /** By account id and name. */
  readonly groups: ReadonlyMap<Account, ReadonlyMap<string, Group>>;
  readonly resources: ReadonlyMap<string, Held>;
  /** Access points and key aliases by ARN: they are named on their own, and are part of a bucket or key. */
  readonly named: ReadonlyMap<string, Held>;
}

/** A collected resource with the account whose snapshot holds it. */
export interface Held {
  readonly account: Account;
  readonly resource: Resource;
}

// A memory of what was already computed, keyed by the very array: it changes no answer, only its price.
const inventories = new WeakMap<readonly Account[], Inventory>();

/** The inventory of these accounts; built once per array. Where two accounts claim an ARN, the first in the array has it. */
export function inventoryOf(accounts: readonly Account[]): Inventory {
  const known = inventories.get(accounts);
  if (known !== undefined) return known;
  const built = build(accounts);
  inventories.set(accounts, built);
  return built;
}

function build(accounts: readonly Account[]): Inventory {
  const users = new Map<string, { account: Account; user: User }>();
  const roles = new Map<string, { account: Account; role: Role }>();
  const groups = new Map<Account, ReadonlyMap<string, Group>>();
  const resources = new Map<string, Held>();
  const named = new Map<string, Held>();
  for (const account of accounts) {
    for (const user of account.users) addFirst(users, user.arn, { account, user });
    for (const role of account.roles) addFirst(roles, role.arn, { account, role });
    groups.set(account, new Map(account.groups.map((group) => [group.name, group])));
    for (const resource of account.resources) {
      addFirst(resources, resource.arn, { account, resource });
      for (const point of fieldsOf(resource, 'AWS::S3::Bucket')?.accessPoints ?? []) {
        addFirst(named, point.accessPointArn, { account, resource });
      }
      for (const alias of fieldsOf(resource, 'AWS::KMS::Key')?.aliases ?? []) {
        addFirst(named, alias.aliasArn, { account, resource });
      }
    }
  }
  const byId = new Map<string, Account>();
  for (const account of accounts) addFirst(byId, account.accountId, account);
  return { accounts: byId, users, roles, groups, resources, named };
}

function addFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

/**
 * The collected resource that an ARN names or lies in (an object in its bucket, an index in its table, a qualifier at
 * its function, an access point at its bucket, an alias at its key); null where none was collected.
 */
export function containerOf(accounts: readonly Account[], arn: string): Held | null {
  const inventory = inventoryOf(accounts);
  // INVARIANT: each parent is shorter or of another service, so the chain ends.
  for (let at: string | null = arn; at !== null; at = parentArn(at)) {
    const held = inventory.resources.get(at) ?? inventory.named.get(at);
    if (held !== undefined) return held;
  }
  return null;
}

/**
 * The account that owns what an ARN names (rule A08): as the ARN says, or, where it names none (S3, API Gateway), the
 * account whose snapshot holds the resource; null where neither tells.
 */
export function ownerOf(accounts: readonly Account[], arn: string): string | null {
  const inArn = arn.split(':', 6)[4] ?? '';
  if (/^\d{12}$/.test(inArn)) return inArn;
  return containerOf(accounts, arn)?.resource.accountId ?? null;
}
