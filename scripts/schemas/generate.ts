import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { schemaFiles } from './schemas.ts';

/** Where the published schemas lie. */
const folder = resolve(import.meta.dirname, '../../docs/schema');

mkdirSync(folder, { recursive: true });
for (const [name, text] of schemaFiles()) writeFileSync(join(folder, name), text);
process.stderr.write(`${schemaFiles().size} schemas written to docs/schema\n`);
