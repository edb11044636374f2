import { parseJson } from './json-text.ts';
import { check, quote, type Read } from './problem.ts';
import { type Estate, type EstateAccount, estateSchema } from './schema/estate.ts';

/** Reads and checks estate.json: no customer twice, no account twice under one customer. */
export function readEstateFile(text: string, file: string): Read<Estate> {
  const json = parseJson(text, file);
  if ('problem' in json) return json;
  const read = check(estateSchema, json.value, file);
  if ('problem' in read) return read;
  const customers = new Set<string>();
  for (const [index, { id, accounts }] of read.value.customers.entries()) {
    const place = `/customers/${index}`;
    if (customers.has(id))
      return { problem: { file, place: `${place}/id`, expected: 'each customer once', found: quote(id) } };
    customers.add(id);
    const seen = new Set<string>();
    for (const [at, { accountId }] of accounts.entries()) {
      const where = `${place}/accounts/${at}/accountId`;
      if (seen.has(accountId))
        return { problem: { file, place: where, expected: 'each account once', found: quote(accountId) } };
      seen.add(accountId);
    }
  }
  return read;
}

/** The newest snapshot dated at or before a date (`YYYY-MM-DD`); null where all are newer. */
export function newestSnapshot(
  snapshots: EstateAccount['snapshots'],
  date: string,
): { readonly date: string; readonly folder: string } | null {
  let newest: { readonly date: string; readonly folder: string } | null = null;
  for (const [dated, folder] of Object.entries(snapshots)) {
    if (dated <= date && (newest === null || dated > newest.date)) newest = { date: dated, folder };
  }
  return newest;
}

/** The dates on which some account of the estate has a snapshot, oldest first; the last is a night's default. */
export function estateDates(estate: Estate): readonly string[] {
  const dates = estate.customers.flatMap(({ accounts }) => accounts.flatMap(({ snapshots }) => Object.keys(snapshots)));
  return [...new Set(dates)].sort();
}
