import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { estateFiles } from './estate-files.ts';

/** Writes the demonstration estate's folder anew from `source/`: `node scripts/demo/build.ts`. */
export const ESTATE_FOLDER = join(import.meta.dirname, 'estate');

/** Written from the rules, and never by a program. */
export const HAND_WRITTEN = 'expected.json';

if (import.meta.main) {
  const files = estateFiles();
  mkdirSync(ESTATE_FOLDER, { recursive: true });
  for (const name of readdirSync(ESTATE_FOLDER)) {
    if (name !== HAND_WRITTEN) rmSync(join(ESTATE_FOLDER, name), { recursive: true });
  }
  for (const [path, text] of files) {
    const file = join(ESTATE_FOLDER, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  process.stderr.write(`wrote ${files.size} files to ${ESTATE_FOLDER}\n`);
}
