import { type IndexedRun, indexKey, RUN_FILES, runPrefix } from '../../../shared/contract/object-keys.ts';
import type {
  AccessLine,
  ManifestView,
  PrincipalRow,
  ResourceRow,
  StatementRow,
} from '../../../shared/report/view/index.ts';
import { expand, readTermSets, type StoredAccessLine } from '../../../shared/report/view/stored-access.ts';
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

/** Everything of a run that its pages show. */
export interface LoadedRun {
  readonly manifest: ManifestView;
  readonly principals: readonly PrincipalRow[];
  readonly resources: readonly ResourceRow[];
  readonly statements: ReadonlyMap<string, StatementRow>;
  readonly access: readonly AccessLine[];
}

const cache = new Map<string, Promise<LoadedRun>>();

/** A run, loaded once: a published run never changes. */
export function loadRun(address: RunAddress): Promise<LoadedRun> {
  const prefix = `/${runPrefix(address.customerId, address.accountId, address.runId)}`;
  let loading = cache.get(prefix);
  if (loading === undefined) {
    loading = fetchRun(prefix);
    cache.set(prefix, loading);
    loading.catch(() => cache.delete(prefix));
  }
  return loading;
}

export async function loadManifest(address: RunAddress): Promise<ManifestView> {
  const prefix = `/${runPrefix(address.customerId, address.accountId, address.runId)}`;
  return JSON.parse(await fetchText(prefix + RUN_FILES.manifest)) as ManifestView;
}

async function fetchRun(prefix: string): Promise<LoadedRun> {
  const manifest = JSON.parse(await fetchText(prefix + RUN_FILES.manifest)) as ManifestView;
  const names = manifest.files.map((file) => file.name);
  const load = (wanted: (name: string) => boolean) =>
    Promise.all(names.filter(wanted).map((name) => fetchText(prefix + name)));
  const [principals, resources, statements, terms, access] = await Promise.all([
    fetchText(prefix + RUN_FILES.principals),
    fetchText(prefix + RUN_FILES.resources),
    fetchText(prefix + RUN_FILES.statements),
    load((name) => name.startsWith('access-terms')),
    load((name) => name.startsWith('access') && !name.startsWith('access-terms')),
  ]);
  const sets = readTermSets(terms);
  return {
    manifest,
    principals: parseLines<PrincipalRow>(principals),
    resources: parseLines<ResourceRow>(resources),
    statements: new Map(parseLines<StatementRow>(statements).map((row) => [row.id, row])),
    access: access.flatMap((text) => parseLines<StoredAccessLine>(text).map((line) => expand(line, sets))),
  };
}
