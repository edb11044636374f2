import { parseJson } from '../json-text.ts';
import type { CredentialEntry } from '../model.ts';
import { check, type Read } from '../problem.ts';
import { type CredentialReportEntry, credentialReportSchema } from '../schema/credential-report.ts';
import { utc } from '../time.ts';

/** Reads credential-report.json; entries by ARN. */
export function readCredentialReport(text: string, file: string): Read<ReadonlyMap<string, CredentialEntry>> {
  const json = parseJson(text, file);
  if ('problem' in json) return json;
  const read = check(credentialReportSchema, json.value, file);
  if ('problem' in read) return read;
  const entries = read.value.entries.map(entryOf).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  return { value: new Map(entries.map((entry) => [entry.arn, entry])) };
}

function entryOf(entry: CredentialReportEntry): CredentialEntry {
  return {
    arn: entry.arn,
    userName: entry.user,
    createdAt: timeOf(entry.userCreationTime),
    passwordEnabled: flagOf(entry.passwordEnabled),
    passwordLastUsed: timeOf(entry.passwordLastUsed),
    passwordLastChanged: timeOf(entry.passwordLastChanged),
    mfaActive: flagOf(entry.mfaActive) === true,
    accessKeys: [
      {
        active: flagOf(entry.accessKey1Active) === true,
        lastRotated: timeOf(entry.accessKey1LastRotated),
        lastUsedAt: timeOf(entry.accessKey1LastUsedDate),
        lastUsedService: textOf(entry.accessKey1LastUsedService),
      },
      {
        active: flagOf(entry.accessKey2Active) === true,
        lastRotated: timeOf(entry.accessKey2LastRotated),
        lastUsedAt: timeOf(entry.accessKey2LastUsedDate),
        lastUsedService: textOf(entry.accessKey2LastUsedService),
      },
    ],
  };
}

/** `N/A` and its kin are no time. */
function timeOf(text: string | null | undefined): string | null {
  return typeof text === 'string' ? utc(text) : null;
}

/** `not_supported` (root's password) is neither yes nor no. */
function flagOf(value: boolean | string | null | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

function textOf(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === 'N/A' ? null : text;
}
