import { sql } from 'kysely';
import type { Database } from './database.ts';

/** An index an installation may live without for a while: slower, never wrong. */
export interface LateIndex {
  readonly name: string;
  readonly table: string;
  /** What stands after `on table`. */
  readonly definition: string;
  /** The index it takes the place of, which goes once this one is there. */
  readonly instead?: string;
}

/** A table of at most so many bytes is indexed within its migration: a second at most, nobody waits longer. */
const SMALL_BYTES = 64 * 1024 * 1024;

/** For migrations: makes the indexes of small tables; those of large ones are left to `buildLate`, which blocks no writer. */
export async function indexIfSmall(db: Database, indexes: readonly LateIndex[]): Promise<void> {
  for (const { name, table, definition, instead } of indexes) {
    const { rows } = await sql<{ bytes: number }>`select pg_table_size(${table}::regclass)::float8 as bytes`.execute(
      db,
    );
    if ((rows[0]?.bytes ?? 0) > SMALL_BYTES) continue;
    await sql.raw(`create index if not exists ${name} on ${table} ${definition}`).execute(db);
    if (instead !== undefined) await sql.raw(`drop index if exists ${instead}`).execute(db);
  }
}

/**
 * Makes the indexes that are missing while everybody goes on working, one after the other; one that was cut off is made
 * again. Must not run in a transaction. Answers the names made.
 */
export async function buildLate(db: Database, indexes: readonly LateIndex[]): Promise<readonly string[]> {
  const names = indexes.flatMap(({ name, instead }) => (instead === undefined ? [name] : [name, instead]));
  const { rows } = await sql<{ name: string; valid: boolean }>`
    select c.relname as name, i.indisvalid as valid from pg_class c join pg_index i on i.indexrelid = c.oid
    where c.relname = any(${names})`.execute(db);
  const made: string[] = [];
  for (const { name, table, definition, instead } of indexes) {
    const there = rows.find((row) => row.name === name);
    if (!there?.valid) {
      if (there) await sql.raw(`drop index concurrently if exists ${name}`).execute(db);
      await sql.raw(`create index concurrently ${name} on ${table} ${definition}`).execute(db);
      // An index over an expression tells the planner nothing before the table is looked at again.
      await sql.raw(`analyze ${table}`).execute(db);
      made.push(name);
    }
    if (rows.some((row) => row.name === instead)) await sql.raw(`drop index concurrently ${instead}`).execute(db);
  }
  return made;
}
