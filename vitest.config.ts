import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // All cores: left to itself it keeps one for its own, and on a machine of two that is half of them.
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
