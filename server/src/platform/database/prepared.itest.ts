import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { transaction } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({
    '001-thing': { up: (db) => sql`create table thing (colour text, size integer)`.execute(db).then(() => {}) },
  });
});
afterAll(() => database.drop());

test('what is asked again is kept prepared, and goes on after a column was added', async () => {
  const { db } = database;
  const kept = await transaction(db, async (tx) => {
    for (const size of [1, 2, 3]) {
      await sql`insert into thing (colour, size) values ('red', ${size})`.execute(tx);
      await sql`select * from thing where size = ${size}`.execute(tx);
    }
    await sql`alter table thing add column weight integer`.execute(tx);
    await sql`insert into thing (colour, size) values ('red', ${4})`.execute(tx);
    const { rows } = await sql`select * from thing where size = ${4}`.execute(tx);
    expect(rows).toEqual([{ colour: 'red', size: 4, weight: null }]);
    const prepared = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx);
    return prepared.rows.map(({ statement }) => statement);
  });
  expect(kept).toEqual([expect.stringMatching(/^insert into thing/)]);
});

test('a statement that was refused is asked again as before', async () => {
  const { db } = database;
  await sql`create unique index thing_size on thing (size)`.execute(db);
  for (let i = 0; i < 3; i++) {
    await expect(sql`insert into thing (size) values (${1})`.execute(db)).rejects.toMatchObject({ code: '23505' });
  }
  await sql`insert into thing (size) values (${5})`.execute(db);
  const { rows } = await sql`select size from thing where size = ${5}`.execute(db);
  expect(rows).toEqual([{ size: 5 }]);
});

test('what meets a conflict in a part of the table meets it however often it is asked', async () => {
  const { db } = database;
  await sql`create table claim (target text, status text)`.execute(db);
  await sql`create unique index claim_open on claim (target) where status in ('open', 'kept')`.execute(db);
  await transaction(db, async (tx) => {
    for (let i = 0; i < 12; i++) {
      await sql`insert into claim (target, status) values (${'a'}, ${'open'})
        on conflict (target) where status in (${'open'}, ${'kept'}) do nothing`.execute(tx);
    }
    expect((await sql`select target from claim`.execute(tx)).rows).toEqual([{ target: 'a' }]);
  });
});

test('a column that became another kind is read on, by itself and within a transaction', async () => {
  const { db } = database;
  await sql`create table parcel (weight integer)`.execute(db);
  await sql`insert into parcel values (7)`.execute(db);
  const weigh = async (on: typeof db) =>
    (await sql<{ weight: unknown }>`select weight from parcel where weight > ${1}`.execute(on)).rows;
  const often = async (on: typeof db) => {
    for (let n = 0; n < 3; n++) await weigh(on);
  };
  await often(db);
  await sql`alter table parcel alter column weight type bigint`.execute(db);
  expect(await weigh(db)).toEqual([{ weight: 7 }]);
  await often(db);
  await sql`alter table parcel alter column weight type text using weight::text`.execute(db);
  await sql`alter table parcel alter column weight type integer using weight::integer`.execute(db);
  await often(db);
  await sql`alter table parcel alter column weight type bigint`.execute(db);
  let began = 0;
  const weighed = await transaction(db, (tx) => {
    began += 1;
    return weigh(tx);
  });
  expect([weighed, began]).toEqual([[{ weight: 7 }], 2]);
});
