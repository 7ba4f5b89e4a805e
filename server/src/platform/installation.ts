import { sql } from 'kysely';
import { type Config, ConfigError } from './config/index.ts';
import type { Database, Migrations } from './database/index.ts';

type InstallationTables = {
  installation: { id: number; mode: string; index_key_id: string };
};

export const installationMigrations: Migrations = {
  '000-platform-installation': {
    async up(db) {
      await db.schema
        .createTable('installation')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('mode', 'text', (c) => c.notNull())
        .addColumn('index_key_id', 'text', (c) => c.notNull())
        .execute();
    },
  },
};

/**
 * A database belongs to the mode it was first used in: sandbox accounts, messages and moved time never meet real data, and a
 * production database is never opened as a sandbox. The key its look-ups were made with must be there.
 * Throws ConfigError.
 */
export async function checkInstallation(db: Database, mode: Config['mode'], indexKeyId: string): Promise<void> {
  await db
    .withTables<InstallationTables>()
    .insertInto('installation')
    .values({ id: 1, mode, index_key_id: indexKeyId })
    .onConflict((c) => c.doNothing())
    .execute();
  await refuseForeign(db, mode, indexKeyId);
}

/**
 * Whose database it is, asked before anything is changed in it: a migration must not touch what belongs to another mode.
 * False when nobody used it yet. Throws ConfigError.
 */
export async function refuseForeign(db: Database, mode: Config['mode'], indexKeyId: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('installation') is not null as there`.execute(db);
  if (!rows[0]?.there) return false;
  const tables = db.withTables<InstallationTables>();
  const stored = await tables.selectFrom('installation').selectAll().where('id', '=', 1).executeTakeFirst();
  if (!stored) return false;
  if (stored.mode !== mode) {
    throw new ConfigError([
      `mode: this database was made for ${stored.mode} and cannot be used for ${mode}; give databaseUrl another one`,
    ]);
  }
  if (stored.index_key_id !== indexKeyId) {
    throw new ConfigError([
      `secrets.dataKey: the key this database was made with (${stored.index_key_id}) is missing; give it, or list it last in secrets.previousDataKeys`,
    ]);
  }
  return true;
}
