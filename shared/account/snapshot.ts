import { GapList } from './gaps.ts';
import { type Account, type AccountWideFacts, NOT_COLLECTED } from './model.ts';
import type { InputProblem, Read } from './problem.ts';
import { accountWideFacts, readAccountFile } from './read/account-file.ts';
import { type Entities, readEntities } from './read/authorization-details.ts';
import { readCredentialReport } from './read/credential-report.ts';
import { readIdentityCenter } from './read/identity-center.ts';
import { readLastAccessed } from './read/last-accessed.ts';
import { readOrganization } from './read/organization.ts';
import { readResources } from './read/resources.ts';
import type { AccountFile } from './schema/account.ts';
import { utc } from './time.ts';

/** The files of a snapshot folder. All but the first two may be absent: what they would say is then not collected. */
export const SNAPSHOT_FILES = {
  account: 'account.json',
  authorizationDetails: 'authorization-details.json',
  organization: 'organization.json',
  resources: 'resources.jsonl',
  credentialReport: 'credential-report.json',
  lastAccessed: 'last-accessed.jsonl',
  identityCenter: 'identity-center.json',
} as const;

/** File name → text. */
export type SnapshotFiles = Readonly<Record<string, string>>;

export type ReadAccount = { readonly account: Account } | { readonly problem: InputProblem };

/**
 * Reads a snapshot's files into an account. `hashes`: SHA-256 by file, which the caller computes. Never throws: the
 * first thing that cannot be read is the problem; what is missing or does not join is in the account's `gaps`.
 */
export function readSnapshot(files: SnapshotFiles, hashes: Readonly<Record<string, string>> = {}): ReadAccount {
  const gaps = new GapList();
  const accountText = files[SNAPSHOT_FILES.account];
  if (accountText === undefined) return { problem: absent(SNAPSHOT_FILES.account) };
  const file = readAccountFile(accountText, SNAPSHOT_FILES.account, gaps);
  if ('problem' in file) return file;
  const details = files[SNAPSHOT_FILES.authorizationDetails];
  if (details === undefined) return { problem: absent(SNAPSHOT_FILES.authorizationDetails) };
  const entities = readEntities(details, SNAPSHOT_FILES.authorizationDetails, file.value, gaps);
  if ('problem' in entities) return entities;
  for (const name of Object.keys(files)) {
    if (!KNOWN_FILES.has(name)) gaps.add('field-unknown', name, 'this version does not read the file');
  }
  return join(file.value, entities.value, files, hashes, gaps);
}

/**
 * Reads the bare output of `aws iam get-account-authorization-details` (rule L01): merged, an array of pages, or pages
 * one after the other. The ARNs give the account.
 */
export function readAuthorizationDetails(
  text: string,
  fileName: string,
  hashes: Readonly<Record<string, string>> = {},
): ReadAccount {
  const gaps = new GapList();
  const entities = readEntities(text, fileName, null, gaps);
  if ('problem' in entities) return entities;
  return join(null, entities.value, {}, hashes, gaps);
}

const KNOWN_FILES: ReadonlySet<string> = new Set(Object.values(SNAPSHOT_FILES));

/** What the absence of a file leaves open. */
const ABSENT_MEANING = {
  organization: 'the organization is not known: SCPs and RCPs are not judged',
  resources: 'resources and their policies are not known: access is judged per service, from the identities’ side',
  credentialReport: 'passwords, access keys and MFA are not known',
  lastAccessed: 'what each principal last used is not known',
  identityCenter: 'people and groups of Identity Center are not known',
} as const;

function join(
  file: AccountFile | null,
  entities: Entities,
  files: SnapshotFiles,
  hashes: Readonly<Record<string, string>>,
  gaps: GapList,
): ReadAccount {
  const owner = { partition: entities.partition, accountId: entities.accountId };
  const organization = optional('organization', files, gaps, (text, name) =>
    readOrganization(text, name, owner.accountId, gaps),
  );
  if ('problem' in organization) return organization;
  const resources = optional('resources', files, gaps, (text, name) => readResources(text, name, owner, gaps));
  if ('problem' in resources) return resources;
  const credentials = optional('credentialReport', files, gaps, readCredentialReport);
  if ('problem' in credentials) return credentials;
  const lastAccessed = optional('lastAccessed', files, gaps, readLastAccessed);
  if ('problem' in lastAccessed) return lastAccessed;
  const identityCenter = optional('identityCenter', files, gaps, (text, name) =>
    readIdentityCenter(text, name, entities.roles),
  );
  if ('problem' in identityCenter) return identityCenter;
  const listed = resources.value === NOT_COLLECTED ? [] : resources.value;
  const facts: AccountWideFacts = accountWideFacts(file);
  return {
    account: {
      ...entities,
      alias: file?.alias ?? null,
      collectedAt: file?.collectedAt === undefined ? null : utc(file.collectedAt),
      regions: file?.regions === undefined ? NOT_COLLECTED : [...file.regions].sort(),
      resources: listed,
      collectedTypes: new Set([...(file?.collectedTypes ?? []), ...listed.map(({ type }) => type)].sort()),
      organization: organization.value,
      facts,
      credentials: credentials.value,
      lastAccessed: lastAccessed.value,
      identityCenter: identityCenter.value,
      gaps: gaps.sorted(),
      sourceHashes: hashes,
    },
  };
}

/** Reads a file that may be absent, and names it as a gap where it is. */
function optional<T>(
  key: keyof typeof ABSENT_MEANING,
  files: SnapshotFiles,
  gaps: GapList,
  read: (text: string, name: string) => Read<T>,
): Read<T | typeof NOT_COLLECTED> {
  const name = SNAPSHOT_FILES[key];
  const text = files[name];
  if (text !== undefined) return read(text, name);
  gaps.add('not-collected', name, ABSENT_MEANING[key]);
  return { value: NOT_COLLECTED };
}

function absent(file: string): InputProblem {
  return { file, place: '', expected: 'the file, which every snapshot has', found: 'none' };
}
