import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TidyRule } from './tidy.ts';

/** Licences of what ships; tools may be MPL-2.0 as well. */
const SHIPPED = new Set(['MIT', 'MIT-0', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'ISC']);
const TOOLS = new Set([
  ...SHIPPED,
  'MPL-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'CC-BY-4.0',
  'CC-BY-3.0',
  'Artistic-2.0',
  'WTFPL',
]);

interface LockEntry {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly resolved?: string;
}

export const packages: TidyRule = {
  name: 'packages',
  check(_files, root) {
    const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >;
    const lockText = readFileSync(resolve(root, 'package-lock.json'), 'utf8');
    const lock = JSON.parse(lockText) as { packages: Record<string, LockEntry> };
    const decisions = readFileSync(resolve(root, 'DECISIONS.md'), 'utf8');
    const breaches: string[] = [];
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
          breaches.push(`package.json: ${name}: expected an exact version, found ${version}`);
        if (!decisions.includes(`\`${name}\``)) breaches.push(`DECISIONS.md: no line on the dependency \`${name}\``);
      }
    }
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (path === '' || entry.license === undefined) continue;
      const allowed = entry.dev === true || entry.devOptional === true || entry.optional === true ? TOOLS : SHIPPED;
      if (!licences(entry.license).some((licence) => allowed.has(licence)))
        breaches.push(`package-lock.json: ${path}: licence ${entry.license}`);
    }
    // A download address would tie an install to one registry.
    if (lockText.includes('"resolved":')) breaches.push('package-lock.json: holds download addresses');
    return breaches;
  },
};

/** `(MIT OR Apache-2.0)` offers a choice. */
function licences(expression: string): readonly string[] {
  return expression.replaceAll(/[()]/g, '').split(/\s+OR\s+/);
}
