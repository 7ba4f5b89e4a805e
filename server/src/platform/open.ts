import path from 'node:path';
import type { Logger } from 'pino';
import { type Clock, isSandboxClock, sandboxClock, systemClock } from './clock/index.ts';
import type { Config } from './config/index.ts';
import { sealing } from './crypto-at-rest/index.ts';
import { buildLate, checkServerVersion, connect, type Database, migrate } from './database/index.ts';
import { type OpenDatabase, openDatabase } from './database/open-database.ts';
import type { Deps } from './deps.ts';
import { fileRegister, fileStore, LOOSE_MS, sweepFiles } from './files/index.ts';
import { forgetKeys } from './idempotency/index.ts';
import { checkInstallation, refuseForeign } from './installation.ts';
import { installJobs, jobs } from './jobs/index.ts';
import { allMigrations } from './migrations.ts';
import { rateLimits } from './rate-limits/index.ts';
import type { Room } from './room.ts';
import { sessions } from './sessions/index.ts';

/**
 * Makes a database ready: recent enough, ours (ConfigError when it belongs to another mode or key, before anything is changed),
 * migrated, with the tables of the jobs. Returns the names of the migrations applied.
 */
export async function prepareDatabase(
  config: Config,
  rooms: readonly Room[],
  { db, url }: { readonly db: Database; readonly url: string },
): Promise<readonly string[]> {
  const { indexKeyId } = sealing(config.secrets.dataKey, config.secrets.previousDataKeys);
  await checkServerVersion(db);
  await refuseForeign(db, config.mode, indexKeyId);
  const applied = await migrate(db, allMigrations(rooms));
  await installJobs(url, db);
  await checkInstallation(db, config.mode, indexKeyId);
  return applied;
}

/** Whether the database is in use already; throws ConfigError when by another mode or key. Changes nothing. */
export function databaseOwner(config: Config, db: Database): Promise<boolean> {
  const { indexKeyId } = sealing(config.secrets.dataKey, config.secrets.previousDataKeys);
  return refuseForeign(db, config.mode, indexKeyId);
}

export interface Platform {
  readonly deps: Deps;
  readonly database: OpenDatabase;
  /** Stops jobs, closes connections, shuts a database of our own down. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly log: Logger;
  /** A database opened elsewhere (tests); not shut down by `close`. */
  readonly database?: OpenDatabase;
  /** Use the database of a running process rather than refuse. */
  readonly attach?: boolean;
  /** Skip migrations (the caller has migrated). */
  readonly migrated?: boolean;
  /** Machine time for the sandbox clock. */
  readonly machineTime?: () => number;
}

/** Opens database, clock, files, jobs: everything in `Deps`, migrated and ready. */
export async function openPlatform(config: Config, rooms: readonly Room[], options: OpenOptions): Promise<Platform> {
  const { log } = options;
  const database = options.database ?? (await openDatabase(config, options.attach));
  const db = connect(database.url);
  try {
    if (!options.migrated) await prepareDatabase(config, rooms, { db, url: database.url });
    const clock: Clock = config.mode === 'sandbox' ? await sandboxClock(db, options.machineTime) : systemClock;
    const seals = sealing(config.secrets.dataKey, config.secrets.previousDataKeys);
    if (options.migrated) await checkInstallation(db, config.mode, seals.indexKeyId);
    const queue = jobs(database.url, db, log);
    const deps: Deps = {
      config,
      db,
      clock,
      log,
      sealing: seals,
      files: fileStore(path.join(config.dataDir, 'files'), seals, fileRegister(db, clock)),
      jobs: queue,
      sessions: sessions(db, clock),
      rateLimits: rateLimits(db, clock),
    };
    if (isSandboxClock(clock)) clock.onMove(() => queue.runDue());
    queue.every('platform.sweep', 3600, async () => {
      await deps.rateLimits.sweep();
      await forgetKeys(db, clock);
      const swept = await sweepFiles(db, clock, deps.files);
      const partial = await deps.files.removePartial(LOOSE_MS);
      if (swept + partial > 0) log.info({ swept, partial }, 'uploads that nobody attached were removed');
    });
    const indexes = rooms.flatMap((room) => room.indexes ?? []);
    queue.every('platform.indexes', 600, async () => {
      const made = await buildLate(db, indexes);
      if (made.length > 0) log.info({ indexes: made }, 'indexes of large tables built');
    });
    return {
      deps,
      database,
      close: async () => {
        await queue.stop();
        await db.destroy();
        if (!options.database) await database.server?.stop();
      },
    };
  } catch (error) {
    await db.destroy();
    if (!options.database) await database.server?.stop();
    throw error;
  }
}
