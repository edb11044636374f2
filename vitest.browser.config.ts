import { defineConfig } from 'vitest/config';

/** Tests of the dashboard in a headless browser: a checker of their own, since they need a bundle and a browser. */
export default defineConfig({
  test: {
    include: ['web/**/*.browser.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
