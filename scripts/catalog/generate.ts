import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { encode } from './encode.ts';
import { readPackage } from './read-package.ts';

/** Writes the generated data of the catalogue from the installed data package: `npm run catalog:generate`. */
const TARGET = resolve(import.meta.dirname, '../../shared/catalog/generated/iam-data.ts');

const data = await readPackage();
const text = encode(data);
await writeFile(TARGET, text);
const actions = data.services.reduce((sum, service) => sum + service.actions.length, 0);
console.error(
  `wrote ${data.services.length} services, ${actions} actions, ${text.length} characters (${data.version})`,
);
