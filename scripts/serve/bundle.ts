import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Folder of the dashboard's bundle, built first where it is absent or older than its sources. */
export async function dashboardBundle(): Promise<string> {
  const bundle = resolve(ROOT, 'web/dist');
  const index = resolve(bundle, 'index.html');
  const newest = Math.max(newestIn(resolve(ROOT, 'web/src')), newestIn(resolve(ROOT, 'shared/report/view')));
  if (existsSync(index) && statSync(index).mtimeMs >= newest) return bundle;
  // Loaded only when needed: a served bundle should not wait for a bundler.
  const { build } = await import('vite');
  await build({ root: resolve(ROOT, 'web'), logLevel: 'error', configFile: resolve(ROOT, 'web/vite.config.ts') });
  return bundle;
}

function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(resolve(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}
