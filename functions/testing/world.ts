import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import type { Link } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import type { AccountReaders } from '../ports/account-reader.ts';
import type { Clock } from '../ports/clock.ts';
import { MemoryBucket } from './memory-bucket.ts';
import { MemoryDirectory, MemoryTenants } from './memory-rows.ts';
import { memoryVault } from './memory-vault.ts';

/** A clock that is set by hand. */
export class HandClock implements Clock {
  time: string;

  constructor(time: string) {
    this.time = time;
  }

  now(): string {
    return this.time;
  }

  advance(seconds: number): void {
    this.time = new Date(Date.parse(this.time) + seconds * 1000).toISOString().replace('.000Z', 'Z');
  }
}

export interface TestAccount {
  readonly accountId: string;
  /** Text of each work item's pages; an item that is missing was not collected. */
  readonly items: Readonly<Record<string, readonly string[]>>;
}

export interface TestCustomer {
  /** Items that are read through the customer's organization link; none: it has no such link. */
  readonly organization?: TestAccount;
  readonly customerId: string;
  readonly timeZone: string;
  readonly reportTime: string;
  readonly firstNight: string;
  readonly accounts: readonly TestAccount[];
}

/** Every port of the steps in memory, with customers already linked. */
export class World {
  readonly tenants = new MemoryTenants();
  readonly directory = new MemoryDirectory();
  readonly bucket = new MemoryBucket();
  readonly vault = memoryVault();
  readonly clock: HandClock;
  /** Reads by account and item, in order. */
  readonly reads: string[] = [];
  readonly #items = new Map<string, TestAccount['items']>();

  constructor(time: string) {
    this.clock = new HandClock(time);
  }

  readonly readers: AccountReaders = {
    open: async (link: Link) => ({
      pages: (itemId: string) => this.#pages(link.accountId, itemId),
    }),
  };

  ports() {
    return {
      tenants: this.tenants,
      directory: this.directory,
      bucket: this.bucket,
      vault: this.vault,
      clock: this.clock,
    };
  }

  async add(customer: TestCustomer): Promise<void> {
    const { customerId, timeZone, reportTime, firstNight } = customer;
    const rows = this.tenants.rowsOf(customerId);
    const keyId = `key-of-${customerId}`;
    const seal = (accountId: string, purpose: 'link' | 'hash-key', text: string) =>
      this.vault.seal(keyId, { customerId, accountId, purpose }, new TextEncoder().encode(text));
    const hashKey = await seal('customer', 'hash-key', `hash key of ${customerId}`);
    await rows.put(tenantKeys.customer(), { timeZone, reportTime, keyId, hashKey });
    await this.directory.put(directoryKeys.customer(customerId), { keyId });
    const linkOf = (accountId: string): Link => ({
      accountId,
      roleArn: `arn:aws:iam::${accountId}:role/nightjar/ReadOnly`,
      externalId: 'external',
    });
    if (customer.organization !== undefined) {
      const { accountId, items } = customer.organization;
      this.#items.set(`organization ${accountId}`, items);
      const link = await seal('organization', 'link', JSON.stringify(linkOf(accountId)));
      await rows.put(tenantKeys.organizationLink(), { link });
    }
    for (const { accountId, items } of customer.accounts) {
      this.#items.set(accountId, items);
      await rows.put(tenantKeys.account(accountId), { accountId, organization: customer.organization !== undefined });
      const link = await seal(accountId, 'link', JSON.stringify(linkOf(accountId)));
      await rows.put(tenantKeys.accountLink(accountId), { link });
      await this.directory.put(directoryKeys.owner(accountId), { customerId });
      const schedule = { customerId, accountId, timeZone, reportTime, firstNight };
      await this.directory.put(directoryKeys.schedule(customerId, accountId), schedule);
    }
  }

  async *#pages(accountId: string, itemId: string): AsyncGenerator<string> {
    const linked = itemId.startsWith('linked-');
    for (const page of this.#items.get(linked ? `organization ${accountId}` : accountId)?.[itemId] ?? []) {
      this.reads.push(`${accountId} ${itemId}`);
      yield page;
    }
  }
}
