import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../../scripts/build-web.mjs';
import startPostgres from '../../server/src/platform/testing/postgres.ts';
import { type Chromium, unpackChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium;
  }
}

/** Once per run: the database, the built pages, the unpacked browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stop = await startPostgres(project);
  try {
    buildWebIfStale();
    project.provide('chromium', await unpackChromium());
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
