import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { loadConfig } from '../../platform/config/index.ts';
import { createLog } from '../../platform/log.ts';
import { allMigrations } from '../../platform/migrations.ts';
import { openPlatform, type Platform } from '../../platform/open.ts';
import { createTestDatabase } from '../../platform/testing/database.ts';
import { type Fact, type Issuance, issuanceRoom } from '../index.ts';

/** An authority without a server, whose database can be copied while nobody uses it. */
export interface Copied {
  readonly platform: Platform;
  readonly issuance: Issuance;
  readonly room: ReturnType<typeof issuanceRoom>;
  readonly journal: string;
  readonly url: string;
  readonly facts: Fact[];
  fault: (step: number) => void;
  close(): Promise<void>;
}

export const testFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'issuance-restore-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Opens the authority of a folder on a database; what it looks at when it restores is up to the test. */
export async function openOn(
  url: string,
  dataDir: string,
  known: (id: string) => boolean = () => true,
): Promise<Copied> {
  const facts: Fact[] = [];
  const switchable = { fault: (_step: number) => {} };
  const room = issuanceRoom({
    ports: () => ({
      audit: async (_tx, fact) => void facts.push(fact),
      knowsApplication: async (_tx, id) => known(id),
    }),
    after: (step) => switchable.fault(step),
  });
  const overrides = { dataDir, port: 1, publicUrl: 'http://127.0.0.1:1' };
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides });
  const platform = await openPlatform(config, [room], {
    log: createLog('silent'),
    database: { url, server: undefined },
    migrated: true,
    machineTime: () => new Date('2026-03-02T09:00:00+08:00').getTime(),
  });
  const issuance = room.service(platform.deps);
  const journal = path.join(dataDir, 'ca', 'journal.jsonl');
  return Object.assign(switchable, { platform, issuance, room, journal, url, facts, close: () => platform.close() });
}

/** A migrated database for the room alone. */
export function freshDatabase() {
  return createTestDatabase(allMigrations([issuanceRoom({ ports: () => ({ audit: async () => {} }) })]));
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function administer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A copy of a database nobody is connected to: the backup. */
export async function copyDatabase(url: string, name: string): Promise<string> {
  await administer(`create database ${name} template ${nameOf(url)}`);
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}

export const dropDatabases = (...names: readonly string[]): Promise<void> =>
  administer(...names.map((name) => `drop database if exists ${name} with (force)`));
