import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { rateLimitMigrations, rateLimits } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(rateLimitMigrations);
});
afterAll(() => database.drop());

test('the attempt over the limit is refused until the window ends, also when they come at once', async () => {
  const clock = fixedClock('2026-03-02T01:00:00Z');
  const limits = rateLimits(database.db, clock);
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => limits.take('login', 'a', 5, 900)));
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(5);
  await expect(limits.take('login', 'a', 5, 900)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    document: { params: { seconds: 900 } },
  });
  await expect(limits.take('login', 'b', 5, 900)).resolves.toBeUndefined();
  clock.advance(900_000);
  await expect(limits.take('login', 'a', 5, 900)).resolves.toBeUndefined();
});

test('a success forgets the failures before it', async () => {
  const limits = rateLimits(database.db, fixedClock('2026-03-02T03:00:00Z'));
  await limits.take('login', 'c', 1, 900);
  await limits.clear('login', 'c');
  await expect(limits.take('login', 'c', 1, 900)).resolves.toBeUndefined();
});
