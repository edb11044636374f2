import { type IndexedRun, indexKey, RUN_FILES, runPrefix } from '../../../shared/contract/object-keys.ts';
import type {
  Finding,
  ManifestView,
  PrincipalRow,
  ResourceRow,
  StatementRow,
} from '../../../shared/report/view/index.ts';
import type { RunAddress } from '../paths.ts';
import { fetchText, parseLines } from './fetch.ts';

/** A run as the accounts page lists it. */
export interface PublishedRun extends RunAddress {
  readonly analysisTime: string;
  readonly status: string;
}

/** Every customer's published runs that this session may see, newest first within an account. */
export async function loadPublishedRuns(): Promise<readonly PublishedRun[]> {
  const session = JSON.parse(await fetchText('/session.json')) as { customers: readonly string[] };
  const runs: PublishedRun[] = [];
  for (const customerId of session.customers) {
    const index = JSON.parse(await fetchText(`/${indexKey(customerId)}`)) as {
      accounts: readonly { accountId: string; runs: readonly IndexedRun[] }[];
    };
    for (const account of index.accounts) {
      for (const run of account.runs) runs.push({ customerId, accountId: account.accountId, ...run });
    }
  }
  return runs;
}

/** Folder of a run on this origin. */
export function runFolder(address: RunAddress): string {
  return `/${runPrefix(address.customerId, address.accountId, address.runId)}`;
}

export function loadManifest(address: RunAddress): Promise<ManifestView> {
  return once(`${runFolder(address)}${RUN_FILES.manifest}`, (text) => JSON.parse(text) as ManifestView);
}

export function loadPrincipals(address: RunAddress): Promise<readonly PrincipalRow[]> {
  return once(`${runFolder(address)}${RUN_FILES.principals}`, (text) => parseLines<PrincipalRow>(text));
}

export function loadResources(address: RunAddress): Promise<readonly ResourceRow[]> {
  return once(`${runFolder(address)}${RUN_FILES.resources}`, (text) => parseLines<ResourceRow>(text));
}

export function loadFindings(address: RunAddress): Promise<readonly Finding[]> {
  return once(`${runFolder(address)}${RUN_FILES.findings}`, (text) => parseLines<Finding>(text));
}

export function loadStatements(address: RunAddress): Promise<ReadonlyMap<string, StatementRow>> {
  return once(
    `${runFolder(address)}${RUN_FILES.statements}`,
    (text) => new Map(parseLines<StatementRow>(text).map((row) => [row.id, row])),
  );
}

const loading = new Map<string, Promise<unknown>>();

/** A file of a published run never changes: it is loaded once. A failed load is forgotten. */
export function once<T>(path: string, read: (text: string) => T): Promise<T> {
  const known = loading.get(path);
  if (known !== undefined) return known as Promise<T>; // one path, one reader
  const made = fetchText(path).then(read);
  loading.set(path, made);
  made.catch(() => loading.delete(path));
  return made;
}
