import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { letPass, startEmbedded } from '../database/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of an administrative connection; every test file makes databases of its own next to it. */
    postgresUrl: string;
  }
}

/** Once per run: the PostgreSQL of all integration tests, DATABASE_URL when given, else one of our own in a new folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  if (given) {
    project.provide('postgresUrl', given);
    return () => dropTemplates(given);
  }
  const dir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-test-'));
  letPass(dir);
  const server = await startEmbedded({
    dir: path.join(dir, 'postgres'),
    // Only tests: nothing stored here has to survive the machine.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

/** Leaves somebody's own server as it was found. */
async function dropTemplates(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^yinxin_(template|test)_[0-9a-f_]+$'`,
  );
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
}
