import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { indexKey, runPrefix } from '../../shared/contract/object-keys.ts';
import type { Manifest } from '../../shared/report/manifest.ts';
import { InputError } from '../cli/command.ts';

/** What the dashboard is served from: the customers present, and their objects by key. */
export interface ServedData {
  readonly customers: readonly string[];
  /** The path of an object on disk, or its text where it is made up; null: no such object. */
  object(key: string): { readonly path: string } | { readonly text: string } | null;
}

/** A mirrored tree (`night --out`), a run folder, or a folder of run folders (`analyze --out`). */
export function openData(folder: string): ServedData {
  const root = resolve(folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new InputError(`${folder}: expected a folder with runs, found none`);
  }
  return existsSync(resolve(root, 'customers')) ? mirroredTree(root) : looseRuns(root, folder);
}

function mirroredTree(root: string): ServedData {
  const customers = readdirSync(resolve(root, 'customers'))
    .filter((id) => existsSync(resolve(root, indexKey(id))))
    .sort();
  if (customers.length === 0) throw new InputError(`${root}: expected customers/<id>/index.json, found none`);
  return { customers, object: (key) => fileInside(root, key) };
}

/** Runs without a published index: one is made up, so that the dashboard has one way to start. */
function looseRuns(root: string, folder: string): ServedData {
  const folders = [
    root,
    ...readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => resolve(root, entry.name)),
  ];
  const runs = folders
    .filter((path) => existsSync(resolve(path, 'manifest.json')))
    .map((path) => ({ path, manifest: readManifest(path) }));
  if (runs.length === 0) throw new InputError(`${folder}: expected manifest.json or customers/, found neither`);
  const byPrefix = new Map(
    runs.map((run) => [runPrefix(run.manifest.customerId, run.manifest.accountId, run.manifest.runId), run]),
  );
  const customers = [...new Set(runs.map((run) => run.manifest.customerId))].sort();
  return {
    customers,
    object: (key) => {
      for (const customer of customers) if (key === indexKey(customer)) return { text: madeUpIndex(customer, runs) };
      for (const [prefix, run] of byPrefix)
        if (key.startsWith(prefix)) return fileInside(run.path, key.slice(prefix.length));
      return null;
    },
  };
}

function madeUpIndex(customerId: string, runs: readonly { readonly manifest: Manifest }[]): string {
  const own = runs.map((run) => run.manifest).filter((manifest) => manifest.customerId === customerId);
  const accounts = [...new Set(own.map((manifest) => manifest.accountId))].sort().map((accountId) => ({
    accountId,
    runs: own
      .filter((manifest) => manifest.accountId === accountId)
      .map((manifest) => ({
        runId: manifest.runId,
        prefix: runPrefix(customerId, accountId, manifest.runId),
        analysisTime: manifest.analysisTime,
        status: manifest.status,
      })),
  }));
  return JSON.stringify({ schemaVersion: 1, customerId, accounts });
}

function readManifest(path: string): Manifest {
  try {
    return JSON.parse(readFileSync(resolve(path, 'manifest.json'), 'utf8')) as Manifest; // a run folder of ours
  } catch {
    throw new InputError(`${resolve(path, 'manifest.json')}: expected JSON, found something else`);
  }
}

/** A file below `root`; a key that climbs out of it is no object. */
function fileInside(root: string, key: string): { readonly path: string } | null {
  const path = resolve(root, key);
  if (!path.startsWith(root + sep) || !existsSync(path) || !statSync(path).isFile()) return null;
  return { path };
}
