import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{unit,golden,scenarios,conformance,architecture}/**/*.test.ts'],
    // A test that passes at the second attempt has failed.
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Answers must not depend on where or how the tests are run.
    env: { TZ: 'UTC', NO_COLOR: '1', COLUMNS: '100' },
    unstubEnvs: true,
    restoreMocks: true,
  },
})
