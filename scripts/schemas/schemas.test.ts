import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { schemaFiles } from './schemas.ts';

const folder = resolve(import.meta.dirname, '../../docs/schema');

test('every schema of snapshot and estate is published', () => {
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([...schemaFiles().keys()]));
});

test.each([...schemaFiles()])('docs/schema/%s is what the code reads (npm run schemas:generate)', (name, text) => {
  expect(readFileSync(join(folder, name), 'utf8') === text).toBe(true);
});
