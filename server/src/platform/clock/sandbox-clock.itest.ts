import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { clockMigrations, sandboxClock } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(clockMigrations);
});
afterAll(() => database.drop());

test('time moved forward stays moved after a restart, listeners hear of it, and it never moves back', async () => {
  const machine = () => Date.parse('2026-03-02T01:00:00Z');
  const clock = await sandboxClock(database.db, machine);
  let heard = 0;
  clock.onMove(() => {
    heard++;
  });
  expect(clock.now().toISOString()).toBe('2026-03-02T01:00:00.000Z');
  await clock.advance(86_400_000);
  await clock.advance(1000);
  expect(heard).toBe(2);
  expect((await sandboxClock(database.db, machine)).now().toISOString()).toBe('2026-03-03T01:00:01.000Z');
  await expect(clock.advance(-1)).rejects.toThrow(RangeError);
});
