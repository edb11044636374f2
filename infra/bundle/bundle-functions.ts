import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');

/** Where the bundles lie unless another folder is named: one folder per function, `index.mjs` in each. */
export const BUNDLE_FOLDER = join(ROOT, 'dist/functions');

/** The functions of the product: every folder of `functions/` that has a handler, sorted. */
export function functionNames(): readonly string[] {
  const handlers = readdirSync(join(ROOT, 'functions'), { recursive: true, encoding: 'utf8' });
  return handlers
    .filter((path) => /^[^/]+\/handler\.ts$/.test(path))
    .map((path) => path.split('/')[0] ?? '')
    .sort();
}

/**
 * Bundles all functions in one run, so that what they share is parsed once. Source maps hold paths relative to the
 * folder: folders of the same depth below the repository get the same bytes.
 */
export async function bundleFunctions(folder: string = BUNDLE_FOLDER): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: functionNames().map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: relative(ROOT, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES modules of the SDK's packages: what is not used falls out.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [englishOnly],
    logLevel: 'error',
    // Some dependencies are CommonJS and call require for Node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
}

/** zod carries its words in some fifty languages, and nobody takes them out: ours are English. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};
