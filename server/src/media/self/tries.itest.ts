import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../platform/database/index.ts';
import { transaction } from '../../platform/index.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { migrations } from '../migrations.ts';
import { refuse } from '../problems.ts';
import { lockApplication } from '../store.ts';
import { selfServiceMigrations } from './migrations.ts';
import { MOST_TRIES } from './rules.ts';
import { forgetTries, refuseLocked, refuseWrong, triesOf } from './tries.ts';

let database: TestDatabase;
/** A pool of one connection: whoever waits for a second one waits for ever. */
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase({ ...migrations, ...selfServiceMigrations });
  db = connect(database.url, { max: 1 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const wrongTry = (id: string) =>
  transaction(db, async (tx) => {
    await lockApplication(tx, id);
    await refuseLocked(tx, id, 'activation');
    // Whatever the step wrote before its code was looked at is undone.
    await forgetTries(tx, id, 'activation');
    await refuseWrong(tx, id, 'activation', (left) => refuse('SELF_CODE_WRONG', { params: { left } }));
  });

test('wrong tries at once are counted one by one on a pool of one connection, then the step is locked', async () => {
  const id = uuid();
  const tries = await Promise.allSettled(Array.from({ length: MOST_TRIES + 2 }, () => wrongTry(id)));
  const refused = tries.map((one) => (one.status === 'rejected' ? one.reason.document : one));
  expect(refused.map(({ code }) => code)).toEqual([
    ...Array(MOST_TRIES).fill('SELF_CODE_WRONG'),
    'SELF_TRIES_LOCKED',
    'SELF_TRIES_LOCKED',
  ]);
  expect(refused.slice(0, MOST_TRIES).map(({ params }) => params.left)).toEqual([4, 3, 2, 1, 0]);
  expect(await triesOf(db, id, 'activation')).toBe(MOST_TRIES);
});
