import { randomBytes } from 'node:crypto';
import { absent } from '../../functions/ports/condition.ts';
import { keyItemSchema, scheduleItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import type { Link } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import type { LocalKms } from '../local/kms/local-kms.ts';
import type { CustomerNight, LinkNight } from './estate-night.ts';
import type { NightPorts } from './ports.ts';

/**
 * Links an estate's customers, as joining will: a key of their own, the rows of customer, accounts and links in the
 * tenant table, owner and schedule in the directory. May run any number of times.
 */
export async function seedCustomer(customer: CustomerNight, date: string, ports: NightPorts, kms: LocalKms) {
  const { id, timeZone, reportTime, organization, accounts } = customer;
  const rows = ports.tenants.rowsOf(id);
  const keyId = await keyOf(id, ports, kms);
  const seal = (accountId: string, purpose: 'link' | 'hash-key', plaintext: Uint8Array) =>
    ports.vault.seal(keyId, { customerId: id, accountId, purpose }, plaintext);

  const hashKey = await seal('customer', 'hash-key', randomBytes(32));
  await rows.put(tenantKeys.customer(), { timeZone, reportTime, keyId, hashKey }, absent);
  if (organization !== null) {
    await rows.put(tenantKeys.organizationLink(), { link: await seal('organization', 'link', linkText(organization)) });
  }
  for (const account of accounts) {
    const { accountId } = account;
    await rows.put(tenantKeys.account(accountId), { accountId, organization: organization !== null });
    await rows.put(tenantKeys.accountLink(accountId), { link: await seal(accountId, 'link', linkText(account)) });
    await ports.directory.put(directoryKeys.owner(accountId), { customerId: id });
    const key = directoryKeys.schedule(id, accountId);
    const known = await ports.directory.get(key, scheduleItemSchema);
    const firstNight = known !== null && known.firstNight < date ? known.firstNight : date;
    await ports.directory.put(key, { customerId: id, accountId, timeZone, reportTime, firstNight });
  }
}

async function keyOf(customerId: string, ports: NightPorts, kms: LocalKms): Promise<string> {
  const key = directoryKeys.customer(customerId);
  const known = await ports.directory.get(key, keyItemSchema);
  if (known !== null) return known.keyId;
  const tags = [{ TagKey: 'customerId', TagValue: customerId }];
  const { KeyMetadata } = kms.call('CreateKey', { Tags: tags }) as { KeyMetadata: { KeyId: string } }; // the stand-in's own answer
  await ports.directory.put(key, { keyId: KeyMetadata.KeyId }, absent);
  return KeyMetadata.KeyId;
}

function linkText({ accountId, roleArn, externalId }: LinkNight): Uint8Array {
  const link: Link = { accountId, roleArn, externalId };
  return new TextEncoder().encode(JSON.stringify(link));
}
