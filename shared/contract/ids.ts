import { z } from 'zod';

/** The shapes of ids, shared by payloads and table items. */
export const customerIdSchema = z.string().regex(/^C\d{6}$/, 'expected C and six digits');
export const accountIdSchema = z.string().regex(/^\d{12}$/, 'expected twelve digits');
/** The local date, plus `-r<N>` for a deliberate re-run. */
export const runIdSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}(-r\d+)?$/, 'expected YYYY-MM-DD or YYYY-MM-DD-rN');
export const localDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD');
export const timeSchema = z.iso.datetime();
/** Hex SHA-256, keyed or not. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits');
export const slotSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{4}Z$/, 'expected YYYY-MM-DDThhmmZ');
/** Name of a work item: what is asked of AWS, perhaps with a region. */
export const itemIdSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case words and hyphens');
export const attemptSchema = z.number().int().positive();
export const fenceSchema = z.number().int().positive();
export const countSchema = z.number().int().nonnegative();
