import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    isolate: false,
    // Twice the cores it is meant for: many tests wait for processes, browsers and time limits.
    maxWorkers: 4,
    // Only what hangs comes to its end here: a machine under load may take its time.
    expect: { poll: { timeout: 90_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
