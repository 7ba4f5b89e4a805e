import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../platform/database/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { migrations } from './migrations.ts';

let database: TestDatabase;
const upTo = (last: string) => Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= last));
beforeAll(async () => {
  database = await createTestDatabase(upTo('071-media-production'));
});
afterAll(() => database.drop());

test('media from before the whole life keep their place in it', async () => {
  const { db } = database;
  const old = ['blank', 'personalised', 'made', 'shipped', 'spoiled'];
  for (const state of old) {
    await sql`insert into medium (serial, kind, model, state, registered_at, changed_at)
      values (${state}, 'usb-key', 'GM3000', ${state}, now(), now())`.execute(db);
  }
  await migrate(db, migrations);
  const { rows } = await sql<{ serial: string; state: string }>`select serial, state from medium`.execute(db);
  expect(Object.fromEntries(rows.map(({ serial, state }) => [serial, state]))).toEqual({
    blank: 'stock',
    personalised: 'blank',
    made: 'made',
    shipped: 'shipped',
    spoiled: 'spoiled',
  });
  await expect(sql`update medium set state = 'personalised'`.execute(db)).rejects.toThrow(/medium_state_check/);
});

test('nobody rewrites the history of a medium', async () => {
  const { db } = database;
  await sql`insert into medium_event (serial, at, move, from_state, to_state, by_kind, by_name)
    values ('made', now(), 'ship', 'made', 'shipped', 'system', 'system')`.execute(db);
  await expect(sql`update medium_event set by_name = 'x'`.execute(db)).rejects.toThrow(/append-only/);
  await expect(sql`delete from medium_event`.execute(db)).rejects.toThrow(/append-only/);
});
