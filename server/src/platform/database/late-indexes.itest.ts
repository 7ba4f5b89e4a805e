import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { buildLate, indexIfSmall, type LateIndex } from './index.ts';

const indexes: readonly LateIndex[] = [
  { name: 'thing_colour', table: 'thing', definition: '(colour) where colour is not null' },
  { name: 'thing_size', table: 'thing', definition: '(size)', instead: 'thing_measure' },
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({
    '001-thing': { up: (db) => sql`create table thing (colour text, size integer)`.execute(db).then(() => {}) },
  });
});
afterAll(() => database.drop());

const valid = async () => {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_index i
    join pg_class c on c.oid = i.indexrelid where i.indrelid = 'thing'::regclass and i.indisvalid order by 1`.execute(
    database.db,
  );
  return rows.map(({ name }) => name);
};

test('a small table is indexed at once, a missing index is made beside running work, and one that was cut off anew', async () => {
  const { db } = database;
  await sql`create index thing_measure on thing (size, colour)`.execute(db);
  await indexIfSmall(db, indexes.slice(0, 1));
  expect(await valid()).toEqual(['thing_colour', 'thing_measure']);
  expect(await buildLate(db, indexes)).toEqual(['thing_size']);
  expect(await buildLate(db, indexes)).toEqual([]);
  // As a process leaves it that was killed while it built.
  await sql`update pg_index set indisvalid = false where indexrelid = 'thing_size'::regclass`.execute(db);
  expect(await buildLate(db, indexes)).toEqual(['thing_size']);
  expect(await valid()).toEqual(['thing_colour', 'thing_size']);
});

test('an index goes when the one that takes its place is there', async () => {
  const { db } = database;
  await sql`create table box (size integer)`.execute(db);
  await sql`create index box_old on box (size)`.execute(db);
  await indexIfSmall(db, [{ name: 'box_new', table: 'box', definition: '(size desc)', instead: 'box_old' }]);
  const { rows } = await sql`select indexname from pg_indexes where tablename = 'box'`.execute(db);
  expect(rows).toEqual([{ indexname: 'box_new' }]);
});

test('a large table is left to the work beside', async () => {
  const { db } = database;
  await sql`create table large (note text)`.execute(db);
  await sql`alter table large alter note set storage external`.execute(db);
  await sql`insert into large select repeat('x', 7000000) from generate_series(1, 10)`.execute(db);
  await indexIfSmall(db, [{ name: 'large_note', table: 'large', definition: '(length(note))' }]);
  const { rows } = await sql`select 1 from pg_class where relname = 'large_note'`.execute(db);
  expect(rows).toEqual([]);
});
