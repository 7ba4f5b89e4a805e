import { sql } from 'kysely';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildLate, transaction } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Jobs, jobs } from './index.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let queue: Jobs;
beforeEach(async () => {
  database = await createTestDatabase({});
  queue = jobs(database.url, database.db, log);
  await queue.start();
});
afterEach(async () => {
  await queue.stop();
  await database.drop();
});

test('a job exists if and only if the transaction of its cause commits', async () => {
  const done: unknown[] = [];
  await queue.work('letters', async (data) => {
    done.push(data);
  });
  await transaction(database.db, (tx) => queue.enqueue(tx, 'letters', { to: 'a' }));
  await expect(
    transaction(database.db, async (tx) => {
      await queue.enqueue(tx, 'letters', { to: 'b' });
      throw new Error('the cause fails');
    }),
  ).rejects.toThrow('the cause fails');
  await queue.idle();
  expect(done).toEqual([{ to: 'a' }]);
});

test('many jobs of one moment are done one right after the other, not one at each look', async () => {
  let done = 0;
  await queue.work('letters', async () => {
    done += 1;
  });
  const waiting = Array.from({ length: 60 }, (_, n) => ({ n }));
  await transaction(database.db, async (tx) => {
    for (const letter of waiting) await queue.enqueue(tx, 'letters', letter);
  });
  // At one job for each look of two workers every two seconds this would take a minute.
  await queue.idle(25_000);
  expect(done).toBe(60);
});

test('a job that keeps failing is visible afterwards and can be tried again', async () => {
  let isBroken = true;
  const done: unknown[] = [];
  const last: boolean[] = [];
  await queue.work(
    'labels',
    async (data, { isLastTry }) => {
      last.push(isLastTry);
      if (isBroken) throw new Error('printer on fire');
      done.push(data);
    },
    { retries: 0 },
  );
  await transaction(database.db, (tx) => queue.enqueue(tx, 'labels', { parcel: 7 }));
  await queue.idle();
  const [dead] = await queue.dead();
  expect(dead).toMatchObject({ queue: 'labels', data: { parcel: 7 } });
  expect(dead?.reason).toContain('printer on fire');
  expect(last).toEqual([true]);
  isBroken = false;
  await expect(
    transaction(database.db, async (tx) => {
      await queue.revive(tx, dead?.id ?? '');
      throw new Error('not this time');
    }),
  ).rejects.toThrow('not this time');
  expect(await queue.dead()).toHaveLength(1);
  expect(await transaction(database.db, (tx) => queue.revive(tx, dead?.id ?? ''))).toBe('labels');
  await queue.idle();
  expect(done).toEqual([{ parcel: 7 }]);
  expect(await queue.dead()).toEqual([]);
});

test('a job left active by a killed process is taken up at the next start, at once', async () => {
  await transaction(database.db, (tx) => queue.enqueue(tx, 'seals', { n: 1 }));
  await queue.stop();
  // What a SIGKILL in the middle of a handler leaves behind.
  await sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'seals'`.execute(
    database.db,
  );
  queue = jobs(database.url, database.db, log);
  await queue.start();
  const done: unknown[] = [];
  const first = new Promise<void>((resolve) => {
    void queue.work('seals', async (data) => {
      done.push(data);
      resolve();
    });
  });
  await first;
  expect(done).toEqual([{ n: 1 }]);
});

test('what runs regularly runs in one process at a time', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const run = async () => {
    running++;
    runs++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  const second = jobs(database.url, database.db, log);
  queue.every('sweep', 3600, run);
  second.every('sweep', 3600, run);
  await Promise.all([queue.runDue(), second.runDue(), queue.runDue()]);
  expect(most).toBe(1);
  expect(runs).toBeGreaterThanOrEqual(1);
});

test('what runs regularly may build an index beside running work: it waits for every open snapshot, and holds none', async () => {
  const { db } = database;
  await sql`create table thing (size integer)`.execute(db);
  const made: string[] = [];
  queue.every('indexes', 3600, async () => {
    made.push(...(await buildLate(db, [{ name: 'thing_size', table: 'thing', definition: '(size)' }])));
  });
  await queue.runDue();
  expect(made).toEqual(['thing_size']);
});
