import { defineConfig } from 'vitest/config';

/** What kills mutants of the engine: its own tables and properties, without what starts processes or needs a disk. */
export default defineConfig({
  test: {
    include: ['shared/policy/**/*.test.ts', 'shared/authorization/**/*.test.ts', 'shared/reference/rules/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
