import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { Kept } from './rules.ts';

type Text = { readonly zh: string; readonly en: string };

export interface Announcement extends Kept {
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
  readonly programmes: readonly string[];
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

/** Older ones are history that nobody looks for here. */
const LISTED = 200;

async function read(db: Database, which: RawBuilder<unknown>): Promise<readonly Announcement[]> {
  const { rows } = await sql<Announcement>`
    select id, jsonb_build_object('zh', title_zh, 'en', title_en) as title,
      jsonb_build_object('zh', text_zh, 'en', text_en) as text, programmes, from_day::text as "from",
      until_day::text as until, published_by as "publishedBy", published_at as "publishedAt", withdrawn_at as "withdrawnAt"
    from announcement ${which} order by from_day desc, id desc limit ${sql.lit(LISTED)}`.execute(db);
  return rows;
}

export const all = (db: Database) => read(db, sql``);

/** Those shown on a day; the same as `stateOn`. */
export const shownOn = (db: Database, today: string) =>
  read(
    db,
    sql`where withdrawn_at is null and from_day <= ${today}::date and (until_day is null or until_day >= ${today}::date)`,
  );

export async function add(tx: Tx, one: Announcement): Promise<void> {
  await sql`
    insert into announcement (id, title_zh, title_en, text_zh, text_en, programmes, from_day, until_day, published_by, published_at)
    values (${one.id}, ${one.title.zh}, ${one.title.en}, ${one.text.zh}, ${one.text.en}, ${[...one.programmes]}::text[],
      ${one.from}::date, ${one.until}::date, ${one.publishedBy}, ${one.publishedAt})`.execute(tx);
}

/** Withdraws it, once; answers it as it stands then, undefined when there is none. */
export async function withdraw(tx: Tx, id: string, at: Date): Promise<Announcement | undefined> {
  await sql`update announcement set withdrawn_at = ${at} where id = ${id} and withdrawn_at is null`.execute(tx);
  return (await read(tx, sql`where id = ${id}`))[0];
}
