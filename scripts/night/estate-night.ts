import { join } from 'node:path';
import type { Estate, EstateAccount, EstateCustomer } from '../../shared/account/schema/estate.ts';
import { isTimeZone } from '../../shared/contract/night-calendar.ts';
import { InputError } from '../cli/command.ts';
import { readEstate, readInput } from '../snapshot/read.ts';

/** What one link of an estate serves on one night. */
export interface LinkNight {
  readonly accountId: string;
  readonly roleArn: string;
  readonly externalId: string;
  /** Folder of the newest snapshot dated at or before the night. */
  readonly folder: string;
}

export interface CustomerNight {
  readonly id: string;
  readonly timeZone: string;
  readonly reportTime: string;
  readonly organization: LinkNight | null;
  readonly accounts: readonly LinkNight[];
}

/** An estate as it stands on one local date. */
export interface EstateNight {
  readonly date: string;
  readonly customers: readonly CustomerNight[];
}

/** An estate with the folder its snapshots are named from. */
export interface OpenEstate {
  readonly folder: string;
  readonly estate: Estate;
}

export async function openEstate(folder: string): Promise<OpenEstate> {
  const estate = await readEstate(folder);
  for (const { id, timeZone } of estate.customers) {
    if (isTimeZone(timeZone)) continue;
    throw new InputError(
      `${join(folder, 'estate.json')}: customer ${id}: expected an IANA time zone, found \`${timeZone}\``,
    );
  }
  return { folder, estate };
}

/** Every date of a snapshot in the estate, sorted. */
export function datesOf({ estate, folder }: OpenEstate): readonly string[] {
  const links = estate.customers.flatMap((customer) => linksOf(customer));
  const dates = [...new Set(links.flatMap((link) => Object.keys(link.snapshots)))].sort();
  if (dates.length === 0) throw new InputError(`${join(folder, 'estate.json')}: expected a snapshot, found none`);
  return dates;
}

/** The estate on a date; a link without a snapshot by then is refused, and so is a snapshot that cannot be read. */
export async function nightOf(open: OpenEstate, date: string): Promise<EstateNight> {
  const customers = open.estate.customers.map(
    (customer): CustomerNight => ({
      id: customer.id,
      timeZone: customer.timeZone,
      reportTime: customer.reportTime,
      organization: customer.organizationLink === undefined ? null : linkOn(open, customer.organizationLink, date),
      accounts: customer.accounts.map((account) => linkOn(open, account, date)),
    }),
  );
  for (const { accounts, organization } of customers) {
    for (const { folder } of accounts) await readInput(folder, organization?.folder ?? null);
  }
  return { date, customers };
}

function linksOf(customer: EstateCustomer): readonly EstateAccount[] {
  return customer.organizationLink === undefined
    ? customer.accounts
    : [customer.organizationLink, ...customer.accounts];
}

function linkOn(open: OpenEstate, link: EstateAccount, date: string): LinkNight {
  const { accountId, roleArn, externalId } = link;
  const newest = Object.keys(link.snapshots)
    .filter((day) => day <= date)
    .sort()
    .at(-1);
  const folder = newest === undefined ? undefined : link.snapshots[newest];
  if (folder === undefined) {
    throw new InputError(
      `${join(open.folder, 'estate.json')}: account ${accountId}: expected a snapshot dated at or before ${date}, found none`,
    );
  }
  return { accountId, roleArn, externalId, folder: join(open.folder, folder) };
}
