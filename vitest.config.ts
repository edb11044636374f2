import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/*.browser.test.ts', 'node_modules', 'cdk.out', 'dist', '.tsbuild', '.stryker-tmp'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
