import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckReport } from '../report.ts';
import { importDirection } from './import-direction.ts';
import { packages } from './packages.ts';
import { repositorySpeech } from './repository-speech.ts';
import { sharedPurity } from './shared-purity.ts';
import { sizes } from './sizes.ts';

/** A file of the checkout, as git would ship it. */
export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One rule of the house: returns a line per breach. */
export interface TidyRule {
  readonly name: string;
  check(files: readonly SourceFile[], root: string): readonly string[];
}

const RULES: readonly TidyRule[] = [importDirection, sharedPurity, sizes, packages, repositorySpeech];

/** The invariants of ARCHITECTURE.md that a compiler cannot hold. */
export function tidy(root: string): CheckReport {
  const files = sourceFiles(root);
  const failures: string[] = [];
  let passed = 0;
  for (const rule of RULES) {
    const breaches = rule.check(files, root);
    if (breaches.length === 0) passed += 1;
    failures.push(...breaches.map((breach) => `${rule.name}: ${breach}`));
  }
  return { checker: 'tidy', passed, failed: failures.length, skipped: 0, failures: failures.slice(0, 60) };
}

/** Text files that git tracks, and new ones it does not ignore. */
function sourceFiles(root: string): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const files: SourceFile[] = [];
  for (const path of listed.split('\0').sort()) {
    if (!/\.(ts|tsx|mjs|json|md|css|html)$/.test(path) || path.includes('/generated/') || path === 'package-lock.json')
      continue;
    try {
      files.push({ path, text: readFileSync(resolve(root, path), 'utf8') });
    } catch (error) {
      // Listed but deleted in the working tree: nothing to check.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return files;
}

/** Product code is what ships: no tests, no benches, no test helpers. */
export function isProduct(path: string): boolean {
  return (
    /\.(ts|tsx)$/.test(path) &&
    !/\.(test|bench)\.tsx?$/.test(path) &&
    !path.includes('/testing/') &&
    !path.endsWith('.config.ts')
  );
}

/** Module specifiers that a file imports, with their line numbers. */
export function importsOf(
  file: SourceFile,
): readonly { readonly specifier: string; readonly line: number; readonly typeOnly: boolean }[] {
  const found: { specifier: string; line: number; typeOnly: boolean }[] = [];
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const match of file.text.matchAll(pattern)) {
    const specifier = match[3] ?? match[4];
    if (specifier === undefined) continue;
    found.push({
      specifier,
      line: file.text.slice(0, match.index).split('\n').length,
      typeOnly: match[2] !== undefined,
    });
  }
  return found;
}
