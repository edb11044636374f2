import { z } from 'zod';
import { accountId, arn, schemaVersion, text } from './scalars.ts';

const date = z.string({ error: 'a date (YYYY-MM-DD)' }).regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a date (YYYY-MM-DD)' });

/** Snapshot folders by date, relative to the estate's folder. */
const snapshots = z.record(date, text);

export const estateAccountSchema = z.looseObject({ accountId, roleArn: arn, externalId: text, snapshots });

export const estateCustomerSchema = z.looseObject({
  id: z
    .string({ error: 'a customer id (`C` and six digits)' })
    .regex(/^C\d{6}$/, { error: 'a customer id (`C` and six digits)' }),
  name: text,
  /** An IANA time zone, e.g. `Europe/Berlin`. */
  timeZone: text,
  reportTime: z
    .string({ error: 'a time of day (HH:MM)' })
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day (HH:MM)' }),
  organizationLink: estateAccountSchema.optional(),
  accounts: z.array(estateAccountSchema, { error: 'a list of accounts' }),
});

/** `estate.json`: customers with their accounts and the snapshots of each, by date. */
export const estateSchema = z.looseObject({
  schemaVersion,
  customers: z.array(estateCustomerSchema, { error: 'a list of customers' }),
});
export type Estate = z.infer<typeof estateSchema>;
export type EstateCustomer = z.infer<typeof estateCustomerSchema>;
export type EstateAccount = z.infer<typeof estateAccountSchema>;
