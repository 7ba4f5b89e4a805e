import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';

export type { Migration };
export type Migrations = Readonly<Record<string, Migration>>;

export type MigrationState = 'applied' | 'pending';

/** Merges the migrations of all rooms. Throws when two rooms chose one name. */
export function mergeMigrations(
  rooms: Iterable<{ readonly name: string; readonly migrations: Migrations }>,
): Migrations {
  const merged = new Map<string, Migration>();
  for (const room of rooms) {
    for (const [name, migration] of Object.entries(room.migrations)) {
      if (merged.has(name)) throw new Error(`migration ${name} of room ${room.name} exists twice`);
      merged.set(name, migration);
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function migrator(db: Database, migrations: Migrations): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    // Rooms are released together but written apart: a new room's first migration may sort before another's last.
    allowUnorderedMigrations: true,
  });
}

/**
 * Applies every migration not yet applied, in order of name, in one transaction under an advisory lock
 * (several processes may start at once). Returns the names applied; throws the first error, with nothing applied.
 */
export async function migrate(db: Database, migrations: Migrations): Promise<readonly string[]> {
  const { error, results } = await migrator(db, migrations).migrateToLatest();
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName;
    throw new Error(
      `migration ${failed ?? '(none named)'} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
}

/** The state of each known migration, without changing anything but kysely's own table. */
export async function migrationStates(
  db: Database,
  migrations: Migrations,
): Promise<ReadonlyMap<string, MigrationState>> {
  const all = await migrator(db, migrations).getMigrations();
  return new Map(all.map((m) => [m.name, m.executedAt ? 'applied' : 'pending']));
}

/** Major version of the server, e.g. 18; throws below 15, the oldest supported. */
export async function checkServerVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ v: string }>`select current_setting('server_version_num') as v`.execute(db);
  const major = Math.floor(Number(rows[0]?.v) / 10_000);
  if (!(major >= 15)) throw new Error(`PostgreSQL ${major} is too old: 15 or newer is needed`);
  return major;
}
