import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { sealing } from '../crypto-at-rest/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { idempotencyMigrations, once } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(idempotencyMigrations);
});
afterAll(() => database.drop());

const deps = () => ({ db: database.db, clock: fixedClock('2026-03-02T01:00:00Z'), sealing: sealing('k'.repeat(32)) });
const command = { key: 'k-000001', actor: 'staff:1', route: 'POST /x', request: { a: 1, b: 2 } };

test('a refused command may be tried again with the same key', async () => {
  const failing = once(deps(), { ...command, key: 'again-01' }, async () => {
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  const answer = await once(deps(), { ...command, key: 'again-01' }, async () => ({ status: 200, body: 'done' }));
  expect(answer).toEqual({ status: 200, body: 'done', replayed: false });
});

test('ten at once: one effect, ten equal answers', async () => {
  let effects = 0;
  const run = async () => ({ status: 201, body: { effect: ++effects } });
  const answers = await Promise.all(Array.from({ length: 10 }, () => once(deps(), command, run)));
  expect(effects).toBe(1);
  expect(answers.every((answer) => answer.status === 201 && JSON.stringify(answer.body) === '{"effect":1}')).toBe(true);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
});

test('the order of the request’s fields does not matter; its content and the actor do', async () => {
  const run = async () => ({ status: 200, body: 1 });
  const key = 'order-01';
  await once(deps(), { ...command, key }, run);
  expect((await once(deps(), { ...command, key, request: { b: 2, a: 1 } }, run)).replayed).toBe(true);
  expect((await once(deps(), { ...command, key, actor: 'staff:2' }, run)).replayed).toBe(false);
  await expect(once(deps(), { ...command, key, request: { a: 1, b: 3 } }, run)).rejects.toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

test('neither request nor answer is readable in the database', async () => {
  await once(deps(), { ...command, key: 'secret-1', request: { password: 'hunter2' } }, async () => ({
    status: 200,
    body: { mobile: '13800000000' },
  }));
  const { rows } = await sql`select * from idempotency where key = 'secret-1'`.execute(database.db);
  expect(JSON.stringify(rows)).not.toMatch(/hunter2|13800000000/);
});
