import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // Only what hangs comes to its end here: a machine under load may take its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
