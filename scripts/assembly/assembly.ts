import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StageConfig } from '../../infra/stages.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Assemblies made for local nights, by the hash of what they were made from. */
const ASSEMBLIES = join(ROOT, '.nightjar/assemblies');

/** How many are kept; an older one may still be running in another process. */
const KEPT = 4;

/** Everything that decides the bytes of an assembly. */
const SOURCES = ['functions', 'infra', 'shared', 'statemachines', 'package-lock.json'];

/**
 * Bundles the functions and synthesizes a stage into `outdir`, offline. The folder appears whole or not at all, in
 * place of what was there before.
 */
export async function makeAssembly(config: StageConfig, outdir: string, bundleFolder: string): Promise<void> {
  const making = await makeBeside(config, outdir, bundleFolder);
  rmSync(outdir, { recursive: true, force: true });
  renameSync(making, outdir);
}

/** Makes an assembly under a name of this process's own. */
async function makeBeside(config: StageConfig, outdir: string, bundleFolder: string): Promise<string> {
  // Loaded only here: a night that finds its assembly made pays neither for the library nor for the bundler.
  const [{ synthesize }, { bundleFunctions, functionNames }] = await Promise.all([
    import('../../infra/app.ts'),
    import('../../infra/bundle/bundle-functions.ts'),
  ]);
  rmSync(bundleFolder, { recursive: true, force: true });
  await bundleFunctions(bundleFolder);
  const making = `${outdir}.making-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  synthesize({ config, bundleFolder, functionNames: functionNames(), outdir: making });
  return making;
}

/**
 * The assembly of the sources as they are, for a local night: made once per state of the sources, then reused, and
 * never changed under a night that runs from it.
 */
export async function assemblyOf(config: StageConfig): Promise<{ readonly folder: string; readonly reused: boolean }> {
  const hash = hashOfSources(config).slice(0, 16);
  const folder = join(ASSEMBLIES, hash, 'cdk.out');
  const now = new Date();
  if (existsSync(folder)) {
    // Used: not the one to be forgotten next.
    utimesSync(join(ASSEMBLIES, hash), now, now);
    return { folder, reused: true };
  }
  mkdirSync(join(ASSEMBLIES, hash), { recursive: true });
  const bundles = join(ROOT, 'dist', `functions-${hash}-${process.pid}`);
  try {
    const making = await makeBeside(config, folder, bundles);
    // Another process may have been faster, and may be running from its own: same sources, same bytes.
    if (existsSync(folder)) rmSync(making, { recursive: true, force: true });
    else renameSync(making, folder);
  } finally {
    rmSync(bundles, { recursive: true, force: true });
  }
  forgetOld();
  return { folder, reused: false };
}

function forgetOld(): void {
  const made = readdirSync(ASSEMBLIES).map((name) => ({ name, at: statSync(join(ASSEMBLIES, name)).mtimeMs }));
  for (const { name } of made.sort((a, b) => b.at - a.at).slice(KEPT)) {
    rmSync(join(ASSEMBLIES, name), { recursive: true, force: true });
  }
}

function hashOfSources(config: StageConfig): string {
  const hash = createHash('sha256').update(JSON.stringify(config));
  for (const source of SOURCES) {
    for (const path of filesOf(join(ROOT, source)).sort()) {
      hash.update(`\0${path.slice(ROOT.length)}\0`).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}

/** Files below a path that are part of the product. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'testing' || entry.name.startsWith('.') || /\.(test|bench)\.ts$/.test(entry.name)) return [];
    return entry.isDirectory() || entry.isFile() ? filesOf(join(path, entry.name)) : [];
  });
}
