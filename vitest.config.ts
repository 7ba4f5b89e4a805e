import { defineConfig } from 'vitest/config';

/** Room for short-lived objects: a quarter of the collections. */
const execArgv = ['--max-semi-space-size=64'];
/**
 * What Node runs as it stands is loaded by Node itself, like the server: nothing has to be transformed, compiled code is
 * cached, and imports are no look-ups in objects. Pages are not: they are made of JSX.
 */
const experimental = { viteModuleRunner: false, nodeLoader: false };
const ignored = ['**/node_modules/**', '**/dist/**'];

/** unit: rules, many and fast, in one shared context. integration: with a real PostgreSQL. e2e: in a real browser. */
export default defineConfig({
  test: {
    // One for each core of a small machine: a third makes journeys wait past their patience where it is slow.
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
          execArgv,
          experimental,
          isolate: false,
          globalSetup: ['server/src/platform/testing/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          exclude: ignored,
          pool: 'forks',
          execArgv,
          experimental,
          isolate: false,
          globalSetup: ['e2e/browser/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What a page has still to load is waited for, as its locators wait.
          expect: { poll: { timeout: 30_000, interval: 100 } },
        },
      },
    ],
  },
});
