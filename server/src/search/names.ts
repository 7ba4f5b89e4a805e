import { type RawBuilder, sql } from 'kysely';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import { initialGrams, nameGrams } from './name-key.ts';
import { entryOf, initialsReader } from './pinyin.ts';

/** An account whose name the search should know. Persons are not found by name: theirs is no public register. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly isPerson: boolean;
}

/** Reads the names of accounts as they are now. */
export type ReadNames = (db: Database, ids: readonly string[]) => Promise<readonly Named[]>;

/** Takes in names that changed, at most `limit`; answers how many. Several may do so at once. */
export function takeIn(db: Database, read: ReadNames, limit: number): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      delete from search_stale where organisation_id in
        (select organisation_id from search_stale limit ${limit} for update skip locked)
      returning organisation_id as id`.execute(tx);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await write(tx, ids, await read(tx, ids));
    return rows.length;
  });
}

async function write(tx: Tx, ids: readonly string[], named: readonly Named[]): Promise<void> {
  const initials = await initialsReader();
  const entries = named
    .filter((one) => !one.isPerson)
    .map(({ id, name }) => {
      const { key, initials: all, core } = entryOf(name, initials);
      return { id, key, all, grams: [...nameGrams(key), ...initialGrams(core)].join(' ') };
    });
  await sql`delete from search_organisation where organisation_id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`
    insert into search_organisation (organisation_id, name_key, initials, grams)
    select t.id, t.key, t.initials, string_to_array(t.grams, ' ')
    from unnest(${entries.map((e) => e.id)}::uuid[], ${entries.map((e) => e.key)}::text[],
      ${entries.map((e) => e.all)}::text[], ${entries.map((e) => e.grams)}::text[]) as t(id, key, initials, grams)`.execute(
    tx,
  );
}

/** Whether between one and `most` names wait to be taken in: one look at a table that is nearly always empty. */
export async function isNearlyUpToDate(db: Database, most: number): Promise<boolean> {
  const { rows } = await sql`select 1 from search_stale limit ${most + 1}`.execute(db);
  return rows.length > 0 && rows.length <= most;
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Ids of organisations whose name begins with `key`, then those that contain it, at most `limit`. */
export const byName = (db: Database, key: string, limit: number) =>
  found(db, { column: sql`name_key`, text: key, grams: nameGrams(key), limit });

/** The same for pinyin initials. */
export const byInitials = (db: Database, initials: string, limit: number) =>
  found(db, { column: sql`initials`, text: initials, grams: initialGrams(initials), limit });

interface Look {
  readonly column: RawBuilder<unknown>;
  readonly text: string;
  /** None: only beginnings are looked for. */
  readonly grams: readonly string[];
  readonly limit: number;
}

async function found(db: Database, { column, text, grams, limit }: Look): Promise<readonly string[]> {
  const beginning = await sql<{ id: string }>`
    select organisation_id as id from search_organisation where ${column} like ${`${escaped(text)}%`}
    order by ${column} using ~<~ limit ${limit}`.execute(db);
  const first = beginning.rows.map(({ id }) => id);
  if (first.length >= limit || grams.length === 0) return first;
  const within = await sql<{ id: string }>`
    select organisation_id as id from search_organisation
    where grams @> ${[...grams]}::text[] and ${column} like ${`_%${escaped(text)}%`}
      and not organisation_id = any(${first}::uuid[])
    limit ${limit - first.length}`.execute(db);
  return [...first, ...within.rows.map(({ id }) => id)];
}
