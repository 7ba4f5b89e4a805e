import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { copyBytes } from './copy.ts';
import { transaction } from './database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({});
  await sql`create table piece (number int, name text, bytes bytea)`.execute(database.db);
  await sql`insert into piece select n, 'it''s', sha256(n::text::bytea) || convert_to(repeat('x', n * 37 % 9000), 'UTF8')
    from generate_series(1, 400) n`.execute(database.db);
});

afterAll(() => database?.drop());

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const copied: Buffer[] = [];
  for await (const piece of pieces) copied.push(Buffer.from(piece));
  return Buffer.concat(copied);
}

test('every byte of a column in its order, as a query gives it', async () => {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from piece order by number`.execute(database.db);
  const all = await joined(copyBytes(database.db)`select bytes from piece where name = ${"it's"} order by number`);
  expect(all.length).toBeGreaterThan(1_000_000);
  expect(all.equals(Buffer.concat(rows.map(({ bytes }) => bytes)))).toBe(true);
});

test('nothing where there is nothing, and values are values', async () => {
  const { db } = database;
  expect(await joined(copyBytes(db)`select bytes from piece where name = ${"x' or true --"}`)).toHaveLength(0);
  expect(await joined(copyBytes(db)`select ''::bytea from piece where number < ${4}`)).toHaveLength(0);
});

test('whoever stops early, and whoever asks wrongly, leaves connections that work', async () => {
  const { db } = database;
  for (let i = 0; i < 25; i++) {
    for await (const piece of copyBytes(db)`select bytes from piece`) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  }
  await expect(joined(copyBytes(db)`select nothing from piece`)).rejects.toThrow(/nothing/);
  await expect(joined(copyBytes(db)`select bytes, bytes from piece`)).rejects.toThrow(RangeError);
  await expect(joined(copyBytes(db)`select null::bytea from piece`)).rejects.toThrow(RangeError);
  expect(await joined(copyBytes(db)`select '\\x0102'::bytea`)).toEqual(Buffer.of(1, 2));
});

test('a transaction, whose connection is its own, is refused', async () => {
  await expect(transaction(database.db, (tx) => joined(copyBytes(tx)`select bytes from piece`))).rejects.toThrow(
    /connect/,
  );
});
