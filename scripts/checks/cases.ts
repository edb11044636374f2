import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where known answers lie beside the product; the product itself never needs them. */
const DEFAULT_CASES = '../shared/cases';

/** The folder with known answers, or null where it is not present: tests then say so and pass by. */
export function casesFolder(): string | null {
  const root = resolve(import.meta.dirname, '../..');
  const folder = resolve(root, process.env['NIGHTJAR_CASES'] ?? DEFAULT_CASES);
  return existsSync(folder) ? folder : null;
}
