import { defineConfig } from 'vitest/config'

/** What is the same for every test. */
const shared = {
  testTimeout: 20_000,
  hookTimeout: 20_000,
  // Answers must not depend on where or how the tests are run.
  env: { TZ: 'UTC', NO_COLOR: '1', COLUMNS: '100', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  unstubEnvs: true,
  restoreMocks: true,
}

export default defineConfig({
  test: {
    // A test that passes at the second attempt has failed.
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'process',
          include: ['test/{unit,golden,scenarios,architecture}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'collect',
          include: ['test/collect/**/*.test.ts'],
          // Servers in the clouds' place, started by each file for itself.
          globalSetup: ['test/support/aws/python-for-the-run.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'neo4j',
          include: ['test/conformance/**/*.test.ts'],
          // One server and one database for all of them: one file after the other.
          globalSetup: ['test/support/neo4j-for-the-run.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
