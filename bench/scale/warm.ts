import { sql } from 'kysely';
import { connect } from '../../server/src/platform/database/index.ts';

/** What names and codes are looked up in. */
const NARROW = ['organisation', 'search_organisation', 'holding', 'medium'];
/** What lists and searches are led by. */
const LED_BY = [...NARROW, 'application', 'application_task', 'session'];

/**
 * Reads indexes and what is searched by name into memory, as a hall has them there that has been at work for a day; the
 * orders themselves, their histories and their long values stay where they are. Answers how many megabytes were read.
 */
export async function warm(url: string): Promise<number> {
  const db = connect(url, { max: 1 });
  try {
    await sql`create extension if not exists pg_prewarm`.execute(db);
    const { rows } = await sql<{ pages: number }>`
      select coalesce(sum(pg_prewarm(c.oid, 'read')), 0)::int as pages from pg_class c
      left join pg_index i on i.indexrelid = c.oid
      where c.relnamespace = 'public'::regnamespace
        and (c.relname = any(${NARROW}) or i.indrelid::regclass::text = any(${LED_BY}))`.execute(db);
    return Math.round(((rows[0]?.pages ?? 0) * 8) / 1024);
  } finally {
    await db.destroy();
  }
}
