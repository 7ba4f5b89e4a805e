import { type Config, ConfigError } from './config/index.ts';
import type { Database, Migrations } from './database/index.ts';

type InstallationTables = {
  installation: { id: number; mode: string; key_id: string };
};

export const installationMigrations: Migrations = {
  '000-platform-installation': {
    async up(db) {
      await db.schema
        .createTable('installation')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('mode', 'text', (c) => c.notNull())
        .addColumn('key_id', 'text', (c) => c.notNull())
        .execute();
    },
  },
};

/**
 * A database belongs to the mode it was first used in: sandbox accounts, messages and moved time never meet real data, and a
 * production database is never opened as a sandbox. The data key must be one that can read what is stored.
 * Throws ConfigError.
 */
export async function checkInstallation(
  db: Database,
  mode: Config['mode'],
  keys: { readonly current: string; readonly all: Iterable<string> },
): Promise<void> {
  const tables = db.withTables<InstallationTables>();
  await tables
    .insertInto('installation')
    .values({ id: 1, mode, key_id: keys.current })
    .onConflict((c) => c.doNothing())
    .execute();
  const stored = await tables.selectFrom('installation').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  if (stored.mode !== mode) {
    throw new ConfigError([
      `mode: this database was made for ${stored.mode} and cannot be used for ${mode}; give databaseUrl another one`,
    ]);
  }
  if (![...keys.all].includes(stored.key_id)) {
    throw new ConfigError([
      `secrets.dataKey: not the key (${stored.key_id}) this database was sealed with; give it, or list it in secrets.previousDataKeys`,
    ]);
  }
  if (stored.key_id !== keys.current) {
    await tables.updateTable('installation').set({ key_id: keys.current }).where('id', '=', 1).execute();
  }
}
