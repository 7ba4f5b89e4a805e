import { sql } from 'kysely';
import type { Database } from './database.ts';

/** About how many rows a table had when its statistics were last taken; -1 before that. Nothing is counted. */
export async function rowsAbout(db: Database, table: string): Promise<number> {
  const { rows } = await sql<{ about: number }>`
    select reltuples::float8 as about from pg_class where oid = to_regclass(${table})`.execute(db);
  return rows[0]?.about ?? -1;
}
