import { defineConfig } from 'vitest/config';

const ignored = ['**/node_modules/**', '**/dist/**'];

/** unit: rules, many and fast, in one shared context. integration: with a real PostgreSQL. e2e: in a real browser. */
export default defineConfig({
  test: {
    // Journeys mostly wait for the browser: two at a time are quicker also on two cores.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ignored,
          setupFiles: ['scripts/property-seed.ts'],
          pool: 'threads',
          isolate: false,
          // Machines that are busy with something else are slow, not wrong.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.itest.ts'],
          exclude: ignored,
          setupFiles: ['scripts/property-seed.ts'],
          pool: 'forks',
          isolate: false,
          globalSetup: ['server/src/platform/testing/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          exclude: ignored,
          pool: 'forks',
          isolate: false,
          globalSetup: ['e2e/browser/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
