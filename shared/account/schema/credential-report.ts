import { z } from 'zod';
import { arn, schemaVersion, text, time } from './scalars.ts';

/** The words IAM's report uses where there is no value. */
const NONE = ['N/A', 'no_information', 'not_supported', 'not_available'] as const;

const reportTime = z.union([time, z.enum(NONE), z.null()], {
  error: 'a time (ISO 8601), `N/A`, `no_information`, or null',
});
const reportFlag = z.union([z.boolean(), z.enum(['true', 'false', 'TRUE', 'FALSE', ...NONE]), z.null()], {
  error: 'true, false, `not_supported`, or null',
});
const reportText = text.nullable();

/** One user, or `<root_account>`: the report's columns in camelCase, as text or typed. */
export const credentialEntrySchema = z.looseObject({
  user: text,
  arn,
  userCreationTime: reportTime.optional(),
  passwordEnabled: reportFlag.optional(),
  passwordLastUsed: reportTime.optional(),
  passwordLastChanged: reportTime.optional(),
  passwordNextRotation: reportTime.optional(),
  mfaActive: reportFlag,
  accessKey1Active: reportFlag,
  accessKey1LastRotated: reportTime.optional(),
  accessKey1LastUsedDate: reportTime.optional(),
  accessKey1LastUsedRegion: reportText.optional(),
  accessKey1LastUsedService: reportText.optional(),
  accessKey2Active: reportFlag,
  accessKey2LastRotated: reportTime.optional(),
  accessKey2LastUsedDate: reportTime.optional(),
  accessKey2LastUsedRegion: reportText.optional(),
  accessKey2LastUsedService: reportText.optional(),
});
export type CredentialReportEntry = z.infer<typeof credentialEntrySchema>;

/** `credential-report.json`: one entry per user and root. */
export const credentialReportSchema = z.looseObject({
  schemaVersion,
  generatedTime: time.optional(),
  entries: z.array(credentialEntrySchema, { error: 'a list of entries' }),
});
